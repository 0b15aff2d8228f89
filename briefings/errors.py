"""What a person can cause or fix: each error is one clear sentence, fit to be shown as it is."""

from __future__ import annotations

from store.errors import OnrecordError

__all__ = ["OnrecordError", "Refused", "Unreachable"]


class Refused(OnrecordError):
    """What was handed over cannot be read, and trying again would not help."""


class Unreachable(OnrecordError):
    """What was asked for could not be fetched now; trying again later may help."""
