"""Brings every catalogue up to what the code says, and tells what is left to be translated."""

from __future__ import annotations

import sys

from tests.handlers.languages.gathering import OTHERS, catalogue, gathered, renew

template = gathered()
for language in OTHERS:
    renew(language, template)
    empty = [each.id for each in catalogue(language) if each.id and not all(each.string or ("",))]
    sys.stdout.write(f"{language}: {len(template)} sentences, {len(empty)} to be translated\n")
