"""The matching model, declared: what is compared, on which levels, and under which keys pairs are looked at.

Only meaning stands here; the numbers come from ``matching.parameters``. Levels are tried from top to bottom and
the first that holds counts. Every condition is symmetric, so a pair has one weight whichever record comes first.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

from matching.features import NORMALISER, RULES
from matching.parameters import Parameters


@dataclass(frozen=True, slots=True)
class Level:
    """One outcome of a comparison; ``share`` names the column whose share replaces u (term frequency)."""

    name: str
    sql: str
    share: str = ""


def _same(column: str) -> str:
    return f"{column}_l = {column}_r"


def _slip(column: str) -> str:
    # One slip leaves either the first or the last three signs as they are; what has neither need not be measured.
    ends = f"(left({column}_l, 3) = left({column}_r, 3) OR right({column}_l, 3) = right({column}_r, 3))"
    return f"{ends} AND {_edits(column, 1)}"


def _edits(column: str, most: int) -> str:
    # Two neighbours swapped are two plain edits, which are measured much faster.
    plain = f"levenshtein({column}_l, {column}_r) <= {2 * most}"
    return f"{plain} AND damerau_levenshtein({column}_l, {column}_r) <= {most}"


def _missing(column: str) -> str:
    return f"{column}_l IS NULL OR {column}_r IS NULL"


FULL: Final = "birth_date_l IS NOT NULL AND birth_date_r IS NOT NULL"
# 1 January is what forms and systems write for a date nobody knew.
UNSURE: Final = "birth_date_l LIKE '%-01-01' OR birth_date_r LIKE '%-01-01'"
# Lan and Loan are two names, Laan is a slip: where both given names exist, they are not one mistyped.
MISTYPED: Final = "(given_l = given_r OR NOT (given_known_l AND given_known_r))"

# comparison -> (the condition under which it says nothing, its levels from strong to weak)
COMPARISONS: Final[dict[str, tuple[str, tuple[Level, ...]]]] = {
    "name": (
        _missing("name"),
        (
            Level("same", _same("name"), "plain"),
            Level("unmarked", f"{_same('plain')} AND (name_l = plain_l OR name_r = plain_r)", "plain"),
            Level("marks_differ", _same("plain"), "plain"),
            Level("reordered", _same("sorted_name"), "plain"),
            Level("ends", f"{_same('surname')} AND {_same('given')}", "ends"),
            Level("typos", f"{_edits('plain', 2)} AND {MISTYPED}", "plain"),
            Level("given", _same("given"), "given"),
            Level("else", "ELSE"),
        ),
    ),
    "birth": (
        _missing("birth_year"),
        (
            Level("new_year", f"{_same('birth_date')} AND ({UNSURE})"),
            Level("same", _same("birth_date")),
            Level("swapped", _same("birth_key")),
            Level("year", f"{_same('birth_year')} AND (NOT ({FULL}) OR {UNSURE})"),
            Level("digit", f"{FULL} AND {_slip('birth_date')}"),
            Level("same_month", f"{FULL} AND substr(birth_date_l, 1, 7) = substr(birth_date_r, 1, 7)"),
            Level("same_year", _same("birth_year")),
            Level("near", "abs(birth_year_l - birth_year_r) <= 1"),
            Level("else", "ELSE"),
        ),
    ),
    "citizen": (
        _missing("citizen_id"),
        (
            Level("same", f"{_same('citizen_id')} AND citizen_trusted_l AND citizen_trusted_r"),
            Level("untrusted", _same("citizen_id")),
            Level("slip", _slip("citizen_id")),
            Level("differs", "citizen_trusted_l AND citizen_trusted_r"),
            Level("else", "ELSE"),
        ),
    ),
    "old": (
        _missing("old_citizen_id"),
        (Level("same", _same("old_citizen_id")), Level("slip", _slip("old_citizen_id")), Level("else", "ELSE")),
    ),
    "social": (
        _missing("social_insurance_no"),
        (
            Level("same", _same("social_insurance_no")),
            Level("slip", _slip("social_insurance_no")),
            Level("else", "ELSE"),
        ),
    ),
    "phone": (
        _missing("phone"),
        (Level("same", _same("phone")), Level("slip", _slip("phone")), Level("else", "ELSE")),
    ),
    "unit": (
        _missing("unit"),
        (Level("same", _same("unit"), "unit"), Level("district", _same("district")), Level("else", "ELSE")),
    ),
    "sex": (_missing("sex"), (Level("same", _same("sex")), Level("else", "ELSE"))),
    "job": (_missing("job"), (Level("same", _same("job")), Level("else", "ELSE"))),
    "hired": (
        _missing("hired"),
        (Level("same", _same("hired")), Level("slip", _slip("hired")), Level("else", "ELSE")),
    ),
}
# What must be scored beside the features: a column and the share that stands for its u.
SHARES: Final = {"plain": "tf_plain", "ends": "tf_ends", "given": "tf_given", "unit": "tf_unit"}
IDS: Final = frozenset({"citizen", "old", "social", "phone"})


def settings(parameters: Parameters, population: int | None = None, dialect: str = "duckdb") -> dict[str, Any]:
    """The Splink settings of the declared model under trained numbers; ``population`` overrides the prior's N.

    No condition quotes a name, so that every ``dialect`` (``duckdb``, ``spark``) reads the same text.
    """
    prior = 1.0 / population if population else parameters.prior
    return {
        "link_type": "dedupe_only",
        "unique_id_column_name": "record_id",
        "probability_two_random_records_match": prior,
        "comparisons": [_comparison(name, parameters) for name in COMPARISONS],
        "blocking_rules_to_generate_predictions": [_rule(columns, dialect) for columns in RULES.values()],
        "retain_matching_columns": True,  # Splink gives the levels only together with the values
        "retain_intermediate_calculation_columns": True,
    }


def misfit(parameters: Parameters) -> str:
    """Why this program cannot score by a model, empty when it can.

    A model belongs to the features it was trained on and to the levels declared here.
    """
    if parameters.normaliser != NORMALISER:
        return f"it was trained on version {parameters.normaliser} of the features, and these are of {NORMALISER}"
    for name, (_, levels) in COMPARISONS.items():
        if {level.name for level in levels} != set(parameters.levels.get(name, ())):
            return f"it says nothing, or something else, about the levels of {name}"
    return ""


def gammas() -> dict[str, dict[int, str]]:
    """Per comparison, the name of each level by the number Splink gives it (-1: nothing to compare)."""
    return {
        name: {-1: "missing"} | {len(levels) - 1 - i: level.name for i, level in enumerate(levels)}
        for name, (_, levels) in COMPARISONS.items()
    }


def _comparison(name: str, parameters: Parameters) -> dict[str, Any]:
    null, levels = COMPARISONS[name]
    described = [_level(level, *parameters.levels[name][level.name]) for level in levels]
    missing = {"sql_condition": null, "label_for_charts": "missing", "is_null_level": True}
    return {"output_column_name": name, "comparison_levels": [missing, *described]}


def _level(level: Level, m: float, u: float) -> dict[str, Any]:
    numbers = {"m_probability": m, "u_probability": u, "fix_m_probability": True, "fix_u_probability": True}
    told = {"sql_condition": level.sql, "label_for_charts": level.name} | numbers
    if level.share:
        # The share takes the place of this level's own u, not that of an exact match elsewhere.
        told |= {"tf_adjustment_column": level.share, "disable_tf_exact_match_detection": True}
    return told


def _rule(columns: tuple[str, ...], dialect: str) -> dict[str, str]:
    return {"blocking_rule": " AND ".join(f"l.{column} = r.{column}" for column in columns), "sql_dialect": dialect}
