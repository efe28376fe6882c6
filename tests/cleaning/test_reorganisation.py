"""Change sets applied to a registry: an oracle of a whole year, and each change with what forbids it."""

from __future__ import annotations

import csv
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cleaning.changesets import changes_of
from cleaning.hierarchy import hierarchy_faults
from cleaning.reorganisation import Reorganised, reorganised
from cleaning.structure import Structure
from connectors.registry import read_registry
from schemas.reference import example_registry
from schemas.registry import Parent, Registry, Unit
from schemas.reorganisation import KINDS, Change, Undecided

EXAMPLE = Path(__file__).parents[2] / "docs" / "examples" / "sap-xep-2025.csv"
DAY, LATER = date(2025, 7, 1), date(2025, 9, 26)
HEADINGS = ("Việc", "Ngày", "Mã đơn vị", "Tên", "Cấp", "Loại", "Cấp trên")


def small() -> Registry:
    """A city, two districts with two unions each."""
    units = [Unit("HN", "Thành phố", "city", "city", None, None)]
    parents = []
    for district in ("A", "B"):
        units.append(Unit(district, f"Quận {district}", "upper", "district", None, None))
        parents.append(Parent(district, "HN", None, None))
        for code in (f"{district}1", f"{district}2"):
            units.append(Unit(code, f"CĐCS {code}", "grassroots", "enterprise", None, None))
            parents.append(Parent(code, district, None, None))
    return Registry(tuple(units), tuple(parents), (), (), ())


def done(*lines: str, known: Registry | None = None) -> Reorganised:
    """Apply lines such as "chuyển;01/07/2025;A1;;;;B"."""
    changes, faults = changes_of("x.csv", [HEADINGS, *(line.split(";") for line in lines)])
    assert not faults, faults
    return reorganised(known or small(), changes, "x.csv")


def faults(*lines: str) -> list[tuple[int, str]]:
    return [(one.line, one.code) for one in done(*lines).faults]


def under(found: Reorganised, code: str, day: date = DAY) -> set[str]:
    return set(Structure(found.registry).subtree(code, day)) - {code}


def test_the_year_2025_of_ha_noi_ends_in_the_registry_that_ships() -> None:
    shipped = read_registry(example_registry())
    rows = list(csv.reader(EXAMPLE.read_text(encoding="utf-8-sig").splitlines()))
    changes, wrong = changes_of(EXAMPLE.name, rows)
    assert not wrong
    first = reorganised(before(shipped), changes, EXAMPLE.name)
    assert {one.unit_code for one in first.undecided} == {f"TX-{n:03d}" for n in range(6, 49, 6)}, "of split wards"
    where = {one.unit_code: one.parent_code for one in shipped.parents if one.valid_from == LATER}
    decided = [replace(one, parents=(where[one.unit_code],)) if len(one.parents) > 1 else one for one in changes]
    found = reorganised(before(shipped), decided, EXAMPLE.name)
    assert (found.faults, found.undecided) == ((), ())
    assert set(found.registry.units) == set(shipped.units)
    assert set(found.registry.parents) == set(shipped.parents)
    ended = {move.unit_code for move in found.moves if move.day == DAY and not move.name_after}
    assert ended == {"TX", "HM"}
    gap = Structure(found.registry)
    assert gap.parent("TX-001", date(2025, 8, 1)) == "HN", "three months under the city"


def before(shipped: Registry) -> Registry:
    """The registry as it was known in 2024."""
    units = [replace(one, valid_to=None) for one in shipped.units if one.valid_from is None or one.valid_from < DAY]
    parents = [replace(one, valid_to=None) for one in shipped.parents if one.valid_from is None or one.valid_from < DAY]
    return replace(shipped, units=tuple(units), parents=tuple(parents))


def test_a_transfer_holds_from_its_day_on() -> None:
    found = done("chuyển;01/07/2025;A1;;;;B")
    assert under(found, "B") == {"A1", "B1", "B2"} and under(found, "B", date(2025, 6, 30)) == {"B1", "B2"}
    (move,) = found.moves
    assert (move.parent_before, move.parent_after) == ("A", "B")


def test_closing_hands_everything_over_but_what_has_a_line_of_its_own() -> None:
    found = done("kết thúc;01/07/2025;A;;;;HN", "chuyển;01/07/2025;A2;;;;B")
    assert under(found, "B") == {"A2", "B1", "B2"}
    assert Structure(found.registry).parent("A1", DAY) == "HN"
    assert Structure(found.registry).unit("A", DAY) is None


def test_merging_into_a_unit_opened_the_same_day() -> None:
    found = done(
        "thành lập;01/07/2025;C;Liên quận C;cấp trên cơ sở;district;HN",
        "sáp nhập;01/07/2025;A;;;;C",
        "sáp nhập;01/07/2025;B;;;;C",
    )
    assert found.faults == () and under(found, "C") == {"A1", "A2", "B1", "B2"}


