"""The modules of the corpus are scripts beside each other, so that they also run without the test suite."""

from __future__ import annotations

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
