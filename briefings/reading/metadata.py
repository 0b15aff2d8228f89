"""What a web page says about itself: JSON-LD, OpenGraph and meta tags, merged."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import urljoin, urlsplit

from lxml import etree

from briefings import dates
from briefings.reading import clean
from briefings.reading.bylines import split_names
from briefings.reading.furniture import folded
from store.records import Dated

Node = dict[str, Any]

_ARTICLE_TYPE = re.compile(r"(?:Article|Posting|Report|LiveBlog)$")
# Not the page's own article: updates of a live blog, other articles, readers' words.
_NOT_OWN = frozenset(
    {
        "liveBlogUpdate",
        "itemListElement",
        "comment",
        "review",
        "hasPart",
        "citation",
        "mentions",
        "isBasedOn",
        "about",
    }
)
_TITLE_META = ("og:title", "twitter:title", "parsely-title", "sailthru.title", "dc.title", "title")
_AUTHOR_META = (
    "author", "article:author", "article:author_name", "parsely-author", "sailthru.author", "dc.creator",
    "dcterms.creator", "byl", "authors", "cxenseparse:author", "og:article:author", "twitter:creator_name",
)  # fmt: skip
_PUBLISHED_META = (
    "article:published_time", "og:article:published_time", "datepublished", "parsely-pub-date",
    "sailthru.date", "pubdate", "publishdate", "publish-date", "publish_date", "published-date",
    "dc.date.issued", "dcterms.created", "dc.date",
    "cxenseparse:recs:publishtime", "article.published", "date", "originalpublicationdate",
    "rnews:datepublished",
)  # fmt: skip
_UPDATED_META = (
    "article:modified_time", "og:article:modified_time", "og:updated_time", "datemodified", "lastmod",
    "dcterms.modified", "last-modified", "article.updated", "revision_date",
)  # fmt: skip
_SITE_META = (
    "og:site_name",
    "application-name",
    "publisher",
    "dc.publisher",
    "twitter:app:name:iphone",
    "apple-mobile-web-app-title",
)
_SEPARATOR = re.compile(r"\s+[|–—\-·•:»]\s+|\s*\|\s*")
_MAX_NODES = 5_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Metadata:
    """What a page says of itself; `nodes` are its JSON-LD objects of article types."""

    title: str | None = None
    outlet: str | None = None
    outlet_basis: str | None = None
    authors: tuple[str, ...] = ()
    published: Dated | None = None
    updated: Dated | None = None
    language: str | None = None
    url: str | None = None
    description: str | None = None
    paid: bool = False
    nodes: tuple[Node, ...] = ()


def read(tree: etree._Element, url: str | None) -> Metadata:
    """The merged self-description of a parsed page; what it does not tell stays None."""
    every = list(json_ld(tree))
    metas = _metas(tree)
    canonical = _canonical(tree, metas, url)
    nodes = _own_first([node for node in every if is_article(node)], metas, tree)
    node: Node = nodes[0] if nodes else {}
    outlet, basis = _outlet(node, metas, every, canonical or url)
    return Metadata(
        title=_title(tree, node, metas, outlet, canonical or url),
        outlet=outlet,
        outlet_basis=basis,
        authors=_authors(node, metas, tree, outlet, every),
        published=_moment(_first(node, "datePublished", "dateCreated"))
        or _meta_moment(metas, _PUBLISHED_META)
        or _time_tag(tree),
        updated=_moment(_first(node, "dateModified")) or _meta_moment(metas, _UPDATED_META),
        language=_language(tree, node, metas),
        url=canonical,
        paid=_paid(node, metas),
        description=metas.get("og:description") or metas.get("description"),
        nodes=tuple(nodes),
    )


# --- JSON-LD ----------------------------------------------------------------------------------------


def json_ld(tree: etree._Element) -> Iterator[Node]:
    """All objects of a page's JSON-LD, outer before inner, read leniently.

    Not followed: what is not the page's own article (`_NOT_OWN`).
    """
    count = 0
    for script in tree.iter("script"):
        if "ld+json" not in (script.get("type") or "").lower() or not script.text:
            continue
        for node in _walk(_lenient(script.text), 0):
            count += 1
            if count > _MAX_NODES:
                return
            yield node


def _lenient(text: str) -> Any:
    text = (
        re.sub(r"^\s*(?://)?\s*(?:<!\[CDATA\[|<!--)|(?://)?\s*(?:\]\]>|-->)\s*$", "", text.strip())
        .strip()
        .rstrip(";")
    )
    for attempt in (text, re.sub(r",\s*([}\]])", r"\1", text), html.unescape(text)):
        try:
            return json.loads(attempt, strict=False)
        except (ValueError, RecursionError):
            continue
    return None


def _walk(value: Any, depth: int) -> Iterator[Node]:
    if depth > 12:
        return
    if isinstance(value, list):
        for item in value:
            yield from _walk(item, depth + 1)
    elif isinstance(value, dict):
        yield value
        for key, inner in value.items():
            if key not in _NOT_OWN and isinstance(inner, dict | list):
                yield from _walk(inner, depth + 1)


def types(node: Node) -> list[str]:
    """The type names of a node, without their vocabulary's address."""
    told = node.get("@type")
    names = told if isinstance(told, list) else [told]
    return [str(name).rsplit("/", 1)[-1] for name in names if name]


