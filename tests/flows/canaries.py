"""Canaries: invented names, ids and phones that occur nowhere else, put into every corner a value can come from."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product
from pathlib import Path

from tests.flows.office import HEADINGS, TITLE, Office, Person

COUNT = 200
TELEPHONED = (*HEADINGS, "Số điện thoại", "CMND", "Ghi chú")
INITIATIVES = ("STT", "Tên sáng kiến", "Tác giả", "Tỷ lệ đóng góp", "Số CCCD", "Số tiền làm lợi")
FIGURES = ("STT", "Tên công đoàn cơ sở", "Tổng số CNVCLĐ", "Tổng số đoàn viên", "Số CNG cấp cơ sở", "Ghi chú")


def _words() -> Iterator[str]:
    """Syllables that no Vietnamese word, heading or library has, so that a find is a leak."""
    for first, second, third in product("bdgklmnrst", "aou", "aeiou"):
        yield f"Z{second}x{first}{third}wz"


class Canaries:
    """Two hundred of each; number ``n`` of every kind belongs to one person."""

    def __init__(self) -> None:
        words = _words()
        self.words = [next(words) for _ in range(150)]
        self.words += [f"{word}q" for word in self.words[: COUNT - 150]]
        self.phones = [f"09{57_310_000 + 7 * n:08d}" for n in range(COUNT)]
        self.old_ids = [f"{713_850_000 + 13 * n:09d}" for n in range(COUNT)]
        self.people = [
            Person(f"Nguyễn {word}", "07/03/1985", "Nam", 517_300 + 11 * n) for n, word in enumerate(self.words)
        ]
        self.ids = [str(person.cells()[3]) for person in self.people]

    def needles(self) -> list[str]:
        """Everything that must not be found, in lower case; phones and ids also as a number cell has them."""
        numbers = [*self.ids, *self.old_ids, *self.phones]
        return sorted({word.lower() for word in self.words} | set(numbers) | {n.lstrip("0") for n in numbers})

    def row(self, n: int) -> tuple[object, ...]:
        """A sound row."""
        return (*self.people[n].cells(), self.phones[n], self.old_ids[n], f"em của {self.words[n]}")

    def send(self, office: Office) -> None:
        """Fill the inbox: sound and wrong rows, cells of the wrong kind, lists held whole, files refused."""
        self._lists(office)
        self._wrong_cells(office)
        self._other_kinds(office)
        self._refused(office)

    def _lists(self, office: Office) -> None:
        sound = [self.row(n) for n in range(80)]
        office.send("TX-001/2025-05-02/a.xlsx", sound, headings=TELEPHONED, lines=[f"Người lập: {self.words[0]}"])
        later = [*sound[:70], *sound[:2], (self.words[199], *sound[71][1:])]
        office.send("TX-001/2025-05-03/a.xlsx", later, headings=TELEPHONED)
        # The same award from another union, and persons that are nearly those of the first list.
        near = [(f"{row[0]}", "08/03/1985", *row[2:]) for row in sound[10:16]]
        office.send("TX-002/a.xlsx", [*sound[20:30], *near], headings=TELEPHONED)
        # Held whole: another unit's code; a unit nobody knows; a campaign nobody knows.
        office.send("TX-003/a.xlsx", sound[30:34], headings=TELEPHONED, lines=["Mã đơn vị: TX-001"])
        office.send("XX-999/a.xlsx", [self.row(80)], headings=TELEPHONED, lines=[f"CÔNG ĐOÀN CÔNG TY {self.words[81]}"])
        office.send("TX-004/a.xlsx", [self.row(82)], f"{TITLE[:-4]}1999 {self.words[83]}", headings=TELEPHONED)
        # A heading nobody knows and a column of the people's own.
        odd = [(*self.row(n), self.phones[n]) for n in range(84, 90)]
        office.send("TX-005/a.xlsx", odd, headings=(*TELEPHONED, f"Con của {self.words[90]} {self.phones[90]}"))

    def _wrong_cells(self, office: Office) -> None:
        """Each field holds what belongs elsewhere, so that every problem has a canary to quote."""
        rows = []
        for n in range(91, 171):
            cells = list(self.row(n))
            column = n % 9
            cells[column] = (self.words[n], self.ids[n], self.phones[n], self.ids[n][:8] + self.words[n])[n % 4]
            if n % 7 == 0:
                cells[3] = float(self.ids[n])
            if n % 11 == 0:
                cells[0] = ""
            rows.append(cells)
        office.send("TX-006/a.xlsx", rows, headings=TELEPHONED, lines=[f"Tổng số: {self.phones[91]} người"])

    def _other_kinds(self, office: Office) -> None:
        initiatives = [
            (f"Cải tiến máy {self.words[171]}", f"{self.words[172]}, {self.words[173]}", "50%; 20%", self.ids[172], 5),
            (f"Dao cắt {self.words[174]}", self.words[174], self.phones[174], self.ids[174], self.words[175]),
            ("Đồ gá khoan", self.words[176], "100%", self.ids[176], 1_000_000),
            ("", self.words[177], "100%", self.ids[177], self.ids[178]),
        ]
        office.send("TX-007/a.xlsx", initiatives, "DANH SÁCH SÁNG KIẾN CẤP CƠ SỞ NĂM 2025", INITIATIVES)
        figures = [("CĐCS Công ty TNHH May", self.phones[179], self.words[179], self.ids[180], self.words[181])]
        office.send("TX-008/a.xlsx", figures, "BÁO CÁO SỐ LIỆU PHONG TRÀO THI ĐUA NĂM 2025", FIGURES)

    def _refused(self, office: Office) -> None:
        import openpyxl

        inbox = Path(office.settings.inbox)
        for unit, text in (("TX-009", self.words[182]), ("TX-010", self.ids[183])):
            book = openpyxl.Workbook()
            sheet = book.active
            assert sheet is not None
            sheet.title = f"{text} {self.phones[184]}"
            sheet.append([f"Thư của {text}", self.words[185]])
            (inbox / unit).mkdir(parents=True, exist_ok=True)
            book.save(inbox / unit / "a.xlsx")
        texts = {
            "TX-011/a.csv": f"{self.words[186]},{self.ids[186]}\n".encode(),
            "TX-012/a.csv": f"STT;Họ và tên;Số CCCD\n1;{self.words[187]}\x00\x81;{self.ids[187]}\n".encode("utf-16-le"),
            "TX-013/a.html": f"<table><tr><td>{self.words[188]}<td>{self.phones[188]}".encode(),
            "TX-014/a.xlsx": f"%PDF {self.words[189]} {self.ids[189]}".encode(),
            "TX-015/a.xml": f"<!DOCTYPE x [<!ENTITY a '{self.words[190]}'>]><Workbook>&a;</Workbook>".encode(),
        }
        for path, data in texts.items():
            (inbox / path).parent.mkdir(parents=True, exist_ok=True)
            (inbox / path).write_bytes(data)
        whole = office.send("TX-016/a.xlsx", [self.row(n) for n in range(191, 199)], headings=TELEPHONED).read_bytes()
        (inbox / "TX-016/a.xlsx").write_bytes(whole[: len(whole) // 2])
