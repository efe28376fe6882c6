"""Reading a column of text once per distinct text: a million cells rarely say more than some thousand things.

A reader works in stages on a small frame. Written as one expression the same rules would repeat every part for each of
their branches, and polars would spend longer planning the expression than running it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import polars as pl

TEXT = "text"


@dataclass(frozen=True, slots=True)
class Reader:
    """What a text is read as: ``shape`` names the columns that ``read`` adds to a frame with the one column ``text``.

    A reader never raises and reads a null as nulls.
    """

    shape: Mapping[str, type[pl.DataType]]
    read: Callable[[pl.DataFrame], pl.DataFrame]
    # Texts that are their own reading, by a pattern: they are the value of the first column, with the others null.
    plain: str = ""

    def __call__(self, text: pl.Expr) -> pl.Expr:
        """The reading as an expression: a struct of the shape."""
        return text.map_batches(lambda values: self.of(values).to_struct(), return_dtype=pl.Struct(dict(self.shape)))

    def of(self, texts: pl.Series, prefix: str = "") -> pl.DataFrame:
        """The reading of a column, row by row, under the names of the shape with a prefix."""
        told = pl.DataFrame({TEXT: texts}, schema={TEXT: pl.String})
        columns = [pl.col(name).cast(dtype).alias(f"{prefix}{name}") for name, dtype in self.shape.items()]
        if told[TEXT].null_count() == told.height:
            nulls = [pl.lit(None, dtype).alias(f"{prefix}{name}") for name, dtype in self.shape.items()]
            return told.select(TEXT, *nulls).drop(TEXT)
        unique = told.unique()
        known = self._known(unique).select(TEXT, *columns)
        return told.join(known, on=TEXT, how="left", nulls_equal=True, maintain_order="left").drop(TEXT)

    def _known(self, texts: pl.DataFrame) -> pl.DataFrame:
        if not self.plain:
            return self.read(texts)
        easy = pl.col(TEXT).str.contains(self.plain).fill_null(value=False)
        first, *rest = self.shape.items()
        nulls = [pl.lit(None, dtype).alias(name) for name, dtype in rest]
        plain = texts.filter(easy).select(TEXT, pl.col(TEXT).alias(first[0]), *nulls)
        return pl.concat([plain, self.read(texts.filter(~easy)).select(TEXT, *self.shape)])