def is_article(node: Node) -> bool:
    """Whether a node is of an article type (NewsArticle, BlogPosting, LiveBlogPosting, ...)."""
    return any(_ARTICLE_TYPE.search(name) for name in types(node))


def _own_first(nodes: list[Node], metas: dict[str, str], tree: etree._Element) -> list[Node]:
    """`nodes`, first the one whose headline the page repeats, then those that tell most."""
    heads = {folded(metas.get(name, "")) for name in _TITLE_META} | {
        folded(text) for text in _tag_texts(tree, "h1")
    }
    heads.discard("")

    def rank(node: Node) -> tuple[bool, int]:
        headline = folded(text_of(node.get("headline") or node.get("name")) or "")
        return headline in heads, sum(
            key in node for key in ("headline", "datePublished", "author", "publisher")
        )

    return sorted(nodes, key=rank, reverse=True)


def text_of(value: Any) -> str | None:
    """A string out of a JSON-LD value: itself, its first item, or its name; unescaped, on one line."""
    if isinstance(value, list):
        return text_of(value[0]) if value else None
    if isinstance(value, dict):
        return text_of(value.get("name") or value.get("@value"))
    if isinstance(value, str | int | float) and not isinstance(value, bool):
        text = clean.line(without_tags(html.unescape(html.unescape(str(value)))))
        return text or None
    return None


def paragraphs_of(body: Any) -> list[str]:
    """The paragraphs of a body given as text, as markup, or as markup escaped once or twice."""
    text = body if isinstance(body, str) else text_of(body) or ""
    lines = clean.clean(without_tags(html.unescape(html.unescape(text)))).split("\n")
    return [line for raw in lines if (line := " ".join(raw.split()))]


def without_tags(text: str) -> str:
    """`text` without markup; block ends become line ends."""
    text = re.sub(r"(?i)<br\s*/?>|</(?:p|div|li|h\d|blockquote)\s*>", "\n", text)
    return re.sub(r"<[a-zA-Z/!][^<>]{0,2000}>", "", text)


def _first(node: Node, *keys: str) -> str | None:
    return next((text for key in keys if (text := text_of(node.get(key)))), None)


# --- meta tags --------------------------------------------------------------------------------------


def _metas(tree: etree._Element) -> dict[str, str]:
    metas: dict[str, str] = {}
    for tag in tree.iter("meta"):
        name = tag.get("property") or tag.get("name") or tag.get("itemprop")
        content = clean.line(html.unescape(tag.get("content") or ""))
        if name and content:
            metas.setdefault(name.lower().strip(), content)
    return metas


