"""What can go wrong with the store itself, each as one clear sentence fit to be shown."""

from __future__ import annotations


class OnrecordError(Exception):
    """Base of all errors that are shown to a person; `str(error)` is the sentence."""


class DatabaseUnusable(OnrecordError):
    """The database cannot be opened, reached or read."""


class SchemaTooNew(OnrecordError):
    """The database was made by a newer version of Onrecord than this one."""
