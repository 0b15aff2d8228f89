"""An article's body that a page lays out in several pieces, with pictures and offers between them."""

from __future__ import annotations

import re
from collections import defaultdict

from lxml import etree

_BODY = re.compile(r"\b(?:article|story|entry|post|content)[-_]*(?:body|text)\b", re.IGNORECASE)
_OTHERS = re.compile(r"comment|teaser|card|related|promo", re.IGNORECASE)
_LEAST_WORDS = 60  # of a piece; a teaser has fewer


def join(tree: etree._Element) -> None:
    """Moves the later pieces of each article's body into the first: an extractor takes one of them.

    Pieces are called a body by the same class and stand in the same `article`, none in another; a page of
    several articles keeps them apart.
    """
    groups: dict[tuple[etree._Element, str], list[etree._Element]] = defaultdict(list)
    seen: set[etree._Element] = set()
    for element in tree.iterfind(".//article//div[@class]"):
        called = element.get("class") or ""
        if not _BODY.search(called) or _OTHERS.search(called) or _is_inside(element, seen):
            continue
        seen.add(element)
        if len("".join(element.itertext()).split()) >= _LEAST_WORDS:
            groups[next(element.iterancestors("article")), called].append(element)
    for first, *later in groups.values():
        for piece in later:
            first.extend(list(piece))


def _is_inside(element: etree._Element, bodies: set[etree._Element]) -> bool:
    return element in bodies or any(above in bodies for above in element.iterancestors())
