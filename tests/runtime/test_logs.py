from __future__ import annotations

import io
import logging

import pytest

from runtime.logs import Masking, mask


@pytest.mark.parametrize("text", ["001085000001", "0912 345 678", "0912.345.678", "012345678", "0123-456-789"])
def test_numbers_of_persons_are_hidden(text: str) -> None:
    assert mask(f"row {text} is wrong") == "row ••• is wrong"


@pytest.mark.parametrize("text", ["2025-06-10", "run 2025-06-10-01", "12 345 rows", "var/audit/2025-06-11-01.html"])
def test_dates_runs_and_counts_stay(text: str) -> None:
    assert mask(text) == text


def test_arguments_of_a_message_are_masked_too() -> None:
    stream = io.StringIO()
    handler = logging.StreamHandler(stream)
    handler.addFilter(Masking())
    logger = logging.Logger("x")
    logger.addHandler(handler)
    logger.warning("id %s of %d", "001085000001", 7)
    assert stream.getvalue() == "id ••• of 7\n"