def _moment(text: str | None) -> Dated | None:
    return dates.absolute(text[:200]) if text else None


def _paid(node: Node, metas: dict[str, str]) -> bool:
    """Whether the page says that its article is not free."""
    free = text_of(node.get("isAccessibleForFree")) if "isAccessibleForFree" in node else None
    denied = node.get("isAccessibleForFree") is False or (free or "").lower() == "false"
    return denied or metas.get("article:content_tier") in ("locked", "metered")


def _meta_moment(metas: dict[str, str], names: Iterable[str]) -> Dated | None:
    return next((told for name in names if (told := _moment(metas.get(name)))), None)


def _time_tag(tree: etree._Element) -> Dated | None:
    """The day of a `<time>` tag that says it is the publication's, else of the only or first one."""
    tags = [tag for tag in tree.iter("time") if tag.get("datetime")]
    named = [
        tag
        for tag in tags
        if "publish" in f"{tag.get('itemprop')} {tag.get('class')} {tag.get('pubdate')}".lower()
    ]
    for tag in [*named, *tags[:1]]:
        told = _moment(tag.get("datetime"))
        if told:
            return told
    return None


def _tag_texts(tree: etree._Element, name: str) -> list[str]:
    return [text for tag in tree.iter(name) if (text := clean.line("".join(tag.itertext())))]


def _canonical(tree: etree._Element, metas: dict[str, str], url: str | None) -> str | None:
    """The page's own address for itself, if it is on the site it came from, else `url`."""
    links = [tag.get("href") for tag in tree.iter("link") if (tag.get("rel") or "").lower() == "canonical"]
    for told in (*links, metas.get("og:url")):
        if not told:
            continue
        try:
            whole = urljoin(url or "", clean.line(told))
            there, here = urlsplit(whole), urlsplit(url or whole)
        except ValueError:
            continue
        own = there.scheme in ("http", "https") and _site(there.hostname) == _site(here.hostname)
        # A canonical address of the front page is a mistake pages make.
        if own and (url is None or there.path.strip("/") or not here.path.strip("/")):
            return whole
    return url


def _site(host: str | None) -> str:
    parts = (host or "").lower().split(".")
    tail = 3 if len(parts) > 2 and len(parts[-1]) == 2 and len(parts[-2]) <= 3 else 2
    return ".".join(parts[-tail:])


def _language(tree: etree._Element, node: Node, metas: dict[str, str]) -> str | None:
    root = tree.getroottree().getroot()
    told = _first(node, "inLanguage") or root.get("lang") or metas.get("og:locale") or ""
    match = re.match(r"([a-z]{2})(?:[-_]|$)", told.lower())
    return match[1] if match else None


# --- title, outlet, authors -------------------------------------------------------------------------


def _title(
    tree: etree._Element, node: Node, metas: dict[str, str], outlet: str | None, url: str | None
) -> str | None:
    """The headline as a reader sees it: the `h1` that another place repeats, else what the page tells."""
    names = {folded(name) for name in (outlet, metas.get("og:site_name"), _domain_name(url)) if name}
    told = [_first(node, "headline"), *(metas.get(name) for name in _TITLE_META[:2])]
    page_title = next(iter(_tag_texts(tree, "title")), None)
    candidates = [without_outlet(text, names) for text in (*told, page_title) if text]
    headings = [text for text in _tag_texts(tree, "h1") if len(text.split()) >= 3]
    for heading in headings:
        if any(_same(heading, text) for text in candidates):
            return without_outlet(heading, names)
    if candidates:
        first = candidates[0]
        # A headline cut by its page ("...") is taken from where it stands whole.
        return next(
            (text for text in candidates if first.endswith(("...", "…")) and len(text) > len(first)), first
        )
    return headings[0] if headings else None


