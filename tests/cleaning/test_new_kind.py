"""The promise to those who come after us: a new kind is data alone."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest

from cleaning import headings, mentions
from cleaning.assembly import PlacedTable, assemble
from cleaning.corrections import fingerprint
from cleaning.gate import check
from cleaning.placement import place, row_units
from cleaning.records import clean
from cleaning.units import UnitNames
from schemas import kind, kinds, reference
from schemas.awards import _AWARDS, Award
from schemas.item import COUNT, Item
from schemas.place import PLACE
from schemas.registry import Campaign, Registry
from tests.cleaning.sheets import LETTERHEAD, sheet
from tests.cleaning.sheets import read as read_sheets
from tests.cleaning.union import PARENTS, UNITS, delivery

KIND = kind.Kind(
    "shelter_list",
    "Danh sách mái ấm công đoàn",
    "List of union shelters",
    about=kind.WORK,
    items=(
        Item("shelter_name", "Tên mái ấm", "Shelter", told=("initiative_name_missing",)),
        Item("title_key", "Tên không dấu", "Key", headings=()),
        Item("beds", "Số giường", "Beds", COUNT),
        *PLACE,
    ),
    naming=("shelter_name",),
    required=("shelter_name",),
    telling=("beds",),
)
AWARD = Award("MAI", ("shelter_list",), "Mái ấm công đoàn", "Shelter", ("mái ấm",), chained=False, women_only=False)
HEADINGS = ({"field": "shelter_name", "synonym": "Tên mái ấm"}, {"field": "beds", "synonym": "Số giường"})
CAMPAIGN = Campaign("MAI-2025", "Mái ấm 2025", "MAI", 2025, date(2025, 1, 1), date(2025, 12, 31))


@pytest.fixture(autouse=True)
def _declared(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """The kind in the list of kinds, its award and its headings in the tables; nothing else."""
    known = reference.rows
    with monkeypatch.context() as patch:
        patch.setitem(kinds._KINDS, KIND.name, KIND)
        patch.setitem(_AWARDS, AWARD.code, AWARD)
        patch.setattr(headings, "rows", lambda name: known(name) + (HEADINGS if name == "header_synonyms" else ()))
        _forget()
        yield
    _forget()


def _forget() -> None:
    for reader in (mentions._phrases, *(one for one in vars(headings).values() if hasattr(one, "cache_clear"))):
        reader.cache_clear()


def _assembled() -> PlacedTable:
    rows = (("1", "Mái ấm Hoa Sen", "12"), ("2", "Mái ấm Sao Mai", "mười"), ("3", "Mái ấm Hoa Sen", "12"))
    title = ("DANH SÁCH MÁI ẤM CÔNG ĐOÀN NĂM 2025",)
    (table,) = read_sheets(sheet(*LETTERHEAD, title, ("STT", "Tên mái ấm", "Số giường"), *rows)).tables
    names = UnitNames(Registry(UNITS, PARENTS, (), (CAMPAIGN,), ()))
    where = place(table, delivery("A1"), names)
    assert (table.kind, where.campaign_code, where.award_code) == ("shelter_list", "MAI-2025", "MAI")
    units = row_units(table, where, names)
    return PlacedTable(table, "d1", 0, "A1", where.campaign_code, where.award_code, where.award_level, units)


def test_a_list_of_a_new_kind_is_read_placed_cleaned_and_checked() -> None:
    cleaned = clean(KIND.name, assemble(KIND.name, [_assembled()]))
    assert cleaned.select("shelter_name", "beds", "unit_code").row(0) == ("Mái ấm Hoa Sen", 12, "A1")
    found = check(KIND.name, cleaned).join(cleaned.select("entry_id", "row"), on="entry_id")
    assert set(found.select("row", "code").iter_rows()) == {(7, "number_unreadable"), (8, "duplicate_row")}


def test_its_rows_have_keys_by_what_names_them() -> None:
    frame = assemble(KIND.name, [_assembled()])
    keys = frame.select(fingerprint(frame)).to_series()
    assert keys.n_unique() == 3
    assert "mai am hoa sen" in keys[0] and "mai am sao mai" in keys[1]
