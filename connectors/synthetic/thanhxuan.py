"""The sample of 2025: Thanh Xuân with 1,168 workers at grassroots, 30 at district, 3 at city level, 50 initiatives.

The figures are those of the press (domain §2); every name, unit and number in them is invented.
"""

from __future__ import annotations

import copy
from collections.abc import Iterator
from random import Random

from connectors.synthetic import initiatives, layouts, spoiling, statistics
from connectors.synthetic.cast import Cast
from connectors.synthetic.files import file_bytes
from connectors.synthetic.layouts import LAYOUTS, Layout
from connectors.synthetic.listing import Row, Submission, row_of
from connectors.synthetic.office import CNG, INITIATIVES, STATISTICS, Office, refused, submit
from connectors.synthetic.people import Person
from schemas.registry import Registry

GRASSROOTS, UPPER, CITY, INITIATIVE_COUNT = 1_168, 30, 3, 50
NEIGHBOURS = 60  # workers of the second district
DAY, LATER, LATEST = "2025-05-20", "2025-05-28", "2025-06-05"
NAME = "Danh sach CNG 2025"
# Units that hand in nothing that can be counted: silent ones, one that sends a scan, one that has nobody to name.
_SILENT, _SCAN, _NIL = ("TX-048", "TX-049"), "TX-046", "TX-047"
_PDF = b"%PDF-1.4\n1 0 obj\n<< /Type /Catalog >>\nendobj\ntrailer\n<< /Root 1 0 R >>\n%%EOF\n"


