"""`python -m bot`, let through to the small web that a story keeps on this machine (`handing.py`)."""

from __future__ import annotations

import functools
import os

from bot import wiring
from bot.__main__ import main

if __name__ == "__main__":
    port = int(os.environ["ONRECORD_STORY_PORT"])
    opened = frozenset({("127.0.0.1", port)})
    wiring.Guest = functools.partial(wiring.Guest, opened=opened)  # type: ignore[assignment,attr-defined]
    main()
