from __future__ import annotations

from datetime import UTC, datetime, timedelta
from itertools import permutations
from random import Random
from typing import Any

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cleaning.supersession import ADDITION, COLUMNS, HELD, WHOLE, WITHDRAWAL, Paper, settle, standing

START = datetime(2025, 5, 1, tzinfo=UTC)
Row = dict[str, Any]


def listing(delivery: str, minute: int, **fields: object) -> Row:
    return {
        "listing_id": f"{delivery}:{fields.get('table_no', 0)}",
        "delivery_id": delivery,
        "sender_code": "TX-001",
        "campaign_code": "CNG-2025",
        "kind": "cng_list",
        "award_level": "grassroots",
        "received_at": START + timedelta(minutes=minute),
        "path": f"TX-001/{delivery}.xlsx",
        "addition": False,
        "withdrawal": False,
        "version": 0,
        "reference": None,
        "row_count": 3,
        "status": "effective",
    } | fields


def frame(listings: list[Row]) -> pl.DataFrame:
    return pl.DataFrame(listings, schema_overrides={"reference": pl.String}).select(COLUMNS)


def statuses(*listings: Row) -> dict[str, str]:
    return dict(standing(frame(list(listings))).statuses.sort("listing_id").iter_rows())


def letters(*listings: Row) -> str:
    """The statuses in the order of the listings: E effective, S superseded, W withdrawn, T withdrawing, H held."""
    short = {"effective": "E", "superseded": "S", "withdrawn": "W", "withdrawing": "T", "held": "H"}
    told = statuses(*listings)
    return "".join(short[told[str(one["listing_id"])]] for one in listings)


def whole(name: str, minute: int, version: int = 0, **fields: object) -> Row:
    return listing(name, minute, version=version, **fields)


def addition(name: str, minute: int, version: int = 0, **fields: object) -> Row:
    return listing(name, minute, version=version, addition=True, **fields)


def letter(name: str, minute: int, version: int = 0, **fields: object) -> Row:
    return listing(name, minute, version=version, withdrawal=True, row_count=0, **fields)


def test_a_later_list_replaces_the_earlier_one() -> None:
    assert letters(whole("b", 2), whole("a", 1)) == "ES"


def test_a_stated_number_goes_before_the_arrival() -> None:
    assert letters(whole("v2", 1, 2), whole("v1", 2, 1)) == "ES"


def test_of_the_same_number_the_later_arrival_stands() -> None:
    assert letters(whole("a", 1, 2), whole("b", 2, 2)) == "SE"


def test_a_list_without_number_follows_what_came_before_it() -> None:
    assert letters(whole("v2", 1, 2), whole("a", 2), whole("v1", 3, 1)) == "SES"
    assert letters(whole("a", 1), whole("v2", 2, 2), whole("v1", 3, 1)) == "SES"


def test_a_supplement_counts_beside_the_list_it_adds_to() -> None:
    assert letters(whole("a", 1), addition("b", 2)) == "EE"


def test_a_supplement_survives_a_later_whole_list() -> None:
    assert letters(whole("a", 1), addition("b", 2), whole("c", 3)) == "SEE"


def test_a_supplement_is_replaced_by_one_of_the_same_number_or_document() -> None:
    assert letters(addition("a", 1, 1), addition("b", 2, 2), addition("c", 3, 1)) == "SEE"
    assert letters(addition("a", 1, reference="3/CĐ"), addition("b", 2, reference="3/CĐ")) == "SE"
    assert letters(addition("a", 1, reference="3/CĐ"), addition("b", 2, reference="4/CĐ")) == "EE"
    assert letters(addition("a", 1), addition("b", 2)) == "EE"


def test_tables_of_one_delivery_stand_together() -> None:
    assert letters(whole("a", 1), whole("a", 1, table_no=1)) == "EE"
    assert letters(whole("a", 1, 2), whole("a", 1, table_no=1), whole("b", 2, 1)) == "EES"


def test_lists_of_other_levels_kinds_and_senders_are_left_alone() -> None:
    others = [("award_level", "upper"), ("kind", "initiative_list"), ("sender_code", "TX-002"), ("campaign_code", None)]
    told = statuses(listing("a", 1), *(listing(f"b{field}", 2, **{field: other}) for field, other in others))
    assert set(told.values()) == {"effective"}


def test_a_held_list_replaces_nothing_and_stays_held() -> None:
    assert letters(whole("a", 1), whole("b", 2, status="held")) == "EH"
    assert letters(whole("a", 1), letter("w", 2, status="held")) == "EH"


def test_at_the_same_minute_the_path_decides() -> None:
    assert letters(whole("b", 1), whole("a", 1)) == "ES"


def test_a_withdrawal_takes_back_everything_sent_before_it() -> None:
    assert letters(whole("a", 1), whole("b", 2), addition("c", 3), letter("w", 4)) == "WWWT"


def test_a_list_sent_after_the_withdrawal_stands_again() -> None:
    assert letters(whole("a", 1), letter("w", 2), whole("b", 3), addition("c", 4)) == "WTEE"


