"""What can go wrong with the store itself, each as one clear sentence fit to be shown."""

from __future__ import annotations


class OnrecordError(Exception):
    """Base of all errors that are shown to a person; `str(error)` is the sentence in English.

    `sentence` is as catalogues of other languages know it, with {places} for `values`.
    """

    def __init__(self, sentence: str, **values: str | int) -> None:
        super().__init__(sentence.format_map(values) if values else sentence)
        self.sentence = sentence
        self.values = values


class DatabaseUnusable(OnrecordError):
    """The database cannot be opened, reached or read."""


class SchemaTooNew(OnrecordError):
    """The database was made by a newer version of Onrecord than this one."""


def translatable(sentence: str) -> str:
    """The sentence itself: marks one for the catalogues that is handed to an error later."""
    return sentence