class Sample:
    """The lists of all units, made one after the other from one stream of chance."""

    def __init__(self, registry: Registry, faults: float, seed: int) -> None:
        self.rng = Random(f"thanh-xuan-2025:{seed}")
        self.office = Office(self.rng, registry)
        self.cast = Cast(self.rng)
        self.faults = round(GRASSROOTS * faults)
        self.lists: list[tuple[str, Layout, list[Row]]] = []
        self.people: dict[str, Person] = {}
        self.titles = initiatives.titles(self.rng)

    def submissions(self) -> Iterator[Submission]:
        """Every file of the inbox; the order is that of making, not of arrival."""
        self._hire()
        uppers = self._uppers()
        self._spread_mistakes()
        yield from self._grassroots()
        yield from self._odd_files()
        yield from uppers
        yield from self._initiatives()
        yield from self._statistics()

    def _hire(self) -> None:
        """Who is named by which unit, and how each unit lays its list out."""
        reporting = [code for code in self._units("TX") if code not in (*_SILENT, _SCAN, _NIL)]
        sizes = _sizes(self.rng, len(reporting), GRASSROOTS)
        for number, (code, size) in enumerate(zip(reporting, sizes, strict=True)):
            self._list(code, LAYOUTS[number % len(LAYOUTS)], size)
        near = self._units("HM")[:10]
        for number, (code, size) in enumerate(zip(near, _sizes(self.rng, len(near), NEIGHBOURS), strict=True)):
            self._list(code, LAYOUTS[number % 4], size)
        self._list("HN-001", layouts.STANDARD, 10)
        self._namesakes()

    def _units(self, district: str) -> list[str]:
        units = [one.unit_code for one in self.office.registry.units if one.unit_code.startswith(f"{district}-")]
        return list(dict.fromkeys(units))

    def _list(self, code: str, layout: Layout, size: int) -> None:
        rows = [row_of(person, code) for person in self._people(code, layout, size)]
        self.lists.append((code, layout, rows))

    def _people(self, code: str, layout: Layout, number: int) -> list[Person]:
        found = self.cast.take(number, self.office.unit(code).kind, legacy=layout is layouts.LEGACY)
        self.people |= {person.person_id: person for person in found}
        return found

    def _namesakes(self) -> None:
        """Pairs of one name and birth year in two units, told apart by the day and the CCCD."""
        dated = [rows for _, layout, rows in self.lists if layout in (layouts.STANDARD, layouts.CODES, layouts.APART)]
        for first, second in zip(dated[:4], dated[4:8], strict=False):
            one, other = (self.people[rows[-1].subject_id] for rows in (first, second))
            twin = self.cast.namesake(one, other)
            self.people[twin.person_id] = twin
            second[-1] = row_of(twin, second[-1].unit_code)
            first[-1].marked = second[-1].marked = True

    def _uppers(self) -> list[Submission]:
        """The lists of the districts and the city: a choice of those whom the grassroots lists name."""
        chosen = self._chosen("TX", UPPER)
        rows = [self._again(row) for row in chosen]
        if self.faults:
            unknown = self._stranger("unit_unknown", "CĐCS Công ty TNHH Ánh Dương Vàng")
            rows[9:9] = [unknown, self._stranger("unit_missing", None)]
        district = submit(self.office.listing(CNG, "upper", "TX", rows), layouts.UPPER, LATEST, "CNG cap quan 2025")
        near = [self._again(row) for row in self._chosen("HM", 4)]
        [newcomer] = self._people("HM-001", layouts.STANDARD, 1)
        alone = row_of(newcomer, "HM-001")
        alone.query = "lower_award_missing"
        near.append(alone)
        for row in near:
            row.group = self.office.unit(row.unit_code).name
        neighbour = self.office.listing(CNG, "upper", "HM", near)
        best = [self._again(row) for row in (*chosen[:CITY], near[0])]
        if self.faults:
            best.append(self._stranger("unit_ambiguous", "Trường Mầm non Hoa Sen"))
        city = submit(self.office.listing(CNG, "city", "HN", best), layouts.CITY, LATEST, "CNG Thu do 2025")
        return [district, submit(neighbour, layouts.UPPER_GROUPED, LATEST, "CNG cap quan 2025"), city]

    def _chosen(self, district: str, number: int) -> list[Row]:
        dated = [
            row
            for code, layout, rows in self.lists
            if code.startswith(f"{district}-") and layout.birth != "year" and "citizen_id" in layout.shows
            for row in rows
            if row.written["direct"] and not row.marked
        ]
        chosen = self.rng.sample(dated, number)
        for row in chosen:
            row.marked = True
        return chosen

    def _again(self, row: Row) -> Row:
        """The same person as another office writes them."""
        again = row_of(self.people[row.subject_id], row.unit_code)
        again.written["unit"] = self.office.alias(row.unit_code)
        # Each office has its own habit where to put the tone: hoà or hòa.
        name = _retoned(again.clean["full_name"])
        again.written["full_name"] = again.clean["full_name"] = name
        return again

    def _stranger(self, fault: str, unit: str | None) -> Row:
        [person] = self._people("TX-001", layouts.UPPER, 1)
        row = row_of(person, "")
        row.written["unit"] = unit
        row.hold(fault)
        return row

    def _spread_mistakes(self) -> None:
        if not self.faults:
            return

        def recruit(unit: str, layout: Layout) -> Person:
            return self._people(unit, layout, 1)[0]

        # A list sent in two parts is left whole, so that a repeat cannot end up in the other part.
        lists = [one for one in self.lists if one[0].startswith("TX-") and one[0] != "TX-008"]
        spoiling.spoil(self.rng, lists, self.faults, recruit)
        spoiling.repeat(self.rng, lists, max(1, self.faults // 12))
        spoiling.question(self.rng, lists, max(5, self.faults // 3))
        spoiling.roughen(self.rng, lists, self.faults)
        self._twice_awarded(lists)

    def _twice_awarded(self, lists: spoiling.Lists) -> None:
        """Workers who changed the employer and are named by both; the list that comes later is held."""
        shown = [rows for _, layout, rows in lists if layout in (layouts.STANDARD, layouts.APART)]
        for earlier, later in zip(shown[:3], shown[3:6], strict=False):
            first = next(row for row in earlier if row.status == "accepted" and not row.query and not row.marked)
            first.marked = True
            again = row_of(self.people[first.subject_id], later[0].unit_code)
            again.hold("award_twice")
            later.append(again)

    def _grassroots(self) -> Iterator[Submission]:
        for code, layout, rows in self.lists:
            if code == "TX-005" and self.faults:
                yield self._superseded(code, layout, rows)
            if code == "TX-008" and self.faults:
                added = rows[-6:]
                rows = rows[:-6]
                more = self.office.listing(CNG, "grassroots", code, added)
                more.title = ("DANH SÁCH BỔ SUNG CÔNG NHÂN GIỎI CẤP CƠ SỞ NĂM 2025",)
                yield submit(more, layout, LATER, "Bo sung CNG 2025")
            listing = self.office.listing(CNG, "grassroots", code, rows)
            wrong = self.faults and code in ("TX-017", "TX-033")
            if wrong:
                listing.declared = len(rows) + 1
            made = submit(listing, layout, LATER if code == "TX-005" else DAY, NAME)
            if wrong:
                min(rows, key=lambda row: row.number).query = "total_differs"
            yield made
            if code == "TX-003" and self.faults:
                path = f"{code}/{LATER}/Copy of {NAME}.xlsx"
                data = file_bytes(made.form, made.pages)
                yield Submission(path, data=data, status="unchanged", reason="the same bytes as " + made.path)

    def _superseded(self, code: str, layout: Layout, rows: list[Row]) -> Submission:
        """What the unit sent first: two people who were taken off the list again, and three not yet on it."""
        old = [copy.deepcopy(row) for row in rows[:-3]]
        old += [row_of(person, code) for person in self._people(code, layout, 2)]
        for row in old:
            row.status, row.fault, row.query = "superseded", "", ""
        return submit(self.office.listing(CNG, "grassroots", code, old), layout, DAY, NAME)

    def _odd_files(self) -> Iterator[Submission]:
        nil = self.office.listing(CNG, "grassroots", _NIL, [])
        yield submit(nil, layouts.STANDARD, LATER, "Bao cao CNG")
        if not self.faults:
            return
        yield refused(f"{_SCAN}/{DAY}/{NAME}.xlsx", _PDF, "format_unknown")
        yield refused(f"{_NIL}/{DAY}/{NAME}.xlsx", b"", "file_empty")
        yield self._strange("TX-020", "TX-021", "unit_mismatch", 9)
        old = self._strange("TX-026", "TX-026", "campaign_unknown", 8)
        whole = file_bytes("xlsx", old.pages)
        yield refused(f"TX-014/{DAY}/{NAME} (1).xlsx", whole[: len(whole) // 2], "file_damaged")
        yield old

    def _strange(self, folder: str, sender: str, fault: str, size: int) -> Submission:
        """A list held as a whole: in another unit's folder, or of a year without a campaign."""
        rows = [row_of(person, folder) for person in self._people(sender, layouts.STANDARD, size)]
        for row in rows:
            row.hold(fault)
        listing = self.office.listing(CNG, "grassroots", sender, rows)
        if fault == "campaign_unknown":
            listing.title, listing.campaign_code = ("DANH SÁCH CÔNG NHÂN GIỎI CẤP CƠ SỞ NĂM 2023",), ""
        return submit(listing, layouts.STANDARD, "2025-05-27", "Danh sach gui lai", folder)

    def _initiatives(self) -> Iterator[Submission]:
        """Lists of units that propose to the district, and the district's own; valued ones are four in five."""
        senders = [code for code, _, _ in self.lists if code.startswith("TX-")][2:47:3]
        sizes = _sizes(self.rng, len(senders), INITIATIVE_COUNT - 12, least=1)
        valued = [True] * 39 + [False] * 11
        self.rng.shuffle(valued)
        valued = [True, True, True, False, *valued]  # the last are given out first, the neighbours come last
        for number, (code, size) in enumerate(zip(senders, sizes, strict=True)):
            rows = [self._initiative(code, valued=valued.pop()) for _ in range(size)]
            layout = layouts.INITIATIVES_CELL if number % 3 == 1 else layouts.INITIATIVES
            listing = self.office.listing(INITIATIVES, "upper", code, rows)
            if layout is layouts.INITIATIVES_CELL:
                listing.money_unit = "triệu đồng"
                for row in rows:
                    initiatives.in_one_cell(row)
                    initiatives.in_millions(row)
            elif self.faults:
                self._spoil_initiative(number, rows)
            yield submit(listing, layout, DAY, "Sang kien 2025")
        for district, units, day in (("TX", senders[:12], LATEST), ("HM", self._units("HM")[:4], LATEST)):
            rows = [self._initiative(code, valued=valued.pop()) for code in units]
            for row in rows:
                row.written["unit"] = self.office.alias(row.unit_code)
            yield submit(
                self.office.listing(INITIATIVES, "upper", district, rows), layouts.INITIATIVES_UPPER, day, "Sang kien"
            )

    def _initiative(self, code: str, *, valued: bool) -> Row:
        colleagues = [self.people[row.subject_id] for row in self._rows(code) if row.status == "accepted"]
        authors = self.rng.sample(colleagues, min(3, len(colleagues)))
        benefit = initiatives.benefit_of(self.rng) if valued else None
        return initiatives.initiative(self.rng, self.titles.pop(), code, authors, benefit)

    def _rows(self, code: str) -> list[Row]:
        return next(rows for unit, _, rows in self.lists if unit == code)

    def _spoil_initiative(self, number: int, rows: list[Row]) -> None:
        """One held initiative on top of the accepted ones of a list, each mistake in turn."""
        bad = self._initiative(rows[0].unit_code, valued=False)
        code = ("shares_sum", "initiative_name_missing", "author_missing", "duplicate_row", "money_unreadable")[
            number % 5
        ]
        if code == "money_unreadable":
            unvalued = next((row for row in rows if not row.clean["benefit_vnd"]), None)
            if unvalued:
                unvalued.written["benefit"], unvalued.query = "12 hoặc 15 triệu", code
            return
        if code == "shares_sum":
            bad.parts[0]["share"] = int(str(bad.parts[0]["share"]).rstrip("%")) - 15
        elif code == "initiative_name_missing":
            bad.written["initiative_name"] = None
            bad.parts = bad.parts[:1]
            bad.parts[0]["share"] = 100
        elif code == "author_missing":
            bad.parts = [{"author": None, "job": None, "share": None}]
        else:
            bad = copy.deepcopy(rows[0])
        bad.hold(code, "authors", *(["initiative_name"] if code == "initiative_name_missing" else []))
        rows.append(bad)

    def _statistics(self) -> Iterator[Submission]:
        codes = [code for code, _, _ in self.lists if code.startswith("TX-")][:40]
        for number, code in enumerate(codes):
            awarded = sum(row.status == "accepted" for row in self._rows(code))
            row = statistics.figures(self.rng, code, self.office.unit(code).name, awarded, self.rng.randint(0, 6))
            if self.faults and number == 6:
                statistics.unreadable(row)
            if self.faults and number == 12:
                statistics.too_many_women(row)
            layout = layouts.STATISTICS_CSV if number % 4 == 3 else layouts.STATISTICS
            listing = self.office.listing(STATISTICS, "grassroots", code, [row])
            yield submit(listing, layout, "2025-05-22", "So lieu thi dua 2025")


_TONES = {"oà": "òa", "uý": "úy", "uỷ": "ủy", "oạ": "ọa", "oá": "óa"}


def _retoned(name: str) -> str:
    for one, other in _TONES.items():
        name = " ".join(word.removesuffix(one) + other if word.endswith(one) else word for word in name.split())
    return name


def _sizes(rng: Random, units: int, total: int, least: int = 8) -> list[int]:
    """List sizes that add up, uneven as units are."""
    weights = [rng.uniform(0.4, 1.8) for _ in range(units)]
    spare = total - least * units if total > least * units else 0
    least = least if spare else total // units
    sizes = [least + int(spare * weight / sum(weights)) for weight in weights]
    for number in range(total - sum(sizes)):
        sizes[number % units] += 1
    return sizes
