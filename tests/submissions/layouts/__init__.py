"""Every layout, in the order of its module."""

from tests.submissions.layouts import headers, marks
from tests.submissions.layouts.catalogue import LAYOUTS, Layout

__all__ = ["LAYOUTS", "Layout", "headers", "marks"]