def _same(one: str, other: str) -> bool:
    mine, theirs = set(folded(one).split()), set(folded(other).split())
    return (
        len(mine & theirs) >= 0.6 * max(1, min(len(mine), len(theirs))) and min(len(mine), len(theirs)) >= 3
    )


def without_outlet(title: str, names: set[str]) -> str:
    """`title` without the outlet's name at its end or start ("... | The Daily", "BBC News - ...")."""
    for _ in range(3):
        breaks = list(_SEPARATOR.finditer(title))
        if not breaks:
            return title
        head, tail = title[: breaks[-1].start()], title[breaks[-1].end() :]
        if len(head.split()) >= 2 and _names_outlet(tail, names, "|" in breaks[-1][0]):
            title = head
            continue
        lead, rest = title[: breaks[0].start()], title[breaks[0].end() :]
        if len(rest.split()) >= 3 and folded(lead) in names:
            title = rest
            continue
        return title
    return title


def _names_outlet(tail: str, names: set[str], barred: bool) -> bool:
    key = folded(tail)
    bare = key.replace(" ", "")
    for name in names:
        squeezed = name.replace(" ", "")
        if key == name or (len(bare) > 2 and (bare in squeezed or squeezed in bare)):
            return len(tail.split()) <= 6
    return barred and len(tail.split()) <= 3


def _domain_name(url: str | None) -> str | None:
    try:
        host = urlsplit(url or "").hostname
    except ValueError:
        return None
    return _site(host).split(".")[0] if host else None


def _outlet(
    node: Node, metas: dict[str, str], every: list[Node], url: str | None
) -> tuple[str | None, str | None]:
    publisher = node.get("publisher")
    if isinstance(publisher, dict) and "name" not in publisher and "@id" in publisher:
        publisher = next(
            (other for other in every if other.get("@id") == publisher["@id"] and "name" in other), None
        )
    told = [
        (metas.get("og:site_name"), "og:site_name"),
        (text_of(publisher), "JSON-LD publisher"),
        *((metas.get(name), f"meta {name}") for name in _SITE_META[1:]),
    ]
    for name, basis in told:
        if name and len(name) <= 60 and not name.startswith(("http:", "https:")):
            return name.removeprefix("www."), basis
    return by_address(url)


def by_address(url: str | None) -> tuple[str | None, str | None]:
    """The site of a web address, as the name of an outlet that gives itself none, and how it was found."""
    host = _site(urlsplit(url).hostname) if url and _domain_name(url) else None
    return (host, "site address") if host else (None, None)


def _authors(
    node: Node, metas: dict[str, str], tree: etree._Element, outlet: str | None, every: list[Node]
) -> tuple[str, ...]:
    told = list(_people(node.get("author") or node.get("creator"), every))
    if not told:
        for name in _AUTHOR_META:
            value = metas.get(name)
            if value and not value.startswith(("http:", "https:", "@")) and len(value) <= 120:
                told = [value]
                break
    if not told:
        tags = tree.xpath(
            '//*[@rel="author" or @itemprop="author" or contains(concat(" ", @class, " "), " author-name ")'
            ' or contains(concat(" ", @class, " "), " byline__name ")]'
        )
        told = [clean.line("".join(tag.itertext())) for tag in tags[:4]]
    names = [name for text in told for name in split_names(text)]
    kept = tuple(dict.fromkeys(name for name in names if name))
    return tuple(name for name in kept if outlet is None or folded(name) != folded(outlet)) or kept


def _people(value: Any, every: list[Node]) -> Iterator[str]:
    for person in value if isinstance(value, list) else [value]:
        if isinstance(person, list):
            yield from _people(person, every)
            continue
        if isinstance(person, dict) and "name" not in person and "@id" in person:
            person = next((n for n in every if n.get("@id") == person["@id"] and "name" in n), person)  # noqa: PLW2901
        if isinstance(person, dict) and isinstance(person.get("name"), list):
            yield from _people(person["name"], every)
            continue
        name = text_of(person)
        if name and not name.startswith(("http:", "https:")):
            yield name
