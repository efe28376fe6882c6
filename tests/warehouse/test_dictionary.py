from __future__ import annotations

from pathlib import Path

from schemas.marts import ALL
from warehouse.dictionary import render

PAGE = Path(__file__).parents[2] / "docs" / "marts.md"


def test_the_page_is_up_to_date() -> None:
    assert PAGE.read_text("utf-8") == render(), "renew it: python -m warehouse.dictionary > docs/marts.md"


def test_every_column_is_explained_in_both_languages() -> None:
    fields = [field for mart in ALL for field in mart.fields]
    assert all(field.vi and field.en and "|" not in field.vi + field.en for field in fields)