def test_a_late_lower_version_is_withdrawn_with_the_higher_one() -> None:
    assert letters(whole("v2", 1, 2), letter("w", 2), whole("v1", 3, 1)) == "WTW"


def test_when_one_version_is_withdrawn_the_one_before_stands_again() -> None:
    assert letters(whole("v1", 1, 1), whole("v2", 2, 2), letter("w", 3, 2)) == "EWT"
    assert letters(whole("a", 1), whole("v2", 2, 2), letter("w", 3, 1)) == "WET"


def test_a_withdrawal_of_a_version_does_not_touch_supplements_and_one_of_a_supplement_no_list() -> None:
    assert letters(whole("a", 1, 1), addition("b", 2), letter("w", 3, 1)) == "WET"
    assert letters(whole("a", 1, 1), addition("b", 2), letter("w", 3, addition=True)) == "EWT"
    given_ = (addition("a", 1, 1), addition("b", 2, 2), letter("w", 3, 1, addition=True))
    assert letters(*given_) == "WET"


def test_a_withdrawal_that_came_before_its_version_waits_for_it() -> None:
    assert letters(letter("w", 1, 2), whole("v1", 2, 1), whole("v2", 3, 2), whole("again", 4, 2)) == "TSWE"


def test_a_withdrawal_with_rows_takes_back_no_list_but_is_about_those_before_it() -> None:
    rows = letter("w", 3) | {"row_count": 2}
    told = standing(frame([whole("a", 1), addition("b", 2), rows, addition("c", 4)]))
    assert set(told.statuses["status"]) == {"effective", "withdrawing"}
    assert sorted(told.covered["listing_id"]) == ["a:0", "b:0"]


def test_a_withdrawal_with_rows_that_names_a_version_is_about_all_up_to_it() -> None:
    rows = letter("w", 1, 2) | {"row_count": 2}
    for late in ([whole("v1", 2, 1)], [whole("v1", 2, 1), whole("v2", 3, 2)], [whole("v2", 2, 2), whole("v1", 3, 1)]):
        told = standing(frame([rows, *late]))
        assert set(told.covered["listing_id"]) == {one["listing_id"] for one in late}
    told = standing(frame([rows, whole("v2", 2, 2), whole("v3", 3, 3)]))
    assert told.covered["listing_id"].to_list() == ["v2:0"]


# --- any order


class Plain:
    """What should be, told again in the plainest way: quadratic, document by document, one listing each."""

    def __init__(self, arrivals: list[Row]) -> None:
        self.held = [one["listing_id"] for one in arrivals if one["status"] == HELD]
        understood = [one for one in arrivals if one["status"] != HELD]
        self.lists = sorted(understood, key=lambda one: (one["received_at"], one["path"]))
        self.at = {one["listing_id"]: place for place, one in enumerate(self.lists)}
        self.wholes = [one for one in self.lists if not one["addition"] and not one["withdrawal"]]
        self.extras = [one for one in self.lists if one["addition"] and not one["withdrawal"]]
        self.letters = [one for one in self.lists if one["withdrawal"]]

    def place(self, one: Row) -> int:
        return int(self.at[one["listing_id"]])

    def highest_before(self, place: int) -> int:
        return max([1, *(int(one["version"]) for one in self.wholes if self.place(one) < place)])

    def position(self, one: Row) -> tuple[int, int]:
        return (one["version"] or self.highest_before(self.place(one)), self.place(one))

    def number(self, one: Row) -> int:
        return int(one["version"]) if one["addition"] else self.position(one)[0]

    def takes_back(self, by: Row, one: Row) -> bool:
        place, mine = self.place(by), self.place(one)
        if by["addition"] != one["addition"] and (by["addition"] or by["version"]):
            return False
        if not by["version"]:
            return mine < place if one["addition"] else self.position(one) < (self.highest_before(place), place)
        pool = self.extras if one["addition"] else self.wholes
        same = [self.place(other) for other in pool if self.number(other) == by["version"]]
        if mine not in same:
            return False
        return mine < place if min(same) < place else mine == min(same)

    def replaced(self, one: Row, by: Row) -> bool:
        if self.place(by) <= self.place(one):
            return False
        if not one["withdrawal"] and (one["version"] or by["version"]):
            return bool(one["version"] == by["version"])
        return bool(one["reference"]) and bool(one["reference"] == by["reference"])

    def statuses(self) -> dict[str, str]:
        told = dict.fromkeys(self.held, HELD)
        forces = [one for one in self.letters if not any(self.replaced(one, other) for other in self.letters)]
        told |= {one["listing_id"]: "withdrawing" if one in forces else "superseded" for one in self.letters}
        back = [one for one in self.wholes + self.extras if any(self.takes_back(by, one) for by in forces)]
        told |= {one["listing_id"]: "withdrawn" for one in back}
        left = [one for one in self.wholes if one not in back]
        top = max(map(self.position, left), default=None)
        told |= {one["listing_id"]: "effective" if self.position(one) == top else "superseded" for one in left}
        rest = [one for one in self.extras if one not in back]
        again = [one for one in rest if any(self.replaced(one, other) for other in rest)]
        return told | {one["listing_id"]: "superseded" if one in again else "effective" for one in rest}


