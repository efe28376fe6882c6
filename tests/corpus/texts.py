"""Hostile and odd files that are text: encodings, quotes, delimiters, lost letters, and HTML under other names."""

from __future__ import annotations

import csv
import io
import unicodedata
from collections.abc import Iterator
from importlib.resources import files

from tests.corpus.spreadsheets import HEADINGS, INJECTIONS, REFUSE, TABLE, Odd

_HEAD = "STT,Họ và tên,CCCD,Số điện thoại,Địa chỉ\r\n"
_PEOPLE = "".join(
    f'{n},Nguyễn Thị Hường {n},0790990000{n:02d},09000000{n:02d},"Quận {n}, TP.HCM"\r\n' for n in range(1, 31)
)
LIST = _HEAD + _PEOPLE
_TONES = "\u0300\u0301\u0303\u0309\u0323"


def to_cp1258(text: str) -> bytes:
    """Text as Windows writes Vietnamese: base letters with hats composed, tones behind them."""
    out = bytearray()
    for letter in unicodedata.normalize("NFC", text):
        parts = unicodedata.normalize("NFD", letter)
        base = unicodedata.normalize("NFC", "".join(part for part in parts if part not in _TONES))
        out += (base + "".join(part for part in parts if part in _TONES)).encode("cp1258")
    return bytes(out)


def to_tcvn3(text: str) -> bytes:
    """Text as fonts named .Vn… want it: one byte a letter."""
    table = files("schemas").joinpath("reference/tcvn3_map.csv").read_text(encoding="utf-8")
    codes = {row["unicode"]: int(row["byte"], 16) for row in csv.DictReader(table.splitlines())}
    return bytes(codes.get(letter, ord(letter) if letter < "\x80" else 0x3F) for letter in text)


def encodings() -> Iterator[Odd]:
    """One list in every encoding it is sent in, whole and damaged."""
    plain = LIST.encode()
    tabs = LIST.replace(",", "\t")
    good = {
        "utf8": plain,
        "utf8 with mark": b"\xef\xbb\xbf" + plain,
        "utf16": LIST.encode("utf-16"),
        "utf16 big, tabs": b"\xfe\xff" + tabs.encode("utf-16-be"),
        "utf16 without mark": LIST.encode("utf-16-le"),
        "utf16 big without mark": LIST.encode("utf-16-be"),
        "utf16 of odd length": LIST.encode("utf-16")[:-1],
        "cp1258": to_cp1258(LIST),
        "tcvn3": to_tcvn3(LIST),
        "tcvn3 as utf8": to_tcvn3(LIST).decode("latin-1").encode(),
        "nfd": unicodedata.normalize("NFD", LIST).encode(),
        "one bad row": plain.replace("Hường 9".encode(), b"H\xff\xfe\xc3ng 9"),
        "surrogates in one row": plain.replace("Hường 9".encode(), b"H\xed\xa0\xbd\xed\xb8\x80"),
    }
    bad = {
        "question marks": LIST.encode("cp1252", "replace"),
        "utf8 as cp1252, lossy": LIST.encode().decode("cp1252", "replace").encode(),
        "nul in names": LIST.replace("Hường", "Hư\0ờng").encode(),
        "a MiB of nul": bytes(1 << 20),
        "nothing": b"",
        "blank lines": b"\r\n" * 1000,
    }
    for expected, cases in ((TABLE, good), (REFUSE, bad)):
        for name, data in cases.items():
            yield Odd(f"{name}.csv", data, name, expected)


def layouts() -> Iterator[Odd]:
    """Delimiters, line ends, quotes, and sizes no list has."""
    free = LIST.replace(", TP", " TP").replace('"', "")
    good = {
        "semicolons below a title": "DANH SÁCH\r\nĐơn vị: Công ty A\r\n\r\n" + free.replace(",", ";"),
        "sep line": "sep=;\r\n" + free.replace(",", ";"),
        "pipes, cr": free.replace(",", "|").replace("\r\n", "\r"),
        "mixed line ends": LIST.replace("\r\n", "\n", 7).replace("\r\n", "\r", 5),
        "ragged": LIST.replace('"', ""),
        "twice the same heading": "Họ tên,Họ tên\r\nA B,C D\r\n",
        "heading only": _HEAD,
        "long runs": _HEAD + f"1,{'a' * 60000}!,{'0' * 60000}x,{' ' * 60000}x,{'1/' * 30000}\r\n",
        "other digits": _HEAD + "1,Lê Văn Tám,٠٧٩٠٩٩٠٠٠٠٠١,\uff10\uff19,x\r\n",
        "scientific ids": _HEAD + "1,Lê Văn Tám,7.9099E+10,9.01E+08,x\r\n",
    }
    bad = {
        "unclosed quote": _HEAD + '1,"Nguyễn' + ",x\r\n" * 200_000,
        "one line": "A" * 2_000_000,
        "columns": ",".join(f"c{n}" for n in range(100_000)) + "\n",
        "quotes": "a,b\n" + '"' * 1_000_001 + "\n",
    }
    for expected, cases in ((TABLE, good), (REFUSE, bad)):
        for name, text in cases.items():
            yield Odd(f"{name}.csv", text.encode(), name, expected)
    buffer = io.StringIO()
    csv.writer(buffer).writerows([(n, text, "079099000001", "0900000001", "x") for n, text in enumerate(INJECTIONS)])
    yield Odd("injections.csv", (_HEAD + buffer.getvalue()).encode(), "formulas, HTML and SQL", TABLE)


def pages() -> Iterator[Odd]:
    """HTML and its relatives under the names of workbooks."""
    rows = "".join("<tr>" + "".join(f"<td>{text}</td>" for text in row) + "</tr>" for row in (HEADINGS, "1abc"))
    page = f'<html><head><meta charset="utf-8"></head><body><table border=1>{rows}</table></body></html>'
    scripted = page.replace("</body>", "<script>alert(1)</script></body>")
    archived = (
        f'MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary="b"\r\n\r\n--b\r\n\r\n{page}\r\n--b--\r\n'
    )
    old = '<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"/>'
    yield Odd("page.xls", page.encode(), "an HTML table named .xls", TABLE)
    yield Odd("page.xlsx", page.encode("utf-16"), "an HTML table in UTF-16", TABLE)
    yield Odd("scripted.xls", scripted.encode(), "an HTML table with a script", TABLE)
    yield Odd("archived.xls", archived.encode(), "a web archive", REFUSE)
    yield Odd("xml2003.xls", old.encode(), "an XML workbook of 2003", REFUSE)
    yield Odd("list.xls", LIST.encode(), "csv named .xls", TABLE)
    yield Odd("tabs.xls", LIST.replace(",", "\t").encode("utf-16"), "tabs in UTF-16 named .xls", TABLE)


def names() -> Iterator[Odd]:
    """A good list under names that attack whoever repeats them."""
    for name in (
        "-rf",
        "' OR 1=1--",
        "<img src=x onerror=alert(1)>",
        "$(touch escaped);`id`",
        "danh\u202esach.vsc",
        "..%2f..%2fetc%2fpasswd",
        "dòng\nmới",
        unicodedata.normalize("NFD", "Đoàn viên quý 3"),
        "d" * 240,
        "=cmd",
    ):
        yield Odd(f"{name}.csv", LIST.encode(), "its name", TABLE)
