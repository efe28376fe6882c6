"""The inside of a reading process: limits set before the first file, then one answer per file, in order.

Started with nothing of its parent but three pipes: no environment, no open files, no credentials.
"""

from __future__ import annotations

import gc
import importlib
import os
import pickle
import resource
import signal
from collections.abc import Callable
from multiprocessing.connection import Connection

from connectors.failures import LandingDamaged, Unreadable

MEMORY = 1 << 30  # bytes of address space
FILES = 64  # open files
_RARELY = 100_000  # new containers between two looks for cycles

# A message to the child is (function, items); from it come READY once, then one (outcome, value) per item.
READY, DONE, REFUSED, DAMAGED, BROKEN = "ready", "done", "refused", "damaged", "broken"


def serve(read_end: int, write_end: int, seconds: float, preload: str) -> None:
    """Answer batches until the parent closes its end; one attempt at one item may last ``seconds``."""
    _limit()
    orders, answers = Connection(read_end, writable=False), Connection(write_end, readable=False)
    importlib.import_module(preload)
    # Nothing that comes of a file refers to itself: looking for such cycles took a tenth of the time.
    gc.freeze()
    gc.set_threshold(_RARELY)
    answers.send_bytes(_packed(READY, None))
    while True:
        try:
            function, items = orders.recv()
        except EOFError:
            os._exit(0)
        except Exception as error:  # noqa: BLE001 - an order that cannot be understood is told, whatever the reason
            answers.send_bytes(_packed(BROKEN, f"{type(error).__name__}: {error}"))
            continue
        for item in items:
            answers.send_bytes(_answer(function, item, seconds))


def _limit() -> None:
    for what, amount in (
        (resource.RLIMIT_AS, MEMORY),
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_NOFILE, FILES),
    ):
        resource.setrlimit(what, (amount, amount))
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C belongs to the parent, which then ends us
    # A file that takes too long ends the process: no library can hold this up, and it works without a parent too.
    signal.signal(signal.SIGALRM, signal.SIG_DFL)


def _answer(function: Callable[[object], object], item: object, seconds: float) -> bytes:
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        return _packed(DONE, function(item))
    except Unreadable as error:
        return _packed(REFUSED, (error.code, error.details))
    except LandingDamaged as error:
        return _packed(DAMAGED, str(error))
    except MemoryError:
        return _packed(REFUSED, ("reader_memory", {}))
    except BaseException as error:  # noqa: BLE001 - the library's panics are no Exception; one file must not stop others
        # The type names the mistake for whoever looks into it; the text could quote a cell.
        return _packed(REFUSED, ("reader_crashed", {"error": type(error).__name__}))
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)


def _packed(outcome: str, value: object) -> bytes:
    return pickle.dumps((outcome, value), protocol=pickle.HIGHEST_PROTOCOL)
