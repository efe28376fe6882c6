"""What holds of identity whatever nights and decisions come, in whatever order."""

from __future__ import annotations

from dataclasses import dataclass, field

from hypothesis import given, settings
from hypothesis import strategies as st

from matching.identity import Resolution
from tests.matching.ledger import IDS, Ledger, events

NAMES = [f"r{i}" for i in range(8)]
EXAMPLES = 500

pairs = st.tuples(st.sampled_from(NAMES), st.sampled_from(NAMES)).filter(lambda p: p[0] < p[1])
ties = st.dictionaries(pairs, st.sampled_from([3.0, 9.0, 10.0, 12.0]), max_size=12)
verdicts = st.dictionaries(pairs, st.sampled_from(["same", "different", "unsure"]), max_size=4)
trusted = st.dictionaries(st.sampled_from(NAMES), st.sampled_from(IDS), max_size=4)


@dataclass
class Story:
    """Records that arrive in nights, with all edges among what is known, and verdicts between them."""

    order: list[str]
    cut: int
    ties: dict[tuple[str, str], float]
    judged: list[tuple[str, str, str]]
    ids: dict[str, str]
    found: list[Resolution] = field(default_factory=list)

    def ledger(self, *, whole: bool) -> Ledger:
        """A warehouse after all of it: a night, verdicts, a night; verdicts about records to come wait for them."""
        return self.into(Ledger(whole, citizen_ids=self.ids))

    def into(self, ledger: Ledger) -> Ledger:
        """The same in an empty warehouse that is given."""
        self.night(ledger, self.order[: self.cut])
        self.found.append(ledger.judge(*self.judged))
        self.night(ledger, self.order[self.cut :])
        return ledger

    def night(self, ledger: Ledger, new: list[str]) -> None:
        known = {*ledger.records, *new}
        live = [(a, b, w) for (a, b), w in self.ties.items() if {a, b} <= known and {a, b} & {*new}]
        self.found.append(ledger.night(new, live))


stories = st.builds(
    Story,
    order=st.permutations(NAMES),
    cut=st.integers(1, 7),
    ties=ties,
    judged=verdicts.map(lambda found: [(*pair, verdict) for pair, verdict in found.items()]),
    ids=trusted,
)
tried = settings(max_examples=EXAMPLES, deadline=None)


@dataclass
class Watched(Ledger):
    """A ledger that holds every change of an id against the events of its run."""

    untold: list[tuple[str, str, str]] = field(default_factory=list)

    def _resolved(self, ends: object, prior: object = None) -> Resolution:
        before = self.present()
        found = super()._resolved(ends, prior)  # type: ignore[arg-type]
        now = self.present()
        told = {(worker, source) for _, worker, sources in events(found) for source in sources}
        born = {worker for kind, worker, _ in events(found) if kind == "new"}
        moved = [(r, before[r], now[r]) for r in before if before[r] != now[r]]
        self.untold += [one for one in moved if (one[2], one[1]) not in told]
        self.untold += [("", "", worker) for worker in {*found.minted["worker_id"]} - born - {w for w, _ in told}]
        return found


@given(story=stories)
@tried
def test_nights_over_touched_regions_keep_verdicts_ids_and_the_partition(story: Story) -> None:
    ledger = Watched(whole=False, citizen_ids=story.ids)
    owners = story.into(ledger).present()
    told = {tuple(row) for found in story.found for row in found.contradictions.select("record_l", "record_r").rows()}
    parted = [one for one in story.judged if owners[one[0]] != owners[one[1]]]
    joined = [one for one in story.judged if one not in parted]
    assert [one for one in joined if one[2] == "different"] == [], "a 'different' pair is never one worker"
    assert [one for one in parted if one[2] == "same" and one[:2] not in told] == [], "'same' is, or it is told"
    assert ledger.untold == [], "no id changes without an event of its run"
    assert owners == story.ledger(whole=True).present(), "regions give what resolving everything gives"


@given(story=stories)
@tried
def test_any_order_of_nights_gives_one_partition(story: Story) -> None:
    ledger = story.ledger(whole=False)
    # Of all that is known, in the order of names and not of nights.
    assert ledger.parts() == ledger.expected()


@given(story=stories, last=pairs, verdict=st.sampled_from(["same", "different", "unsure"]))
@tried
def test_withdrawing_a_judgement_restores_who_was_who_and_every_id(
    story: Story, last: tuple[str, str], verdict: str
) -> None:
    ledger = story.ledger(whole=False)
    # Verdicts taken back before leave ids that were parted and joined again, the hardest state to come back to.
    ledger.withdraw(*story.judged[::2], taken_in=2)
    before = ledger.present()
    assert ledger.parts() == ledger.expected(), "as if they had never been"
    ledger.judge((*last, verdict))
    ledger.withdraw((*last, verdict), taken_in=ledger.run_no)
    assert ledger.present() == before
