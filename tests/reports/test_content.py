from __future__ import annotations

import polars as pl
import pytest

from reports.subunits import REMAINDER, total
from tests.reports.factories import UNITS, award, data_quality, frame, lineage, report, reporting


def test_levels_are_told_from_the_base_up() -> None:
    assert [(f.award_level, f.persons) for f in report().levels] == [("grassroots", 1168), ("upper", 30), ("city", 3)]


def test_every_level_carries_the_citys_share_to_compare_with() -> None:
    base = report().levels[0]
    assert (base.direct_workers, base.city_direct_workers, base.city_persons) == (730, 40000, 60220)


def test_figures_agree_with_the_rows_that_lineage_lists() -> None:
    assert report().is_traceable


def test_a_figure_without_its_row_is_noticed() -> None:
    assert not report(lineage=lineage().head(-1)).is_traceable


def test_another_structure_is_not_mixed_in() -> None:
    doubled = pl.concat([award("as_was"), award("as_is")])
    assert report(award=doubled).levels == report().levels


def test_lineage_of_a_unit_holds_only_its_own_subtree() -> None:
    assert set(report("A").lineage.get_column("unit_code")) == {"A"}


def test_lineage_of_the_city_keeps_units_that_left_the_structure() -> None:
    gone = lineage().with_columns(pl.lit("GONE").alias("unit_code"))
    assert report("HN", lineage=gone).lineage.get_column("unit_name").unique().to_list() == ["GONE"]


def test_a_missing_unit_is_named_with_its_superior() -> None:
    (unit,) = report().missing
    assert (unit.name, unit.superior_name) == ("CĐCS Trường Mầm non Hoa Sen", "Liên đoàn Lao động quận Thanh Xuân")


def test_a_superior_is_not_missing_because_a_unit_below_is() -> None:
    assert "TX" not in {unit.unit_code for unit in report().missing}


def test_missing_units_of_another_district_are_not_told() -> None:
    assert report("A").missing == ()


def test_units_that_left_the_structure_are_told_in_the_citys_line() -> None:
    city = ("CNG-2025", "cng_list", "HN", "as_was", 7, 2, 1, 0, 4, 1)
    told = report("HN", reporting=frame(" ".join(reporting().columns), [*reporting().rows(), city])).missing
    assert [(unit.name, unit.amount) for unit in told if unit.unit_code == "HN"] == [
        ("Liên đoàn Lao động thành phố Hà Nội và đơn vị không còn trong hệ thống", 3)
    ]


def test_states_partition_the_units_owing() -> None:
    (line,) = report().reported
    assert line.owing == line.on_time + line.late + line.nil + line.missing == line.arrived + line.missing


def test_sub_units_and_the_remainder_add_up_to_the_unit() -> None:
    data = report()
    sums = total(data.sub_units)
    assert (sums.grassroots, sums.upper, sums.city, sums.owing, sums.rows_open) == (1168, 30, 3, 4, 11)


def test_what_is_nobodys_below_stands_in_the_remainder() -> None:
    last = report().sub_units[-1]
    assert (last.name, last.owing, last.rows_open) == (REMAINDER, 1, 4)


def test_there_is_no_remainder_when_nothing_remains() -> None:
    names = [line.name for line in report(reporting=reporting().head(0), data_quality=data_quality().head(0)).sub_units]
    assert REMAINDER not in names


def test_a_unit_without_units_below_has_no_table_of_them() -> None:
    assert report("A").sub_units == ()


def test_shares_of_sub_units_are_told_at_the_lowest_level_with_awards() -> None:
    upper_only = award().filter(pl.col("award_level") != "grassroots")
    first = report(award=upper_only).sub_units[0]
    assert (first.persons, first.direct_workers) == (20, 15)


def test_problems_are_told_in_words_and_an_unknown_code_as_itself() -> None:
    assert [line.text for line in report().quality] == [
        "Số CCCD không đủ 12 chữ số",
        "a_new_code",
        "Tổng số ghi ở cuối danh sách khác số dòng",
    ]


def test_a_step_the_mart_does_not_have_is_told_as_nothing() -> None:
    assert [step.amount for step in report("HN").steps] == [0] * 8


def test_a_campaign_of_initiatives_counts_initiatives() -> None:
    awards = award().with_columns(persons=pl.lit(0), initiatives=pl.lit(50))
    assert report(award=awards).counts_initiatives


def test_an_unknown_unit_is_refused_by_name() -> None:
    with pytest.raises(KeyError, match="ZZ"):
        report("ZZ")


def test_a_cycle_in_the_units_ends() -> None:
    looped = frame("unit_code name level parent_code", [*UNITS[1:], ("HN", "Thành phố", "city", "TX")])
    assert report("TX", units=looped).missing[0].unit_code == "C"


def test_persons_are_listed_in_the_order_of_the_lineage() -> None:
    names = [(fact, "Người " + fact, 1980, "female", None) for fact in ("Bcity0", "Acity1", "Acity0")]
    persons = frame("fact_id full_name birth_year gender job", names)
    data = report(persons=persons)
    assert data.persons is not None
    assert data.persons.get_column("fact_id").to_list() == ["Acity0", "Acity1", "Bcity0"]
