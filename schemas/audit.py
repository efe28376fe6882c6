"""What an audit says of one rule: whether it held, what was seen and what was expected."""

from __future__ import annotations

from dataclasses import dataclass

ERROR, WARNING = "error", "warning"
INVARIANT, EXPECTATION, DRIFT = "invariant", "expectation", "drift"


@dataclass(frozen=True, slots=True)
class AuditResult:
    """One rule over what is about to be published; a failed rule of severity error publishes nothing.

    ``observed`` and ``expected`` are counts, codes and hashed ids; never a personal value.
    """

    name: str
    ok: bool
    severity: str  # error | warning
    observed: str
    expected: str
    source: str  # invariant | expectation | drift
    sentence_vi: str = ""
    sentence_en: str = ""
