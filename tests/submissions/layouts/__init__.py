"""Every layout, in the order of its module."""

from tests.submissions.layouts import cells, groups, headers, marks, sheets
from tests.submissions.layouts.catalogue import LAYOUTS, Layout

__all__ = ["LAYOUTS", "Layout", "cells", "groups", "headers", "marks", "sheets"]
