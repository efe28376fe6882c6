"""The trained model that ships with the project: its m and u, the shares of words in names, and its origin."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any, Final

MODEL: Final = "people-2"


@dataclass(frozen=True, slots=True)
class Parameters:
    """A model as trained: ``levels[comparison][level]`` is (m, u); ``words[table][word]`` a share of people.

    ``population`` is the number of persons its prior belongs to; ``normaliser`` the version of the features it
    was trained on; ``trained_on`` the day, ``records`` how many.
    """

    model_id: str
    trained_on: str
    records: int
    population: int
    normaliser: str
    levels: dict[str, dict[str, tuple[float, float]]]
    words: dict[str, dict[str, float]]
    # comparison -> the levels whose m was stated by hand, because no data at hand can teach them
    stated: dict[str, list[str]]

    @property
    def prior(self) -> float:
        """The chance that two records taken at random are one person's: one match per record in the population."""
        return 1.0 / self.population


@cache
def shipped() -> Parameters:
    """The model that ships with the project."""
    return parse(json.loads(files("matching").joinpath("trained", f"{MODEL}.json").read_text(encoding="utf-8")))


def parse(document: dict[str, Any]) -> Parameters:
    """A model out of its JSON document; raises ``KeyError`` when a part is missing."""
    levels = {c: {name: (m, u) for name, (m, u) in found.items()} for c, found in document["levels"].items()}
    named = {name: document[name] for name in _PLAIN}
    return Parameters(levels=levels, stated=document.get("stated", {}), **named)


def document_of(model: Parameters) -> dict[str, Any]:
    """The JSON document of a model, which ``parse`` reads back."""
    levels = {c: {name: list(numbers) for name, numbers in found.items()} for c, found in model.levels.items()}
    named = {name: getattr(model, name) for name in _PLAIN}
    return named | {"levels": levels, "stated": model.stated}


_PLAIN: Final = ("model_id", "trained_on", "records", "population", "normaliser", "words")
