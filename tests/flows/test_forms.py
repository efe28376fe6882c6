"""Units fill in the template they once received: each version ever given out is read, and none is changed."""

from __future__ import annotations

from typing import Any

import pytest

from schemas.kinds import KINDS
from schemas.template import TEMPLATES, columns
from tests.flows.forms import GRASSROOTS_UNIT, UPPER_UNIT, Version, digest, form, recorded, sender
from tests.flows.templates import CAMPAIGNS, CLEANED, Desk, place

LEVELS = {UPPER_UNIT: "upper", GRASSROOTS_UNIT: "grassroots"}
NEW = "a version that was given out is never changed: add a new one to templates.csv, then python -m tests.flows.forms"


@pytest.fixture(scope="module")
def found(tmp_path_factory: pytest.TempPathFactory) -> dict[Version, dict[str, Any]]:
    desk = Desk.opened(tmp_path_factory.mktemp("forms"))
    told: dict[Version, dict[str, Any]] = {}
    for unit in LEVELS:
        theirs = [version for version in recorded() if sender(version) == unit]
        told |= zip(theirs, desk.read_all([form(version) for version in theirs], unit), strict=True)
    return told


@pytest.mark.parametrize("version", recorded(), ids=str)
def test_a_form_of_any_version_is_read_without_a_question(
    found: dict[Version, dict[str, Any]], version: Version
) -> None:
    told = found[version]
    assert place(told) == (version[0], CAMPAIGNS[version[0]], LEVELS[sender(version)], 1, 0)
    assert (told["problems"], told["inferences"]) == ([], [])
    (record,) = told["tables"][0]["records"]
    written = {name: value for name, value in CLEANED.items() if name in record["values"]}
    assert {name: record["values"][name] for name in written} == written
    assert written


@pytest.mark.parametrize("version", recorded(), ids=str)
def test_every_column_of_any_version_is_understood_as_it_was_meant(
    found: dict[Version, dict[str, Any]], version: Version
) -> None:
    (table,) = found[version]["tables"]
    assert [one["field"] for one in table["columns"]] == ["stt", *(column.field for column in columns(*version))]


def test_a_version_once_given_out_is_never_changed() -> None:
    assert {version: digest(version) for version in TEMPLATES} == recorded(), NEW


def test_every_kind_has_a_template_of_its_own_and_a_form_of_each_version() -> None:
    assert {kind for kind, _ in TEMPLATES} == set(KINDS)
    assert all(form(version).is_file() for version in TEMPLATES), NEW