DOCUMENTS = st.lists(
    st.fixed_dictionaries(
        {
            "addition": st.booleans(),
            "withdrawal": st.sampled_from((False, False, True)),
            "version": st.integers(0, 3),
            "reference": st.sampled_from((None, None, "1/CĐ", "2/CĐ")),
            "status": st.sampled_from(("effective",) * 9 + ("held",)),
        }
    ),
    min_size=1,
    max_size=8,
)


def arrived(documents: list[Row], minutes: list[int]) -> list[Row]:
    return [
        listing(f"d{number}", minute, **(one | {"row_count": 0 if one["withdrawal"] else 3}))
        for number, (one, minute) in enumerate(zip(documents, minutes, strict=True))
    ]


def paper(row: Row, order: int) -> Paper:
    role = WITHDRAWAL if row["withdrawal"] else ADDITION if row["addition"] else WHOLE
    taking = role == WITHDRAWAL and row["addition"]
    name = (str(row["listing_id"]),)
    return Paper(order, role, row["version"], row["reference"] or "", bool(row["row_count"]), taking, name)


@settings(max_examples=2000, deadline=None)
@given(DOCUMENTS, st.randoms(use_true_random=False))
def test_any_documents_in_any_order_end_as_the_plain_rules_say(documents: list[Row], random: Random) -> None:
    minutes = list(range(len(documents)))
    random.shuffle(minutes)
    listings = arrived(documents, minutes)
    told, _ = settle([paper(one, one["received_at"].minute) for one in listings if one["status"] != HELD])
    wanted = {name: status for name, status in Plain(listings).statuses().items() if status != HELD}
    assert {one.listings[0]: status for one, status in told} == wanted


@settings(max_examples=100, deadline=None)
@given(DOCUMENTS, st.data())
def test_frames_say_the_same_and_nights_between_leave_no_trace(documents: list[Row], data: st.DataObject) -> None:
    minutes = data.draw(st.lists(st.integers(0, 5), min_size=len(documents), max_size=len(documents)))
    listings = arrived(documents, minutes)
    told = statuses(*listings)
    assert told == Plain(listings).statuses()
    again = [one | {"status": told[one["listing_id"]]} for one in listings]
    assert statuses(*again[::-1]) == told


V1, V2, SUPPLEMENT = {"version": 1}, {"version": 2}, {"version": 1, "addition": True}
TAKEN_BACK = [
    ({"version": 1}, "WEET"),
    ({"version": 2}, "EWET"),
    ({"version": 1, "addition": True}, "SEWT"),
    ({"version": 2, "row_count": 2}, "SEET"),
]


@pytest.mark.parametrize(("withdrawal", "state"), TAKEN_BACK)
def test_every_order_of_two_versions_a_supplement_a_withdrawal_and_a_resend_ends_in_one_state(
    withdrawal: Row, state: str
) -> None:
    papers = {"v1": V1, "v2": V2, "s": SUPPLEMENT, "w": {"withdrawal": True, "row_count": 0} | withdrawal}
    for order in permutations([*papers, "resend"]):
        # The same bytes again are the delivery that was there before.
        seen = list(dict.fromkeys("v1" if name == "resend" else name for name in order))
        listings = {name: listing(name, seen.index(name), **papers[name]) for name in papers}
        told = standing(frame([listings[name] for name in seen])).statuses
        assert letters(*listings.values()) == state, order
        assert told.height == len(papers)


@settings(max_examples=2000, deadline=None)
@given(st.sets(st.integers(1, 5), min_size=1), st.sets(st.integers(1, 3)), st.randoms(use_true_random=False), st.data())
def test_every_order_of_numbered_papers_ends_in_one_state(
    versions: set[int], supplements: set[int], random: Random, data: st.DataObject
) -> None:
    back = data.draw(st.lists(st.tuples(st.integers(1, 5), st.booleans(), st.booleans()), max_size=3, unique=True))
    papers: list[Row] = [{"version": number} for number in sorted(versions)]
    papers += [{"version": number, "addition": True} for number in sorted(supplements)]
    papers += [{"version": n, "withdrawal": True, "addition": a, "row_count": 2 * rows} for n, a, rows in back]
    rows = [listing(f"d{number}", 0, **one) for number, one in enumerate(papers)]
    states = []
    for _ in range(2):
        orders = list(range(len(rows)))
        random.shuffle(orders)
        told, covers = settle([paper(row, order) for row, order in zip(rows, orders, strict=True)])
        names = sorted((one.listings[0], status) for one, status in told)
        states.append((names, sorted((one.listings[0], about.listings[0]) for one, about in covers)))
    assert states[0] == states[1]
