from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from cleaning.phones import PHONE
from tests.cleaning.tables import cases, read


@cases("phones")
def test_the_first_phone_of_a_cell_is_read_as_it_is_dialled_today(case: dict[str, str]) -> None:
    told = read(PHONE, case["input"])
    noticed = {name for name in ("renewed", "zero_lost", "several", "unreadable") if told[name]}
    assert (told["phone"], noticed) == (case["phone"], set(case["flags"].split()))


@given(st.text(alphabet="0123456789+-./ ();,\nabc", max_size=26))
@settings(max_examples=40, deadline=None)
def test_what_is_read_can_be_dialled_and_stays_as_it_is(text: str) -> None:
    phone = str(read(PHONE, text)["phone"])
    assert phone == "" or (phone.startswith("0") and len(phone) in {10, 11})
    assert read(PHONE, phone)["phone"] == phone
