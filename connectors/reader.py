"""A reading process as its parent holds it: start it, give it files, take its answers, learn what it died of."""

from __future__ import annotations

import fcntl
import io
import os
import pickle
import signal
import subprocess
import sys
from collections import deque
from collections.abc import Callable, Sequence
from contextlib import suppress
from multiprocessing.connection import Connection

from connectors.failures import ReaderBroken

_CODE = (
    "import sys; from connectors.child import serve; "
    "serve(int(sys.argv[1]), int(sys.argv[2]), float(sys.argv[3]), sys.argv[4])"
)
# What an interpreter may need to start at all; nothing else of the environment reaches the child.
_KEPT = ("LD_LIBRARY_PATH", "PYTHONHOME")
_PIPE = 1 << 20  # bytes on their way: lets a child read on while its parent is busy
_OUT_OF_MEMORY = (b"memory allocation of", b"MemoryError", b"capacity overflow")


class _Answer(pickle.Unpickler):
    """Answers hold our own values and nothing else: a child that was taken over must not reach its parent."""

    def find_class(self, module: str, name: str) -> object:
        if module.startswith("schemas."):
            return super().find_class(module, name)
        raise pickle.UnpicklingError(f"{module}.{name} in an answer")


class Reader:
    """One child process and the items it still owes, oldest first."""

    def __init__(self, seconds: float, preload: str) -> None:
        order_out, order_in = os.pipe()
        answer_out, answer_in = os.pipe()
        self._errors, errors_in = os.pipe()
        for end in (order_in, answer_in):
            with suppress(OSError):  # above the limit of this user: the default size works, only slower
                fcntl.fcntl(end, fcntl.F_SETPIPE_SZ, _PIPE)
        # A library that prints without end must neither fill our logs nor wait for somebody to read it.
        os.set_blocking(self._errors, False)
        os.set_blocking(errors_in, False)
        try:
            self._process = subprocess.Popen(  # noqa: S603 - our own interpreter with our own arguments
                [sys.executable, "-B", "-P", "-s", "-c", _CODE, str(order_out), str(answer_in), str(seconds), preload],
                pass_fds=(order_out, answer_in),
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=errors_in,
                env=_environment(),
            )
        except OSError as error:
            raise ReaderBroken(f"reading processes cannot be started: {error.strerror}") from error
        finally:
            for end in (order_out, answer_in, errors_in):
                os.close(end)
        self._orders = Connection(order_in, readable=False)
        self.answers = Connection(answer_out, writable=False)
        self.owed: deque[int] = deque()
        self.served = 0
        self.ready = False

    def order(self, function: Callable[..., object], items: Sequence[object], indexes: Sequence[int]) -> None:
        """Give it items to work on, known to us by their indexes."""
        self.owed.extend(indexes)
        with suppress(BrokenPipeError):  # it died meanwhile: taking its answers will tell
            self._orders.send((function, items))

    def take(self) -> tuple[str, object]:
        """Its next answer, (outcome, value); EOFError when it died, ReaderBroken when the answer is not ours."""
        try:
            data = self.answers.recv_bytes()
        except OSError as error:
            raise EOFError from error
        try:
            outcome, value = _Answer(io.BytesIO(data)).load()
        except pickle.UnpicklingError as error:
            raise ReaderBroken(f"a reading process answers what it must not: {error}") from error
        return outcome, value

    def interrupt(self) -> None:
        """End it as its own clock would have."""
        self._process.send_signal(signal.SIGALRM)
        self._process.send_signal(signal.SIGCONT)

    def cause(self) -> str:
        """Of what it died, as a refusal code; waits until it is dead."""
        status = self._process.wait()
        said = b""
        with suppress(BlockingIOError):
            said = os.read(self._errors, _PIPE)
        if status == -signal.SIGALRM:
            return "reader_timeout"
        # The system kills what takes the last memory; nobody else kills a child of ours with that signal.
        if status == -signal.SIGKILL or any(sign in said for sign in _OUT_OF_MEMORY):
            return "reader_memory"
        return "reader_crashed"

    def end(self) -> None:
        """Kill it and close everything; safe to repeat."""
        self._process.kill()
        self._process.wait()
        if not self.answers.closed:
            self._orders.close()
            self.answers.close()
            os.close(self._errors)


def _environment() -> dict[str, str]:
    kept = {name: os.environ[name] for name in _KEPT if name in os.environ}
    return kept | {"PYTHONPATH": os.pathsep.join(path for path in sys.path if path), "PYTHONUTF8": "1"}