def test_a_split_needs_a_place_for_each_unit() -> None:
    rows = [
        HEADINGS,
        ("thành lập", "01/07/2025", "C", "Phường C", "upper", "ward", "HN"),
        ("thành lập", "01/07/2025", "D", "Phường D", "upper", "ward", "HN"),
        ("chia", "01/07/2025", "A", "", "", "", "C; D"),
    ]
    changes, _ = changes_of("x.csv", rows)
    found = reorganised(small(), changes, "x.csv")
    assert found.undecided == (
        Undecided(4, DAY, "A1", "CĐCS A1", ("C", "D")),
        Undecided(4, DAY, "A2", "CĐCS A2", ("C", "D")),
    )
    placed = [Change(5, "transfer", DAY, "A1", parents=("C",)), Change(6, "transfer", DAY, "A2", parents=("D",))]
    whole = reorganised(small(), [*changes, *placed], "x.csv")
    assert (whole.faults, whole.undecided) == ((), ())
    assert (under(whole, "C"), under(whole, "D")) == ({"A1"}, {"A2"})


def test_a_unit_that_is_a_part_of_its_own_split_goes_on() -> None:
    opened = Change(2, "open", DAY, "C", name="Phường C", level="upper", parents=("HN",))
    split = Change(3, "split", DAY, "A", parents=("A", "C"))
    stays = Change(4, "transfer", DAY, "A1", parents=("A",))
    goes = Change(5, "transfer", DAY, "A2", parents=("C",))
    found = reorganised(small(), [opened, split, stays, goes], "x.csv")
    assert (found.faults, found.undecided) == ((), ())
    assert (under(found, "A"), under(found, "C")) == ({"A1"}, {"A2"})
    assert Structure(found.registry).parent("A", DAY) == "HN"


def test_a_renamed_unit_keeps_its_place_and_its_past_name() -> None:
    found = done("đổi tên;01/07/2025;A;Quận Mới")
    structure = Structure(found.registry)
    names = [unit.name for day in (date(2025, 6, 30), DAY) if (unit := structure.unit("A", day))]
    assert names == ["Quận A", "Quận Mới"] and under(found, "A") == {"A1", "A2"}


@pytest.mark.parametrize(
    ("line", "code"),
    [
        ("chuyển;01/07/2025;X;;;;B", "unit_not_open"),
        ("chuyển;01/07/2025;A1;;;;X", "unit_not_open"),
        ("kết thúc;01/07/2025;A", "left_behind"),
        ("sáp nhập;01/07/2025;A", "value_missing"),
        ("thành lập;01/07/2025;A1;Khác;cơ sở;;B", "unit_known"),
        ("chuyển;01/07/2025;A;;;;A1", "cycle"),
        ("chuyển;01/07/2025;A1;;;;A2", "level_order"),
        ("thành lập;01/07/2025;C;Cơ sở;cơ sở;;A1", "level_order"),
    ],
)
def test_what_cannot_be_is_refused_with_its_line(line: str, code: str) -> None:
    assert (2, code) in faults(line)


def test_a_change_before_one_that_is_known_is_refused() -> None:
    known = done("chuyển;26/09/2025;A1;;;;B").registry
    assert [one.code for one in done("chuyển;01/07/2025;A1;;;;HN", known=known).faults] == ["later_change"]


@pytest.mark.parametrize(
    ("row", "code"),
    [
        (("bán", "01/07/2025", "A"), "change_unknown"),
        (("chuyển", "31/02/2025", "A1", "", "", "", "B"), "date_invalid"),
        (("chuyển", "01/07/2025", "", "", "", "", "B"), "value_missing"),
        (("chuyển", "01/07/2025", "A1"), "value_missing"),
        (("thành lập", "2025-07-01", "C", "C", "làng", "", "A"), "level_unknown"),
    ],
)
def test_a_line_that_cannot_be_read_is_told(row: tuple[str, ...], code: str) -> None:
    changes, found = changes_of("x.csv", [("PHƯƠNG ÁN",), HEADINGS, row])
    assert changes == [] and [(one.line, one.code) for one in found] == [(3, code)]


def test_a_sheet_without_its_columns_is_told() -> None:
    assert {one.code for one in changes_of("x.csv", [("a", "b")])[1]} == {"column_missing"}


_CODES = st.sampled_from(["HN", "A", "B", "A1", "A2", "B1", "B2", "C"])
_CHANGE = st.builds(
    Change,
    line=st.integers(2, 99),
    kind=st.sampled_from(KINDS),
    day=st.sampled_from([DAY, LATER]),
    unit_code=_CODES,
    name=st.just("Tên mới"),
    level=st.sampled_from(["upper", "grassroots"]),
    unit_kind=st.just("ward"),
    parents=st.lists(_CODES, min_size=1, max_size=2, unique=True).map(tuple),
)


@given(st.lists(_CHANGE, max_size=8))
def test_whatever_is_not_refused_is_a_sound_registry_and_the_past_stays(changes: list[Change]) -> None:
    found = reorganised(small(), changes, "x.csv")
    if found.faults or found.undecided:
        return
    units, parents = list(enumerate(found.registry.units)), list(enumerate(found.registry.parents))
    assert not list(hierarchy_faults(units, parents))
    was, now = Structure(small()), Structure(found.registry)
    past = date(2025, 6, 30)
    assert [(u, was.parent(u.unit_code, past)) for u in was.open_units(past)] == [
        (replace(u, valid_to=None), now.parent(u.unit_code, past)) for u in now.open_units(past)
    ]
