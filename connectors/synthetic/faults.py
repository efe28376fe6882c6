"""Mistakes that clerks make: what happens to a row, and what thidua must make of it (contract §4)."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from random import Random

from connectors.synthetic.cells import BOTH
from connectors.synthetic.grid import Formula, Stored
from connectors.synthetic.layouts import Layout
from connectors.synthetic.listing import Row
from connectors.synthetic.names import MALE
from schemas.reference import rows

Mistake = Callable[[Row, Random], None]


def _nameless(row: Row, _: Random) -> None:
    row.written |= {"full_name": None, "family": None, "given": None}
    row.hold("name_missing", "full_name")


def _impossible_birth(row: Row, rng: Random) -> None:
    year = _born(row).year
    row.written["birth"] = rng.choice((f"31/02/{year}", f"30/13/{year}", f"31/04/{year}"))
    row.hold("birth_impossible", "date_of_birth")


def _short_id(row: Row, _: Random) -> None:
    # The last digit is lost: padded on the left it would name an unknown province, so nothing can be repaired.
    row.written["citizen_id"] = row.clean["citizen_id"][:-1]
    row.hold("citizen_id_length", "citizen_id")


def _unknown_province(row: Row, rng: Random) -> None:
    row.written["citizen_id"] = rng.choice(("099", "000", "100")) + row.clean["citizen_id"][3:]
    row.hold("citizen_id_province", "citizen_id")


def _other_sex(row: Row, _: Random) -> None:
    number = row.clean["citizen_id"]
    row.written["citizen_id"] = f"{number[:3]}{int(number[3]) ^ 1}{number[4:]}"
    row.hold("citizen_id_sex", "citizen_id", "gender")


def _other_birth(row: Row, rng: Random) -> None:
    number = row.clean["citizen_id"]
    year = (int(number[4:6]) + rng.randint(2, 9)) % 100
    row.written["citizen_id"] = f"{number[:4]}{year:02d}{number[6:]}"
    row.hold("citizen_id_birth", "citizen_id", "date_of_birth")


def _scientific(row: Row, _: Random) -> None:
    row.written["citizen_id"] = f"{row.clean['citizen_id'].lstrip('0')[0]},{row.clean['citizen_id'][3:5]}E+10"
    row.hold("id_unreadable", "citizen_id")


def _short_insurance(row: Row, _: Random) -> None:
    row.written["social_insurance_no"] = row.clean["social_insurance_no"][:-3]
    row.hold("social_insurance_length", "social_insurance_no")


def _both_sexes(row: Row, _: Random) -> None:
    row.written["gender"] = BOTH
    row.hold("gender_conflict", "gender")


def _broken_formula(row: Row, _: Random) -> None:
    row.written["job"] = Formula("=VLOOKUP(9999,$A$1:$B$2,2,0)", "#N/A")
    row.hold("error_cell", "job")


def _old_card(row: Row, rng: Random) -> None:
    row.clean["old_citizen_id"] = f"01{rng.randrange(10**7):07d}"
    row.written["citizen_id"] = row.clean["old_citizen_id"]
    row.clean.pop("citizen_id", None)
    row.query = "cmnd_instead"


def _two_digits(row: Row, _: Random) -> None:
    born = _born(row)
    row.written["birth"] = f"{born.day:02d}/{born.month:02d}/{born.year % 100:02d}"
    row.query = "birth_two_digit_year"


def _swapped(row: Row, _: Random) -> None:
    # Typed 05/03 into a cell of American dates: stored as 3 May beside texts that say day first.
    born = _born(row)
    row.written["birth"] = Stored(born.year, born.day, born.month)
    row.clean.pop("date_of_birth", None)
    row.query = "day_month_swap"


def _short_phone(row: Row, _: Random) -> None:
    row.written["phone"] = row.clean.pop("phone")[:7]
    row.query = "phone_unreadable"


def _odd_sex(row: Row, _: Random) -> None:
    row.written["gender"] = "Nma"
    if not row.clean.get("citizen_id"):  # else the number tells the sex
        row.clean.pop("gender", None)
    row.query = "gender_unreadable"


def _titled(row: Row, _: Random) -> None:
    row.written["full_name"] = f"{'Ông' if row.clean['gender'] == MALE else 'Bà'} {row.clean['full_name']}"


def _noted(row: Row, _: Random) -> None:
    row.written["full_name"] = f"{row.clean['full_name']} (Tổ trưởng)"


def _spaced(row: Row, _: Random) -> None:
    row.written["full_name"] = "  ".join(row.clean["full_name"].split()) + "\u00a0"


def _old_prefix(row: Row, rng: Random) -> None:
    prefix = rng.choice([one for one in rows("phone_prefix_2018") if one["carrier"] == "Viettel"])
    local = row.clean["phone"][3:]
    row.clean["phone"] = prefix["new_prefix"] + local
    row.written["phone"] = f"{prefix['old_prefix']}.{local}"


def _two_phones(row: Row, rng: Random) -> None:
    row.written["phone"] = f"{row.clean['phone']} / 0243{rng.randrange(10**7):07d}"


def _lost_zeros(row: Row, _: Random) -> None:
    row.written["citizen_id"] = int(row.clean["citizen_id"])


# A mistake, the code it must raise, and the columns that the layout must show for it to happen.
FAULTS: tuple[tuple[str, frozenset[str], Mistake], ...] = (
    ("name_missing", frozenset({"full_name", "birth"}), _nameless),
    ("birth_impossible", frozenset({"birth"}), _impossible_birth),
    ("citizen_id_length", frozenset({"citizen_id"}), _short_id),
    ("citizen_id_province", frozenset({"citizen_id"}), _unknown_province),
    ("citizen_id_sex", frozenset({"citizen_id", "gender"}), _other_sex),
    ("citizen_id_birth", frozenset({"citizen_id", "birth"}), _other_birth),
    ("id_unreadable", frozenset({"citizen_id"}), _scientific),
    ("social_insurance_length", frozenset({"social_insurance_no"}), _short_insurance),
    ("gender_conflict", frozenset({"mark_male"}), _both_sexes),
    ("gender_conflict", frozenset({"birth_male"}), _both_sexes),
    ("error_cell", frozenset({"job"}), _broken_formula),
)
QUERIES: tuple[tuple[str, frozenset[str], Mistake], ...] = (
    ("cmnd_instead", frozenset({"citizen_id", "birth"}), _old_card),
    ("birth_two_digit_year", frozenset({"birth"}), _two_digits),
    ("day_month_swap", frozenset({"birth"}), _swapped),
    ("phone_unreadable", frozenset({"phone"}), _short_phone),
    ("gender_unreadable", frozenset({"gender"}), _odd_sex),
)
REPAIRS: tuple[tuple[str, frozenset[str], Mistake], ...] = (
    ("title_removed_from_name", frozenset({"full_name", "gender"}), _titled),
    ("note_removed_from_name", frozenset({"full_name"}), _noted),
    ("", frozenset({"full_name"}), _spaced),
    ("phone_prefix_renewed", frozenset({"phone"}), _old_prefix),
    ("first_phone_taken", frozenset({"phone"}), _two_phones),
    ("zero_restored", frozenset({"citizen_id", "gender", "birth"}), _lost_zeros),
)


def possible(code: str, needs: frozenset[str], layout: Layout, row: Row) -> bool:
    """Whether a mistake can be made, and be seen, in this layout and row."""
    if not needs <= layout.shows or row.status != "accepted" or row.query:
        return False
    if code == "day_month_swap":
        born = row.written["birth"]
        suits = isinstance(born, date) and born.day <= 12 and born.day != born.month
        return layout.form == "xlsx" and layout.birth == "text" and suits
    if code in ("birth_impossible", "birth_two_digit_year"):
        return layout.birth in ("text", "dots")
    if code == "error_cell":
        return layout.form == "xlsx" and not layout.font.startswith(".Vn") and not layout.dittos
    # Where ids are stored as numbers a mistake would change its meaning on the way.
    return not (layout.numbers and needs & {"citizen_id", "phone"})


def _born(row: Row) -> date:
    born = row.written["birth"]
    assert isinstance(born, date)
    return born
