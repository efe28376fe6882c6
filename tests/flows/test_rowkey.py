"""A row that comes back with its key is the row it was, wherever it stands and whatever was corrected in it."""

from __future__ import annotations

import polars as pl

from cleaning.assembly import assemble
from flows.rowkey import COPIED, keys, known_again
from tests.cleaning.lists import placed
from warehouse.vault import Vault

VAULT = Vault(b"k" * 32)
PEOPLE = ({"full_name": "Nguyễn Văn An"}, {"full_name": "Trần Thị Bình"}, {"full_name": "Lê Văn Chi"})


def rows(*people: dict[str, str], delivery: str = "d1") -> pl.DataFrame:
    return known_again(VAULT, assemble("cng_list", [placed("cng_list", people, delivery_id=delivery)]))


def answered() -> list[dict[str, str]]:
    first = rows(*PEOPLE)
    return [{**person, "row_key": key} for person, key in zip(PEOPLE, keys(VAULT, first), strict=True)]


def test_rows_sorted_inserted_and_renamed_are_the_records_they_were() -> None:
    an, binh, chi = answered()
    back = rows(chi, {"full_name": "Phạm Thị Dung"}, an | {"full_name": "Nguyễn Văn Ân"}, binh, delivery="d2")
    first = rows(*PEOPLE)["record_id"].to_list()
    assert back["record_id"].to_list()[0] == first[2]
    assert back["record_id"].to_list()[2:] == first[:2]
    assert back["record_id"].n_unique() == 4
    assert not back[COPIED].any()


def test_a_copied_row_is_told_and_the_row_that_still_is_itself_keeps_the_key() -> None:
    an, binh, _ = answered()
    back = rows(an | {"full_name": "Đỗ Văn Em"}, an, binh, delivery="d2")
    assert back[COPIED].to_list() == [True, False, False]
    assert back["record_id"][1] == rows(*PEOPLE)["record_id"][0]


def test_a_new_row_under_the_old_name_of_a_renamed_one_gets_a_record_of_its_own() -> None:
    an, *_ = answered()
    back = rows(an | {"full_name": "Nguyễn Văn Ân"}, {"full_name": "Nguyễn Văn An"}, delivery="d2")
    assert back["record_id"][0] == rows(*PEOPLE)["record_id"][0]
    assert back["record_id"].n_unique() == 2


def test_keys_that_are_made_up_or_of_another_list_are_worth_nothing() -> None:
    an, binh, _ = answered()
    record, seal = an["row_key"].split(".")
    for forged in ("x", f"{record}.", f"{binh['row_key'].split('.')[0]}.{seal}", record):
        back = rows({"full_name": "Đỗ Văn Em", "row_key": forged}, delivery="d2")
        assert back["record_id"].to_list() == rows({"full_name": "Đỗ Văn Em"})["record_id"].to_list()
    other = assemble("cng_list", [placed("cng_list", [an], award_level="city")])
    assert known_again(VAULT, other)["record_id"][0] != record


def test_lists_without_keys_know_nothing_of_them() -> None:
    assert COPIED not in rows(*PEOPLE).columns
