"""The workbench: who may work, who is at work, and what stewards did there that no night has read yet."""

from __future__ import annotations

from sqlalchemy import BigInteger, Boolean, Column, Index, Integer, LargeBinary, String, Table, Text, false

from warehouse.moment import Moment
from warehouse.tables.span import metadata

steward = Table(
    "steward",
    metadata,
    Column("steward_id", String, primary_key=True),  # "S0001"
    Column("login", String, nullable=False, unique=True),
    Column("name", String, nullable=False),
    Column("password_hash", Text),  # argon2; null for who signs in through the identity provider alone
    Column("subject", String, unique=True, index=True),  # whom that provider means: issuer and its id, once known
    Column("role", String, nullable=False),  # viewer | steward | approver | administrator
    Column("unit_code", String, nullable=False),  # whose data: the unit and all under it on the day of the data
    Column("language", String, nullable=False),
    Column("made_by", String, nullable=False),
    Column("made_at", Moment(), nullable=False),
    Column("disabled_at", Moment()),
)
visit = Table(  # kept here and not in the cookie, so that it can be ended
    "visit",
    metadata,
    Column("token_hash", String, primary_key=True),
    Column("steward_id", String, nullable=False, index=True),
    Column("csrf", String, nullable=False),
    Column("opened_at", Moment(), nullable=False),
    Column("seen_at", Moment(), nullable=False),
    Column("ends_at", Moment(), nullable=False),
    Column("reveals_until", Moment()),  # ids are shown until then, for the reason on record
)
attempt = Table(
    "attempt", metadata, Column("key", String, nullable=False), Column("at", Moment(), nullable=False),
    Index("attempt_key", "key", "at"),
)  # fmt: skip
review = Table(  # what the rules say of a row as corrected, until a night has read it
    "review",
    metadata,
    Column("entry_id", String, primary_key=True),
    Column("review_no", BigInteger, nullable=False, index=True),  # grows with every review, so that news are found
    Column("run_no", Integer, nullable=False),  # the last run before it; a later one that read the row overrules it
    Column("state", String, nullable=False),  # passes | waits | fails | undone
    Column("stays", Boolean, nullable=False, server_default=false()),  # nights do not know what it rests on: a proposal
    Column("note", Text, nullable=False, server_default=""),  # why an approver turned the fix down
    Column("problems", Text, nullable=False),  # JSON: code and field of each
    Column("checked_by", String, nullable=False),
    Column("checked_at", Moment(), nullable=False),
)
instruction = Table(  # one text for another in all rows of a sender's lists of a kind, now and later
    "instruction",
    metadata,
    Column("instruction_id", String, primary_key=True),
    Column("bulk_id", String, nullable=False, index=True),  # what was done at once
    Column("sender_code", String, nullable=False, index=True),
    Column("kind", String, nullable=False),
    Column("field", String, nullable=False),
    Column("raw_hash", String, nullable=False),  # keyed, of the raw text; "" for a blank
    Column("payload", LargeBinary, nullable=False),  # sealed: raw and new text
    Column("row_count", Integer, nullable=False),  # rows it met when it was made
    Column("reason", Text, nullable=False),
    Column("made_by", String, nullable=False),
    Column("made_at", Moment(), nullable=False),
    Column("stale_run", Integer),  # the last run that read such lists and met the raw text nowhere
    Column("asks_release", Boolean, nullable=False, server_default=false()),  # met lists of a campaign of four eyes
    Column("released_by", String),  # somebody else, for such campaigns
    Column("released_at", Moment()),
    Column("withdrawn_by", String),
    Column("withdrawn_at", Moment()),
    Column("withdrawn_reason", Text),
)
explanation = Table(  # closes a query as long as the raw text it was given for stands
    "explanation",
    metadata,
    Column("explanation_id", String, primary_key=True),
    Column("record_id", String, nullable=False, index=True),
    Column("delivery_id", String, nullable=False),
    Column("code", String, nullable=False),
    Column("field", String, nullable=False),
    Column("raw_hash", String, nullable=False),
    Column("payload", LargeBinary, nullable=False),  # sealed: the words
    Column("made_by", String, nullable=False),
    Column("made_at", Moment(), nullable=False),
    Column("withdrawn_by", String),
    Column("withdrawn_at", Moment()),
)
verdict = Table(  # a judgement on its way to become a decision
    "verdict",
    metadata,
    Column("verdict_id", String, primary_key=True),
    Column("verdict_no", BigInteger, nullable=False, index=True),
    Column("record_l", String, nullable=False),
    Column("record_r", String, nullable=False),
    Column("verdict", String, nullable=False),  # same | different | unsure
    Column("reason", Text, nullable=False),
    Column("judged_by", String, nullable=False),
    Column("judged_at", Moment(), nullable=False),
    Column("seconded_by", String),  # needed where two stewards must agree
    Column("needs_second", Integer, nullable=False),
    Column("state", String, nullable=False),  # waits | taken | refused | withdrawn
    Column("decision_id", String),
    Column("outcome", Text),  # why it was refused, in words
)
invitation = Table(  # a link for a unit without an account; the token is signed and never kept
    "invitation",
    metadata,
    Column("invitation_id", String, primary_key=True),
    Column("unit_code", String, nullable=False, index=True),
    Column("made_by", String, nullable=False),
    Column("made_at", Moment(), nullable=False),
    Column("ends_at", Moment(), nullable=False),
    Column("revoked_by", String),
    Column("revoked_at", Moment()),
    Column("opened_at", Moment()),  # when it was first used
)
activity = Table(  # what has no table of its own; appended, never removed
    "activity",
    metadata,
    Column("activity_id", String, primary_key=True),
    Column("at", Moment(), nullable=False, index=True),
    Column("by", String, nullable=False, index=True),
    Column("action", String, nullable=False),
    Column("subject", String, nullable=False, index=True),
    Column("unit_code", String),
    Column("words", Text, nullable=False),  # JSON: codes, counts and reasons; no personal value
)
