"""What is asked of who is who and cannot be done, in words for whoever asked."""

from __future__ import annotations

from schemas.sentences import word


class Unanswerable(Exception):
    """What was asked cannot be done: why, and what to do, as a sentence ``refused`` of ``worker_words``."""

    def __init__(self, level: str, **words: object) -> None:
        self.said = word("refused", level).about(**words)
        super().__init__(self.said.en)
