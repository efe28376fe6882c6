"""What each row under a header is: a record, a group title, a subtotal, the footer … every used row is one of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from cleaning import signs
from cleaning.header import Grid, is_numbering, reads_as_header
from cleaning.likeness import Likeness, likeness
from cleaning.shape import Shape
from cleaning.text import keyed, tidy
from cleaning.totals import Claim, declared, is_count, stated
from cleaning.wrapping import goes_on
from schemas.kind import PERSON, UNIT, WORK
from schemas.sheet import Merge

RECORD, COAUTHOR, NEXT, CONTINUED = "record", "coauthor", "next_header", "continued"
GROUP, SUBTOTAL, TOTAL, FOOTER = "group", "subtotal", "total", "footer"
NUMBERING, BLANK_FORMULA, NIL, REPEATED, REMARK = "numbering", "blank_formula", "nil", "repeated_header", "remark"

# What a ditto beside a further author is, without its signs.
_ABOVE = frozenset(("nt", "n t", "như trên", ""))
# A row of this many cells and less may be something else than a record, and is looked at.
_FEW = 4
# A text this short is no name of anybody: a mark, a dash, a number.
_SHORT = 3


@dataclass(slots=True)
class Body:
    """The rows under one header, zero-based; ``records[i]`` are the rows of record i, co-authors' rows included."""

    records: list[list[int]] = field(default_factory=list)
    groups: list[str] = field(default_factory=list)
    breaks: list[int] = field(default_factory=list)  # records before which a group begins: dittos end there
    ignored: list[tuple[int, str]] = field(default_factory=list)
    wraps: dict[int, int] = field(default_factory=dict)  # rows that run on, each with the row it goes on from
    collective: set[int] = field(default_factory=set)  # records of a list of people that are collectives
    claims: list[Claim] = field(default_factory=list)  # what groups declare of their numbers
    declared: int | None = None
    nil: bool = False
    end: int = 0  # the first row that is not of this table

    @property
    def last(self) -> int:
        """The row after the last record, where titles of a next table may begin; 0 without records."""
        return self.records[-1][-1] + 1 if self.records else 0


