"""Mutants of ordinary files of every format: bytes flipped, cut, doubled and moved, parts swapped, attributes changed.

Usage: python -m tests.corpus.mutants [COUNT] [SEED]

Reads COUNT mutants (2,000) in guarded processes and prints what came of them; exits with 1 when one of them crashed,
hung or swelled a process, or took longer than 30 seconds.
"""

from __future__ import annotations

import io
import random
import re
import sys
import time
import zipfile
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

from bench.reading import make_workbook
from connectors.guarded import GuardedPool
from connectors.reading import read_files
from connectors.synthetic.windows1258 import to_cp1258
from tests.connectors.binarybooks import BinaryBook
from tests.connectors.compounds import Biff5
from tests.corpus.archives import archive, member

BAD = frozenset({"reader_crashed", "reader_timeout", "reader_memory"})
SLOWEST = 30.0  # seconds
_OFFICE = Path(__file__).parent.parent / "connectors" / "office"
_TITLE = "DANH SÁCH ĐỀ NGHỊ TẶNG DANH HIỆU CÔNG NHÂN GIỎI CẤP CƠ SỞ NĂM 2025"
_HEADINGS = ("STT", "Họ và tên", "Ngày sinh", "Số CCCD")
_NUMBER = re.compile(rb'"(-?\d+)"')
_ODD_NUMBERS = (b'"-1"', b'"0"', b'"65536"', b'"1048577"', b'"4294967296"', b'"99999999999999999999"', b'"x"', b'""')
_TAG = re.compile(rb"<[^<>]*>")

Mutation = Callable[[bytes, random.Random], bytes]


def ordinary() -> dict[str, bytes]:
    """An ordinary file of every format by its name."""
    files = {path.name: path.read_bytes() for path in sorted(_OFFICE.iterdir())}
    lines = [
        (_TITLE,),
        _HEADINGS,
        *((str(n), f"Nguyễn Văn Hạnh {n}", "07/03/1985", f"0010851234{n:02d}") for n in range(1, 30)),
    ]
    text = "\r\n".join(";".join(line) for line in lines)
    cells = "".join("<tr>" + "".join(f"<td>{cell}</td>" for cell in line) + "</tr>" for line in lines)
    return files | {
        "large.xlsx": make_workbook(1),
        "list.csv": text.encode("utf-8-sig"),
        "list.tsv": text.replace(";", "\t").encode("utf-16"),
        "list-1258.csv": to_cp1258(text),
        "page.xls": f"<html><meta charset=utf-8><table border=1>{cells}</table></html>".encode(),
        "binary.xlsb": _binary(lines),
        "biff5.xls": _biff5(lines),
    }


def _binary(lines: list[tuple[str, ...]]) -> bytes:
    book = BinaryBook()
    zeros = book.style(form="000000000000")
    for row, line in enumerate(lines):
        book.row(row)
        for column, text in enumerate(line):
            book.text(column, text)
        book.number(4, 1085123456 + row, zeros)
    book.merge(0, 0, 0, 1)
    return book.save()


def _biff5(lines: list[tuple[str, ...]]) -> bytes:
    book = Biff5()
    zeros = book.style(form="000000000000")
    for row, line in enumerate(lines):
        for column, text in enumerate(line):
            book.text(row, column, to_cp1258(text))
        book.packed(row, 5, row, zeros)
    return book.save()


def mutants(count: int, seed: int) -> Iterator[tuple[str, bytes]]:
    """Name and bytes of so many mutants, each of one to three mutations."""
    rng = random.Random(seed)
    files = ordinary()
    for number in range(count):
        name = rng.choice(sorted(files))
        data = files[name]
        for _ in range(rng.choice((1, 1, 2, 3))):
            data = rng.choice(_FOR_ZIPS if data.startswith(b"PK") else _FOR_ALL)(data, rng)
        yield f"{number:05d}-{name}", data


def _flip(data: bytes, rng: random.Random) -> bytes:
    content = bytearray(data)
    for _ in range(rng.choice((1, 3, 20))):
        if content:
            content[rng.randrange(len(content))] ^= 1 << rng.randrange(8)
    return bytes(content)


