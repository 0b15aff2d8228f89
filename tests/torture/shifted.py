"""`python -m bot`, in a world whose clock is put forward and back: by so many seconds as a file says."""

from __future__ import annotations

import datetime as dt
import os
from pathlib import Path

from bot import listening, processes, wiring
from bot.__main__ import main

BY = Path(os.environ["TORTURE_CLOCK"])


def now() -> dt.datetime:
    return dt.datetime.now(dt.UTC) + dt.timedelta(seconds=float(BY.read_text()))


for module in (wiring, listening, processes):
    module.now = now  # type: ignore[attr-defined]

if __name__ == "__main__":
    main()
