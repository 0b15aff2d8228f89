"""Brings every catalogue up to what the code says, and tells what is left to be translated."""

from __future__ import annotations

import sys

from tests.handlers.languages.gathering import OTHERS, gathered, renewed, write

template = gathered()
for language in OTHERS:
    made = renewed(language, template)
    write(language, made)
    empty = [each.id for each in made if each.id and not (each.string and all(each.string))]
    sys.stdout.write(f"{language}: {len(template)} sentences, {len(empty)} to be translated\n")
    sys.stdout.writelines(f"  {each}\n" for each in empty)
