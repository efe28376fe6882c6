"""One mistake of a list is one finding, with a remedy that was tried on every row."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import polars as pl

from cleaning.findings import Findings, find
from cleaning.gate import check
from cleaning.remedies import REMEDIES
from schemas.remedies import SENTENCES
from tests.cleaning.lists import cleaned, placed

WOMEN = [
    ("Nguyễn Thị An", "03/07/1985", "001185000011"),
    ("Trần Thị Bình", "12/31/1990", "001190000022"),
    ("Lê Thị Chi", "05/25/1979", "001179000033"),
    ("Phạm Thị Dung", "11/02/1988", "001188000044"),
]


def found(rows: Sequence[Mapping[str, str]]) -> Findings:
    frame = cleaned(placed("cng_list", rows))
    return find("cng_list", frame, check("cng_list", frame))


def afters(findings: Findings) -> list[tuple[str, str]]:
    return list(findings.changes.select("before", "after").iter_rows())


def test_a_column_of_american_dates_is_one_finding_with_all_its_cells() -> None:
    findings = found([{"full_name": n, "date_of_birth": d} for n, d, _ in WOMEN])
    assert findings.causes["cause"].unique().to_list() == ["remedy:month_first:date_of_birth"]
    assert findings.proposals.select("remedy", "cured").row(0) == (
        "month_first",
        findings.causes["entry_id"].n_unique(),
    )
    # Also those that could be read: with the month in front they were understood as another day.
    assert afters(findings) == [
        ("03/07/1985", "07/03/1985"),
        ("12/31/1990", "31/12/1990"),
        ("05/25/1979", "25/05/1979"),
        ("11/02/1988", "02/11/1988"),
    ]


def test_where_dates_are_written_both_ways_only_the_impossible_ones_are_turned() -> None:
    rows = [{"full_name": n, "date_of_birth": d} for n, d, _ in WOMEN] + [
        {"full_name": "Vũ Thị Em", "date_of_birth": "31/12/1991"}
    ]
    assert [before for before, _ in afters(found(rows))] == ["12/31/1990", "05/25/1979"]


def test_numbers_pasted_one_row_too_low_are_moved_up() -> None:
    people = [("Nam", 1980 + n, f"0010{(80 + n) % 100:02d}{n:06d}") for n in range(0, 12, 2)]
    people += [("Nữ", 1981 + n, f"0011{(81 + n) % 100:02d}{n:06d}") for n in range(0, 12, 2)]
    ids = [""] + [number for _, _, number in people[:-1]]
    rows = [
        {"full_name": f"Nguyễn Văn {chr(65 + i)}", "gender": sex, "birth_year": str(year), "id_number": number}
        for i, ((sex, year, _), number) in enumerate(zip(people, ids, strict=True))
    ]
    findings = found(rows)
    assert findings.proposals["remedy"].to_list() == ["numbers_moved"]
    assert findings.proposals["cured"].to_list() == findings.proposals["rows"].to_list()


def test_exchanged_columns_of_the_sexes_are_seen_by_the_numbers() -> None:
    rows = [{"full_name": n, "birth_year_male": d[-4:], "id_number": i} for n, d, i in WOMEN]
    findings = found(rows)
    assert findings.proposals["remedy"].to_list() == ["sexes_exchanged"]
    assert {(r["field"], r["after"]) for r in findings.changes.to_dicts()} >= {
        ("birth_year_male", ""),
        ("birth_year_female", "1985"),
    }


def test_letters_in_numbers_and_lost_zeros_and_short_years() -> None:
    rows = [
        {"full_name": "Nguyễn Thị An", "id_number": "OO1185000011"},
        {"full_name": "Trần Thị Bình", "id_number": "1190000022"},
        {"full_name": "Lê Thị Chi", "date_of_birth": "5/2/79"},
    ]
    findings = found(rows)
    assert sorted(afters(findings)) == [
        ("1190000022", "001190000022"),
        ("5/2/79", "05/02/1979"),
        ("OO1185000011", "001185000011"),
    ]


def test_a_remedy_that_would_harm_a_row_is_not_proposed() -> None:
    # Padded, the number's province would be known but its digits tell a man.
    findings = found([{"full_name": "Nguyễn Thị An", "gender": "Nữ", "id_number": "1090123456"}])
    assert findings.proposals.is_empty()
    assert findings.causes["cause"].to_list() == ["citizen_id_length:citizen_id"]


def test_each_spelling_of_an_unknown_union_is_one_cause() -> None:
    frame = cleaned(
        placed("cng_list", [{"full_name": f"Nguyễn Văn {c}", "work_unit": u} for c, u in ("AX", "BX", "CY")])
    )
    problems = frame.select("entry_id", code=pl.lit("unit_unknown"), field=pl.lit("unit_code"))
    causes = find("cng_list", frame, problems).causes["cause"].to_list()
    assert causes[0] == causes[1] != causes[2]


def test_clean_lists_have_no_findings() -> None:
    findings = found([{"full_name": "Nguyễn Thị An", "date_of_birth": "03/07/1985", "id_number": "001185000011"}])
    assert findings.causes.is_empty() and findings.proposals.is_empty() and findings.changes.is_empty()


def test_every_remedy_says_what_it_does_in_both_languages() -> None:
    assert set(SENTENCES) == {remedy.name for remedy in REMEDIES}
    assert all(sentence["vi"] and sentence["en"] for sentence in SENTENCES.values())
