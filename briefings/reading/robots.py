"""What a site's robots.txt lets a program read, and how fast (RFC 9309, and Crawl-delay as sites use it)."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlsplit

from protego import Protego

MAX_CHARS = 500_000  # RFC 9309 asks for the first 500 kibibytes at least
_LONGEST_S = 600.0  # a longer pause between two requests would mean never


@dataclass(frozen=True, slots=True)
class Rules:
    """Whether an address may be read, and seconds between two requests; None where the site does not say."""

    allowed: bool
    delay_s: float | None = None


def site(url: str) -> str:
    """Scheme, host and port of an address: what one robots.txt speaks for."""
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc}".lower()


def rules(text: str, url: str, agent: str) -> Rules:
    """What a robots.txt says of one address to the program that calls itself `agent`."""
    told = Protego.parse(text[:MAX_CHARS])
    delay = told.crawl_delay(agent)
    rate = told.request_rate(agent)
    if delay is None and rate is not None and rate.requests:
        delay = rate.seconds / rate.requests
    return Rules(told.can_fetch(url, agent), None if delay is None else min(max(delay, 0.0), _LONGEST_S))
