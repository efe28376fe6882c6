"""Who is who as a person reads it in a terminal: a worker's dossier, the evidence on a pair, the queue."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, Final

from rich.console import Console, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from flows.values import sides, written
from schemas.sentences import EVIDENCE, Sentence, sentences, word

Document = Mapping[str, Any]
RECORD: Final = 8  # digits of a record's id that people are shown
_OTHERS = 3
_DIFFERS = "bold yellow"


class Page:
    """Prints documents of who is who in one language."""

    def __init__(self, console: Console, lang: str) -> None:
        self.console = console
        self.lang = lang
        self.units: Mapping[str, str] = {}

    def dossier(self, told: Document) -> None:
        """A worker: who, what holds and why, where it is written, what joins it, what waits."""
        self.units = told["units"]
        former = told["former_ids"]
        known = self.word("page", "former").format(ids=", ".join(former)) if former else ""
        self.console.print(Text.assemble((told["worker_id"], "bold cyan"), "  ", (told["name"], "bold"), f"  {known}"))
        if told["asked"] != told["worker_id"]:
            self.console.print(self.word("page", "redirected").format(asked=told["asked"], worker=told["worker_id"]))
        self.section(
            "values", self.table(("field", "value", "why", "source", "others"), map(self.value, told["values"]))
        )
        self.section("records", self.table(("record", "unit", "place", "status"), self.records(told["records"])))
        links: list[RenderableType] = [Padding(self.pair(one), (0, 0, 1, 0)) for one in told["links"]]
        self.section("links", *(links or [Text(self.word("page", "alone"))]))
        if told["judgements"]:
            rows = (self.judgement(one) for one in told["judgements"])
            self.section("judgements", self.table(("record", "record", "verdict", "by", "date", "reason"), rows))
        if told["doubts"]:
            self.section("doubts", *(self.question(one, None) for one in told["doubts"]))
        awards = ([one[name] for name in ("campaign_code", "award_code")] + self.where(one) for one in told["awards"])
        self.section("awards", self.table(("campaign", "award", "level", "unit"), awards))
        events = (Text(f"{one['run_id']}  {one['worker_id']}  {one[self.lang]}") for one in told["history"])
        self.section("history", *events)
        self.console.print(Text(self.word("page", "masked"), "dim"))

    def queue(self, waiting: int, told: Sequence[Document]) -> None:
        """The pairs that wait, each with what it would change and its evidence."""
        if not told:
            self.console.print(self.word("page", "nothing_waits"))
            return
        self.console.print(Text(self.word("page", "waiting").format(count=f"{waiting:,}", shown=len(told)), "bold"))
        for number, one in enumerate(told, start=1):
            self.console.print(self.question(one, number))
        self.console.print(Text(self.word("page", "judge_hint"), "dim"))

    def why(self, told: Document) -> None:
        """The evidence on two records."""
        self.console.print(self.pair(told))

    def word(self, subject: str, level: str) -> str:
        """A word of this page in its language."""
        return word(subject, level).in_(self.lang)

    def section(self, name: str, *parts: RenderableType) -> None:
        """A heading with what stands under it."""
        self.console.print(Text(f"\n{self.word('page', name)}", "bold"))
        for part in parts:
            self.console.print(Padding(part, (0, 0, 0, 2), expand=False))

    def table(self, headings: Iterable[str], rows: Iterable[Iterable[RenderableType]]) -> Table:
        """A table with headings of the page."""
        table = Table(show_edge=False, pad_edge=False, header_style="dim")
        for heading in headings:
            table.add_column(self.word("page", heading), overflow="fold")
        for row in rows:
            table.add_row(*row)
        return table

    def value(self, one: Document) -> list[RenderableType]:
        """A field: the value that holds, why, from where, and what else is said."""
        others = [self.other(one["field"], other) for other in one["others"][:_OTHERS]]
        more = len(one["others"]) - _OTHERS
        said = Text("\n").join([*others, *([Text(f"… +{more}")] if more > 0 else [])])
        value = Text(self.shown(one["field"], one["value"]), "bold")
        why = Text(one["why"][self.lang], "dim" if one["rule"] == "only" else "")
        return [one[self.lang], value, why, self.source(one), said]

    def other(self, field: str, one: Document) -> Text:
        """A value that competes, with how often and from where."""
        times = self.word("page", "times").format(count=one["times"]) if one["times"] else None
        said = f" ({times or self.word('page', 'not_counted')})\n"
        return Text.assemble(self.shown(field, one["value"]), (said, "dim"), self.source(one))

    def source(self, one: Document) -> Text:
        """The file of a value's newest place, and under it the cell, the level and the day of the list."""
        if not one["sources"]:
            return Text()
        first = one["sources"][0]
        row = first["cell"] or self.word("page", "row").format(row=first["row"])
        parts = (f"{first['sheet']}!{row}", self.level(first), self.day(first["arrived_on"]))
        return Text.assemble(first["file"], ("\n" + ", ".join(part for part in parts if part), "dim"))

    def place(self, row: Document) -> str:
        """Where a row stands, as `workers why` takes it."""
        return f"{row['file']}:{row['sheet']}:{row['row']}"

    def records(self, told: Sequence[Document]) -> Iterator[list[RenderableType]]:
        """Each record with all places it stands at."""
        for one in told:
            places = Text("\n").join(Text(self.place(row)) for row in one["rows"])
            states = Text("\n").join(
                Text(f"{self.level(row)} {row['campaign_code'] or ''}: {self.word('status', row['status'])}".strip())
                for row in one["rows"]
            )
            yield [
                one["record_id"][:RECORD],
                self.shown("unit_code", one["rows"][-1]["unit_code"] or ""),
                places,
                states,
            ]

    def level(self, row: Document) -> str:
        """The level of a list, empty when it has none."""
        return self.word("level", row["award_level"]) if row["award_level"] else ""

    def judgement(self, one: Document) -> list[RenderableType]:
        """Who said what about which two records, when and why."""
        records = [one[end][:RECORD] for end in ("record_l", "record_r")]
        return [*records, one[self.lang], one["judged_by"], self.day(one["judged_at"].date()), one["reason"]]

    def question(self, one: Document, number: int | None) -> RenderableType:
        """Two workers that may be one: who, what it would change, why they wait, and the evidence."""
        head = Text.assemble((f"{number}. " if number else "", "bold"))
        for end, mark in (("l", "  ↔  "), ("r", "")):
            head.append_text(
                Text.assemble((one[f"name_{end}"], "bold"), f" {one[f'worker_{end}']}, {one[f'unit_{end}']}{mark}")
            )
        changed = f"{self.word('page', 'figures')}: {one['figures']}"
        because = Text.assemble((one["because"][self.lang], "cyan"), f"  {changed}")
        table = Table.grid()
        for part in (head, because, self.pair(one["explanation"])):
            table.add_row(part)
        return Padding(table, (0, 0, 1, 0), expand=False)

    def pair(self, told: Document) -> RenderableType:
        """The evidence on two records: what each comparison says, its bits, both values with what differs."""
        known = sentences(EVIDENCE)
        total = known["probability", "line"].about(
            conclusion=Sentence(told["conclusion"]["vi"], told["conclusion"]["en"]),
            percent=self.percent(told["probability"]),
            bits=self.bits(told["weight"]),
        )
        table = Table(show_edge=False, pad_edge=False, header_style="dim", title_justify="left", title_style="")
        table.title = Text(total.in_(self.lang), "bold green" if told["weight"] >= 0 else "bold red")
        table.add_column(self.word("page", "weight"), justify="right")
        table.add_column(self.word("page", "evidence"), overflow="fold")
        table.add_column(f"{self.word('page', 'left')} {told['record_l'][:RECORD]}", overflow="fold")
        table.add_column(f"{self.word('page', 'right')} {told['record_r'][:RECORD]}", overflow="fold")
        ends = [told.get(name) for name in ("places_l", "places_r")]
        if any(ends):
            table.add_row("", "", *(Text(self.place(end[0]) if end else "", "dim") for end in ends))
        for one in told["evidence"]:
            if one["level"] != "missing":
                table.add_row(self.bits(one["bits"]), one[self.lang], *self.sides(one))
        table.add_row(self.bits(told["prior"]), Text(known["prior", "bits"].in_(self.lang), "dim"))
        for remark in told["remarks"]:
            table.add_row("!", Text(remark[self.lang], "bold red"))
        if told["commonness"]:
            table.add_row("", Text(told["commonness"][self.lang], "dim"))
        return table

    def sides(self, one: Document) -> list[Text]:
        """Both values, what differs made to stand out."""
        told = []
        for shown, spans in sides(one, self.lang, self.units):
            told.append(Text(shown))
            for start, end in spans:
                told[-1].stylize(_DIFFERS, start, end)
        return told

    def shown(self, field: str, text: str) -> str:
        """A value as people of this language write it."""
        return written(field, text, self.lang, self.units)

    def day(self, day: Any) -> str:
        """A day as it is written in Việt Nam."""
        return f"{day:%d/%m/%Y}"

    def bits(self, bits: float) -> str:
        """Bits with their sign, the decimal mark of the language."""
        text = f"{bits:+.1f}".replace("-", "−")
        return text.replace(".", ",") if self.lang == "vi" else text

    def percent(self, share: float) -> str:
        """A probability that never says 100 or 0 of what is not certain."""
        beyond = "> 99.99%" if share > 0.5 else "< 0.01%"
        text = f"{100 * share:.4g}%" if 0.0001 <= share <= 0.9999 else beyond
        return text.replace(".", ",") if self.lang == "vi" else text

    def where(self, one: Document) -> list[str]:
        """The level and unit of an award."""
        return [self.word("level", one["award_level"]), self.shown("unit_code", one["unit_code"])]
