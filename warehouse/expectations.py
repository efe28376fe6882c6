"""The Great Expectations audit as the night sees it: a process started early and asked once, at the end.

The library takes 8–12 s of CPU to import, so its process (``warehouse.checkpoint``) imports while the night works
and waits for the edition. A process that dies, hangs or answers nonsense fails the audit; it never passes it.
"""

from __future__ import annotations

import json
import re
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

from schemas.audit import ERROR, EXPECTATION, AuditResult
from warehouse.marts import Edition
from warehouse.promises import Rule, rules

SECONDS = 900.0
PROCESS = "great_expectations_process"
_ROOT = Path(__file__).resolve().parents[1]
_CHILD = "import sys; sys.path.insert(0, sys.argv[1]); from warehouse.checkpoint import main; main()"
_EXCEPTION = re.compile(rb"^(?:\w+\.)*(\w+(?:Error|Exception|Exit|Interrupt|Unavailable))\b", re.MULTILINE)


@dataclass(slots=True)
class Handle:
    """A started audit process; ask it once, or close it."""

    process: subprocess.Popen[str]
    stderr: IO[bytes]
    asked: bool = False

    def ask(self, edition: Edition) -> None:
        """Sets the process to work on an edition and returns at once; `audit` then fetches the answer."""
        order = {
            "run_no": edition.run_no,
            "registry_load": edition.registry_load,
            "business_date": edition.business_date.isoformat(),
        }
        assert self.process.stdin is not None
        self.asked = True
        try:
            self.process.stdin.write(json.dumps(order) + "\n")
            self.process.stdin.flush()
        except OSError:
            # It has died already; `audit` will say so.
            return

    def audit(self, edition: Edition, seconds: float = SECONDS) -> list[AuditResult]:
        """What the promises of the marts say of an edition; the transaction that wrote it must be committed.

        Never raises for what happens in the process: its failure is a failed result named ``PROCESS``.
        """
        if not self.asked:
            self.ask(edition)
        try:
            answer, _ = self.process.communicate(timeout=seconds)
        except subprocess.TimeoutExpired:
            self.close()
            return [_broken(f"no answer within {seconds:g} s")]
        except OSError as error:  # the pipe of a process that is gone
            self.close()
            return [_broken(f"could not be asked ({type(error).__name__})")]
        reason = self._reason()
        self.stderr.close()
        if self.process.returncode != 0:
            return [_broken(f"ended with code {self.process.returncode}{reason}")]
        return _results(answer, rules(edition.business_date.year))

    def close(self) -> None:
        """Ends the process, asked or not; safe to repeat."""
        if self.process.poll() is None:
            self.process.kill()
        self.process.wait()
        for pipe in (self.process.stdin, self.process.stdout, self.stderr):
            if pipe is not None and not pipe.closed:
                _shut(pipe)

    def _reason(self) -> str:
        # Only the name of the exception: its message and the frames above may quote what the warehouse holds.
        self.stderr.seek(0)
        named = _EXCEPTION.findall(self.stderr.read())
        return f" ({named[-1].decode()})" if named else ""


def start(url: str) -> Handle:
    """Starts the process on a warehouse; the URL goes through its stdin, since others can read command lines."""
    stderr = tempfile.TemporaryFile()  # noqa: SIM115 - lives as long as the process; the handle closes it
    process = subprocess.Popen(  # noqa: S603 - our own interpreter, our own text
        [sys.executable, "-c", _CHILD, str(_ROOT)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=stderr,
        text=True,
        encoding="utf-8",
    )
    handle = Handle(process, stderr)
    assert process.stdin is not None
    try:
        process.stdin.write(url + "\n")
        process.stdin.flush()
    except OSError:
        # It has died already; `audit` will say so.
        return handle
    return handle


def _results(answer: str, declared: list[Rule]) -> list[AuditResult]:
    try:
        verdicts: dict[str, dict[str, Any]] = json.loads(answer)
        results = [_result(rule, verdicts[rule.name]) for rule in declared]
    except (ValueError, KeyError, TypeError) as error:
        return [_broken(f"answered what cannot be read ({type(error).__name__})")]
    return results


def _result(rule: Rule, verdict: dict[str, Any]) -> AuditResult:
    observed = "ok" if verdict["ok"] else f"{verdict['failed']} of {len(rule.expectations)} not met"
    if verdict["unexpected"]:
        observed += f"; {verdict['unexpected']} values"
    if verdict["error"]:
        observed += f"; {verdict['error']}"
    return AuditResult(
        name=rule.name,
        ok=verdict["ok"] is True,
        severity=rule.severity,
        observed=observed,
        expected="ok",
        source=EXPECTATION,
        sentence_vi=rule.vi,
        sentence_en=rule.en,
    )


def _broken(observed: str) -> AuditResult:
    return AuditResult(
        name=PROCESS,
        ok=False,
        severity=ERROR,
        observed=observed,
        expected="an answer",
        source=EXPECTATION,
        sentence_vi="Tiến trình kiểm tra bằng Great Expectations phải chạy hết và trả lời.",
        sentence_en="The Great Expectations process runs to its end and answers.",
    )


def _shut(pipe: IO[Any]) -> None:
    try:
        pipe.close()
    except OSError:
        # A pipe to a process that is gone cannot be flushed; there is nothing left to say to it.
        return
