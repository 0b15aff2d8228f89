from __future__ import annotations

import pytest

from briefings.reading import notes
from briefings.reading.intake import Intake, read
from tests.briefings.reading import dumps, pages

GERMAN = (
    "Der Fährverkehr zwischen Orvanne und den Inseln wurde am Dienstag eingestellt, nachdem im Maschinenraum "
    "ein Feuer ausgebrochen war. Niemand wurde verletzt, sagte die Hafenmeisterin am Abend vor der Presse."
    "</p><p>Der Betreiber wies zurück, dass eine Prüfung im Januar ausgefallen sei. Das Schiff sei seit dem "
    "Herbst zweimal untersucht worden, sagte ein Sprecher, und beide Male sei nichts zu beanstanden gewesen."
    "</p><p>Die Verkehrsministerin versprach einen Bericht binnen sechs Wochen. Ob die drei anderen Schiffe "
    "derselben Bauart bis dahin weiter fahren, wollte sie am Dienstag nicht sagen."
)


def test_what_was_not_found_is_said() -> None:
    article = read(
        Intake(text="Bridge to open in May\n\nMayor Jaak Solberg said the bridge would open in May.")
    )
    assert article.warnings == (notes.NO_OUTLET, notes.NO_DAY)
    told = Intake(text="Mayor Jaak Solberg said the bridge would open in May.", outlet="Lesk Courier")
    assert read(told).warnings == (notes.NO_DAY,)
    assert read(Intake(text=dumps.ARTICLE)).warnings == ()


def test_a_text_in_another_language_is_kept_and_said_so() -> None:
    article = read(Intake(text="Fähren stehen still\n\n" + GERMAN.replace("</p><p>", "\n\n")))
    assert article.language == "de"
    assert article.text
    assert "It is written in German: it is kept, but I find statements in English only." in article.warnings


def test_the_words_outweigh_what_a_page_says_of_its_language() -> None:
    page = f"<html lang='en'><body><article><p>{GERMAN}</p></article></body></html>"
    assert any("German" in note for note in read(Intake(data=page.encode())).warnings)


@pytest.mark.parametrize(
    "head",
    [
        '<script type="application/ld+json">{"@type":"NewsArticle","isAccessibleForFree":false}</script>',
        '<script type="application/ld+json">{"@type":"NewsArticle","isAccessibleForFree":"False"}</script>',
        '<meta property="article:content_tier" content="locked">',
    ],
)
def test_a_page_that_is_not_free_is_said_to_be_so(head: str) -> None:
    assert notes.PAID in read(Intake(data=pages.article(head).encode())).warnings


def test_a_short_page_that_asks_for_a_subscription_is_said_to_be_in_part() -> None:
    foot = "<div><p>Subscribe to continue reading</p></div>"
    assert notes.PAID in read(Intake(data=pages.article("", foot=foot).encode())).warnings
    assert notes.PAID not in read(Intake(data=pages.article("").encode())).warnings
    assert notes.is_short("word " * 100)
    assert not notes.is_short("word " * 400)


@pytest.mark.parametrize(
    ("page", "asks"),
    [
        ("To continue reading, please log in", True),
        ("This article is for subscribers only", True),
        ("You have reached your monthly limit", True),
        ("Readers subscribe to many papers", False),
        ("He hopes to continue reading law", False),
    ],
)
def test_notices_of_paywalls(page: str, asks: bool) -> None:
    assert notes.asks_for_money(page) is asks
