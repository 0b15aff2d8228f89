from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefings.reading import robots

TEXT = """
User-agent: Greedy
Disallow: /

User-agent: *
Disallow: /private/
Disallow: /*.pdf$
Allow: /private/press
Crawl-delay: 2.5
"""


@pytest.mark.parametrize(
    ("path", "agent", "allowed"),
    [
        ("/", "Onrecord", True),
        ("/private/a", "Onrecord", False),
        ("/private/press/1", "Onrecord", True),
        ("/a/report.pdf", "Onrecord", False),
        ("/a/report.pdf?x=1", "Onrecord", True),
        ("/", "Greedy", False),
    ],
)
def test_rules_are_the_sites_own(path: str, agent: str, allowed: bool) -> None:
    assert robots.rules(TEXT, f"https://lesk.example{path}", agent).allowed is allowed


@pytest.mark.parametrize(
    ("text", "delay"),
    [
        (TEXT, 2.5),
        ("", None),
        ("User-agent: *\nRequest-rate: 1/20", 20.0),
        ("User-agent: *\nCrawl-delay: 999999", 600.0),
        ("User-agent: *\nCrawl-delay: soon", None),
    ],
)
def test_a_pause_is_told_in_seconds_and_never_for_ever(text: str, delay: float | None) -> None:
    assert robots.rules(text, "https://lesk.example/a", "Onrecord").delay_s == delay


def test_a_site_is_its_scheme_host_and_port() -> None:
    assert robots.site("https://Lesk.example:8443/a?b") == "https://lesk.example:8443"


@given(st.text(max_size=300), st.sampled_from(["https://lesk.example/", "https://lesk.example/é?q=*$"]))
def test_any_text_is_a_rule_or_none(text: str, url: str) -> None:
    told = robots.rules(f"User-agent: *\n{text}", url, "Onrecord")
    assert told.delay_s is None or 0 <= told.delay_s <= 600
