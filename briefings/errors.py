"""What a person can cause or fix: each error is one clear sentence, fit to be shown as it is."""

from __future__ import annotations

import datetime as dt

from store.errors import DatabaseUnusable, OnrecordError, translatable

__all__ = ["DatabaseUnusable", "OnrecordError", "Refused", "TooSoon", "Unreachable", "translatable"]


class Refused(OnrecordError):
    """What was handed over cannot be read, and trying again would not help."""


class Unreachable(OnrecordError):
    """What was asked for could not be fetched now; trying again later may help."""


class TooSoon(Unreachable):
    """A site asks for a pause: it may be asked again from `until` on."""

    def __init__(self, sentence: str, *, until: dt.datetime, **values: str | int) -> None:
        super().__init__(sentence, **values)
        self.until = until