def _cut(data: bytes, rng: random.Random) -> bytes:
    return data[: rng.randrange(len(data) + 1)]


def _drop(data: bytes, rng: random.Random) -> bytes:
    first, second = _range(data, rng)
    return data[:first] + data[second:]


def _double(data: bytes, rng: random.Random) -> bytes:
    first, second = _range(data, rng)
    return data[:second] + data[first:second] * rng.choice((1, 3)) + data[second:]


def _move(data: bytes, rng: random.Random) -> bytes:
    first, second = _range(data, rng)
    rest = data[:first] + data[second:]
    at = rng.randrange(len(rest) + 1)
    return rest[:at] + data[first:second] + rest[at:]


def _fill(data: bytes, rng: random.Random) -> bytes:
    first, second = _range(data, rng)
    return data[:first] + bytes([rng.choice((0, 0xFF, 0x20, 0x3C))]) * (second - first) + data[second:]


def _number(data: bytes, rng: random.Random) -> bytes:
    found = list(_NUMBER.finditer(data))
    if not found:
        return _flip(data, rng)
    one = rng.choice(found)
    return data[: one.start()] + rng.choice(_ODD_NUMBERS) + data[one.end() :]


def _untag(data: bytes, rng: random.Random) -> bytes:
    found = list(_TAG.finditer(data))
    if not found:
        return _drop(data, rng)
    one, other = rng.choice(found), rng.choice(found)
    return data[: one.start()] + rng.choice((b"", other[0], one[0] * 2)) + data[one.end() :]


def _range(data: bytes, rng: random.Random) -> tuple[int, int]:
    first = rng.randrange(len(data) + 1)
    return first, min(len(data), first + rng.choice((1, 4, 64, 512, 4096)))


def _inside(data: bytes, rng: random.Random) -> bytes:
    """One part changed, swapped with another, or left out, in an archive that is whole again."""
    parts = _parts(data)
    if not parts:
        return _flip(data, rng)
    name, other = rng.choice(sorted(parts)), rng.choice(sorted(parts))
    trick = rng.randrange(10)
    if trick == 0:
        parts[name], parts[other] = parts[other], parts[name]
    elif trick == 1:
        del parts[name]
    else:
        parts[name] = rng.choice((_number, _number, _untag, _untag, *_FOR_ALL))(parts[name], rng)
    return archive(member(name, content) for name, content in parts.items())


def _parts(data: bytes) -> dict[str, bytes]:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as file:
            return {name: file.read(name) for name in file.namelist()}
    except Exception:  # noqa: BLE001 - an earlier mutation broke the archive in one of many ways
        return {}


_FOR_ALL: tuple[Mutation, ...] = (_flip, _cut, _drop, _double, _move, _fill, _number, _untag)
_FOR_ZIPS: tuple[Mutation, ...] = (_flip, _cut, _drop, _double, _move, *[_inside] * 8)


def outcomes(count: int, seed: int, processes: int = 2) -> tuple[Mapping[str, str], float]:
    """What became of each mutant ("read" or a refusal code), and the longest silence between two answers."""
    found: dict[str, str] = {}
    longest, last = 0.0, time.monotonic()
    with GuardedPool(processes) as pool:
        items = ((name, name.split("-", 1)[1], data) for name, data in mutants(count, seed))
        for name, reading in read_files(pool, items):
            found[name] = reading.refusal.code if reading.refusal else "read"
            now = time.monotonic()
            longest, last = max(longest, now - last), now
    return found, longest


def main(count: int, seed: int) -> int:
    """Run the campaign and print its table."""
    found, longest = outcomes(count, seed)
    bad = [name for name, code in found.items() if code in BAD]
    lines = [f"{code:26}{number:6}" for code, number in Counter(found.values()).most_common()]
    lines += [
        f"{len(found)} mutants of seed {seed}, longest wait {longest:.1f} s",
        f"crashed, hung or swelled: {bad or 0}",
    ]
    sys.stdout.write("\n".join(lines) + "\n")
    return 1 if bad or longest > SLOWEST else 0


if __name__ == "__main__":
    given = [int(text) for text in sys.argv[1:3]]
    sys.exit(main(*(given + [2_000, 20_260][len(given) :])))
