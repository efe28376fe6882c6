"""Every layout, in the order of its module."""

from tests.submissions.layouts import (
    books,
    cards,
    cells,
    collectives,
    groups,
    headers,
    initiatives,
    marks,
    nothing,
    others,
    sheets,
    statistics,
    undertakings,
)
from tests.submissions.layouts.catalogue import LAYOUTS, Layout

__all__ = [
    "LAYOUTS",
    "Layout",
    "books",
    "cards",
    "cells",
    "collectives",
    "groups",
    "headers",
    "initiatives",
    "marks",
    "nothing",
    "others",
    "sheets",
    "statistics",
    "undertakings",
]