class Walk:
    """One pass over the rows under a header."""

    def __init__(self, grid: Grid, form: Shape, merges: Sequence[Merge]) -> None:
        self.grid, self.form, self.body = grid, form, Body()
        self.group, self.ended, self.totalled, self.spoken = "", False, False, False
        self.collective = False
        self.likeness: Likeness | None = None
        self.wide = {merge.top: merge for merge in merges if merge.right - merge.left >= 2}
        title = form.names[0] if form.authors and form.names else -1
        self.within = {
            row
            for merge in merges
            if merge.left <= title <= merge.right
            for row in range(merge.top + 1, merge.bottom + 1)
        }

    def over(self, start: int) -> Body:
        """Walk from a row to the end of the table: the next header or the last row."""
        body = self.body
        body.end, number = len(self.grid), start
        while number < len(self.grid):
            row = self.grid[number]
            if body.records and not self.ended and (after := self._run(number)) > number:
                self._enter(range(number, after))
                number = after
                continue
            if any(row):
                what = self.sort(number, row)
                if what == NEXT:
                    body.end = number
                    break
                self.take(number, row, what)
            number += 1
        body.nil = self.spoken and not body.records
        return body

    def _run(self, start: int) -> int:
        """The row after those from ``start`` on that are plain records, among records: nearly all are."""
        form, within = self.form, self.within
        if not form.names or form.stt < 0:
            return start
        first, stt, of_units = form.names[0], form.stt, form.about == UNIT
        for number in range(start, len(self.grid)):
            row = self.grid[number]
            name, said = row[first], row[stt]
            full = len(name) > _SHORT and len(row) - row.count("") > _FEW and number not in within
            numbered = full and (said.isdecimal() or signs.NUMBER.match(said.strip()))
            if not (numbered and (of_units or not signs.is_unit(name))):
                return number
        return len(self.grid)

    def sort(self, number: int, row: Sequence[str]) -> str:
        """What a row is; the plain record first, since nearly all are."""
        form = self.form
        name = row[form.names[0]] if form.names else ""
        stt = row[form.stt] if form.stt >= 0 else ""
        numbered = stt.isdecimal() or bool(signs.NUMBER.match(stt.strip()))
        if len(name) > _SHORT and numbered and not self.ended and number not in self.within:
            full = len(row) - row.count("") > _FEW and (bool(self.body.records) or not signs.says_nobody(name))
            if full and (form.about == UNIT or self.collective or not signs.is_unit(name)):
                return RECORD
        named = any(row[index] for index in form.names)
        texts = [text.strip() for text in row if text]
        return self._apart(number, row, texts, numbered) or self._record(number, row, named, numbered)

    def take(self, number: int, row: Sequence[str], what: str) -> None:
        """Enter one row where it belongs."""
        body = self.body
        if what == COAUTHOR:
            body.records[-1].append(number)
            return
        if what == RECORD:
            self._enter(range(number, number + 1))
            return
        body.ignored.append((number, what))
        if what == GROUP:
            self._begin_group(row)
        elif what == TOTAL:
            self.totalled = True
            found = self._declared(row)
            body.declared = body.declared if found is None else found
        elif what == SUBTOTAL and signs.is_subtotal(_first(row)):
            self._claim(self._declared(row), closing=True)
        elif what == CONTINUED:
            body.wraps[number] = body.records[-1][-1]
        elif what == FOOTER:
            self.ended = True
        elif what == NIL:
            self.spoken = True

    def _enter(self, numbers: range) -> None:
        """Enter rows that are records of their own."""
        self._reopen()
        body = self.body
        if self.collective:
            body.collective.update(range(len(body.records), len(body.records) + len(numbers)))
        body.records.extend([number] for number in numbers)
        body.groups.extend([self.group] * len(numbers))

    def _begin_group(self, row: Sequence[str]) -> None:
        self.group = self._title(row)
        if self.form.about == PERSON and signs.opens_section(self.group):
            self.collective = signs.is_collective(self.group)
        self.body.breaks.append(len(self.body.records))
        self._claim(stated(" ".join(text for text in row if text), self.form.about))

    def _reopen(self) -> None:
        """A record after a total shows that the total was a group's, and its number not the list's."""
        if self.totalled:
            self._claim(self.body.declared, closing=True)
            self.body.declared = None
            self.body.ignored = [(n, SUBTOTAL if what == TOTAL else what) for n, what in self.body.ignored]
        self.ended = self.totalled = False

    def _title(self, row: Sequence[str]) -> str:
        """The words of a group's title: "II. CĐCS Công ty A", without the number of its rows in a cell of its own."""
        stt = row[self.form.stt].strip(" .)") if self.form.stt >= 0 else ""
        words = [text for index, text in enumerate(row) if text and index != self.form.stt and not is_count(text)]
        if not words:
            return tidy(" ".join(text for text in row if text))
        return tidy(" ".join([f"{stt}.", *words] if stt else words))

    def _declared(self, row: Sequence[str]) -> int | None:
        if self.form.counting:
            return None
        return declared(row, self.form.money | self._summed(row), self.form.about)

    def _summed(self, row: Sequence[str]) -> frozenset[int]:
        """Where a total of units sums up what is counted in each: people of teams, not teams."""
        if self.form.about != UNIT:
            return frozenset()
        above = [self.grid[rows[0]] for rows in self.body.records]
        return frozenset(
            index
            for index, text in enumerate(row)
            if text.isdecimal() and 2 * sum(1 for one in above if one[index].isdecimal()) > len(above)
        )

    def _claim(self, number: int | None, *, closing: bool = False) -> None:
        if number is not None and not self.form.counting:
            self.body.claims.append(Claim(len(self.body.records), number, closing))

    def _apart(self, number: int, row: Sequence[str], texts: Sequence[str], numbered: bool) -> str:
        """What a row is that is no record, "" when it may be one."""
        if reads_as_header(row):
            return REPEATED if self._same_header(row) else NEXT
        if is_numbering(row):
            return NUMBERING
        empty = self._empty(row)
        if empty:
            return empty
        if not numbered and (what := self._unnumbered(number, row, texts)):
            return what
        if (self.ended or self.totalled) and not self._strong(row, texts, numbered):
            return FOOTER
        if not numbered and self._runs_on(number, row):
            return CONTINUED
        return GROUP if self._titles(number, row, texts) else ""

    def _unnumbered(self, number: int, row: Sequence[str], texts: Sequence[str]) -> str:
        """What a row without a running number shows by its words: a title again, a sum, a signature; "" for none."""
        if all(keyed(text) in self.form.above for text in texts):
            return REPEATED
        first = _first(row)
        if signs.is_carried(first):
            return SUBTOTAL
        if signs.is_total(first):
            return SUBTOTAL if self.group and signs.is_subtotal(first) else TOTAL
        return FOOTER if self._signed(number, row, texts) else ""

    def _runs_on(self, number: int, row: Sequence[str]) -> bool:
        """Whether a row right under a record holds nothing but the rest of its texts."""
        if not self.body.records:
            return False
        above = self.body.records[-1][-1]
        touches = number == above + 1 or self.body.wraps.get(number - 1) == above
        return (
            touches
            and number not in self.within
            and number not in self.wide
            and goes_on(self.form, self.grid[above], row)
        )

    def _record(self, number: int, row: Sequence[str], named: bool, numbered: bool) -> str:
        form = self.form
        if form.authors:
            return self._initiative(number, row, named, numbered)
        data = sum(1 for index in form.data if row[index])
        if form.counting:
            figures = any(row[index] for index in form.figures)
            if not figures and named and data == sum(1 for index in form.names if row[index]):
                return BLANK_FORMULA  # a unit's name that was drawn in advance
            roman = form.stt >= 0 and bool(signs.ROMAN.match(row[form.stt].strip()))
            return REMARK if not figures and not (named and numbered) else SUBTOTAL if roman else RECORD
        if named and (numbered or data > 1 or form.stt < 0 or signs.is_name(self._name(row))):
            return RECORD
        return RECORD if not named and (data >= 3 or (numbered and data)) else REMARK

    def _initiative(self, number: int, row: Sequence[str], named: bool, numbered: bool) -> str:
        authored = any(row[index] for index in self.form.authors)
        same = keyed(self._name(row)) in _ABOVE and named
        if self.body.records and authored and (number in self.within or same or not (named or numbered)):
            return COAUTHOR
        data = sum(1 for index in self.form.data if row[index])
        return RECORD if named or (numbered and (authored or data > 1)) else REMARK

    def _name(self, row: Sequence[str]) -> str:
        return " ".join(row[index] for index in self.form.names if row[index])

    def _strong(self, row: Sequence[str], texts: Sequence[str], numbered: bool) -> bool:
        """Whether a row under a total or a signature is a record all the same; a signer's name alone is not."""
        if self._name(row) and (len(texts) >= 3 if numbered else self.form.stt < 0 and self._alike(row, texts)):
            return True
        return not self.ended and (
            bool(signs.ROMAN_TITLE.match(texts[0])) or (len(texts) == 1 and signs.is_unit(texts[0]))
        )

    def _alike(self, row: Sequence[str], texts: Sequence[str]) -> bool:
        """Whether a row looks as the records above it do: the surname alone shows a signer as well as a nominee."""
        if not self.body.records:
            return len(texts) >= 3 and signs.is_person(self._name(row))
        if self.likeness is None or self.likeness.count < len(self.body.records):
            self.likeness = likeness(self.grid, self.form, [rows[0] for rows in self.body.records])
        return self.likeness.fits(row)

    def _empty(self, row: Sequence[str]) -> str:
        """Formulas that came to nothing, numbers drawn in advance, or a row that says that there is nobody."""
        stt = self.form.stt
        rest = [text.strip() for index, text in enumerate(row) if text and index != stt]
        if not rest:
            if not self.ended and signs.says_nobody(row[stt]):
                return NIL
            return BLANK_FORMULA if signs.NUMBER.match(row[stt].strip()) or row[stt] in signs.FILLERS else ""
        said = [text for text in rest if text not in signs.FILLERS]
        if not said:
            return BLANK_FORMULA
        words = [text for text in said if keyed(text)]
        if not words:
            return BLANK_FORMULA if self.body.records else NIL
        return NIL if not self.ended and all(signs.says_nobody(text) for text in words) else ""

    def _signed(self, number: int, row: Sequence[str], texts: Sequence[str]) -> bool:
        """Whether the signer's block begins: its words, outside the cells of a person's own post."""
        name = self._name(row)
        if name and self._bare(number, row, texts):
            return True
        if name and len(texts) > 2 and (keyed(name) in _ABOVE or not signs.is_signed(name)):
            return False
        posts: frozenset[int] = self.form.posts if name and not signs.is_signed(name) else frozenset()
        return any(signs.is_signed(text) for index, text in enumerate(row) if text and index not in posts)

    def _bare(self, number: int, row: Sequence[str], texts: Sequence[str]) -> bool:
        """Whether names alone stand under a blank row, as signers do whose office is not told."""
        if self.form.stt < 0 or not self.body.records or any(self.grid[number - 1]) or self._alike(row, texts):
            return False
        return all(signs.is_person(text) and text.istitle() for text in texts)

    def _titles(self, number: int, row: Sequence[str], texts: Sequence[str]) -> bool:
        """Whether a row is the title of the rows under it."""
        form = self.form
        stt = row[form.stt].strip() if form.stt >= 0 else ""
        if form.about == UNIT:
            roman = bool(signs.ROMAN.match(stt)) and (form.counting or len(texts) <= 3)
            lone = len(texts) == 1 and (form.counting or form.stt >= 0 or bool(signs.ROMAN_TITLE.match(texts[0])))
            return (roman or lone) and not any(row[index] for index in form.figures)
        if self.collective and signs.NUMBER.match(stt):
            return False
        words = [text for text in texts if not signs.NUMBER.match(text)]
        if len(texts) <= 3 and len(words) > 1 and signs.ROMAN.match(stt):
            return True
        if not words or len(words) > 2 or len(texts) > 3:
            return False
        if signs.is_unit(words[0]) and (form.about != WORK or len(texts) == 1):
            return True
        return len(texts) == 1 and self._alone(number, row, words[0])

    def _alone(self, number: int, row: Sequence[str], text: str) -> bool:
        at = next(index for index, cell in enumerate(row) if cell)
        merge = self.wide.get(number)
        if at == self.form.stt or (merge is not None and merge.left <= at <= merge.right):
            return True
        return bool(signs.ROMAN_TITLE.match(text) or (at not in self.form.names and signs.NUMBERED_TITLE.match(text)))

    def _same_header(self, row: Sequence[str]) -> bool:
        """A header printed again on each page has the same headings and no other list's title or total above it."""
        if self.ended or self.totalled or not {keyed(text) for text in row if text} <= self.form.headings:
            return False
        between = (self.grid[n] for n, what in self.body.ignored if n >= self.body.last and what != REPEATED)
        return not any(signs.LIST_TITLE.match(keyed(text)) for texts in between for text in texts if text)


def _first(row: Sequence[str]) -> str:
    """The first text of a row that is no number."""
    return next((text.strip() for text in row if text and not text.strip().isdecimal()), "")
