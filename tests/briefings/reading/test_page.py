from __future__ import annotations

import datetime as dt
import json

import pytest

from briefings.errors import Refused
from briefings.reading import page as reader
from briefings.reading import pieces
from briefings.reading.intake import Intake, read
from store.records import Kind, ReadArticle
from tests.briefings.reading import pages

URL = "https://www.leskcourier.example/2031/ferries-stop?from=front"


def page(html: str, url: str | None = URL) -> ReadArticle:
    return read(Intake(data=html.encode(), url=url))


def test_json_ld_tells_title_authors_moments_and_outlet() -> None:
    article = page(pages.article(pages.JSON_LD, body_top="<h1>Ferries stop after fire on the Halden</h1>"))
    assert article.title == "Ferries stop after fire on the Halden"
    assert article.authors == ("Mara Ilves", "Tobin Raud")
    assert article.published is not None
    assert article.updated is not None
    assert article.published.isoformat() == "2031-03-11T18:40:00+02:00"
    assert article.updated.isoformat() == "2031-03-11T21:05:00+02:00"
    assert (article.outlet, article.outlet_basis) == ("Lesk Courier", "JSON-LD publisher")
    assert article.language == "en"
    assert article.kind is Kind.ARTICLE


def test_the_body_is_the_paragraphs_and_starts_after_the_headline() -> None:
    article = page(pages.article(pages.JSON_LD, body_top="<h1>Ferries stop after fire on the Halden</h1>"))
    assert article.text == "\n\n".join(pages.PARAGRAPHS)
    assert [passage.span.of(article.text) for passage in article.passages] == [article.text]


def test_open_graph_is_enough_and_the_outlet_leaves_the_title() -> None:
    article = page(pages.article(pages.OPEN_GRAPH))
    assert article.title == "Ferries stop after fire on the Halden"
    assert article.authors == ("Mara Ilves", "Tobin Raud")
    assert article.published is not None
    assert article.published.at == dt.datetime(2031, 3, 11, 16, 40, tzinfo=dt.UTC)
    assert (article.outlet, article.outlet_basis) == ("Lesk Courier", "og:site_name")
    assert article.url == "https://www.leskcourier.example/2031/ferries-stop"


def test_a_page_that_says_nothing_is_named_by_its_address() -> None:
    article = page(pages.article("", body_top="<h1>Ferries stop after fire</h1>"))
    assert article.title == "Ferries stop after fire"
    assert (article.outlet, article.outlet_basis) == ("leskcourier.example", "site address")
    assert article.published is None


def test_a_saved_page_knows_where_it_was_saved_from() -> None:
    note = f"<!-- saved from url=(0044){URL} -->\n"
    article = page(note + pages.article("", body_top="<h1>Ferries stop after fire</h1>"), url=None)
    assert (article.outlet, article.outlet_basis) == ("leskcourier.example", "site address")
    assert article.url == URL


def test_a_canonical_address_on_another_site_is_not_believed() -> None:
    html = pages.article('<link rel="canonical" href="https://elsewhere.example/x">')
    assert page(html).url == URL


def test_lists_keep_their_bullets_and_subheadings_stay() -> None:
    html = pages.article(
        pages.OPEN_GRAPH,
        body_top="<h2>What is known</h2><ul><li>The fire is out.</li><li>Nobody was hurt.</li></ul>",
    )
    assert "What is known\n\n• The fire is out.\n• Nobody was hurt.\n\n" in page(html).text


def test_a_page_in_another_encoding_is_decoded_as_it_declares() -> None:
    html = pages.article('<meta charset="iso-8859-1"><title>Fährverkehr gestoppt</title>')
    article = read(Intake(data=html.replace("“", '"').replace("”", '"').encode("latin-1"), url=URL))
    assert article.title == "Fährverkehr gestoppt"


def test_html_pasted_as_text_is_read_as_a_page() -> None:
    article = read(Intake(text=pages.article(pages.OPEN_GRAPH)))
    assert article.title == "Ferries stop after fire on the Halden"


@pytest.mark.parametrize(
    "html",
    [
        "<html></html>",
        "<html><body><nav><a href='/'>Home</a></nav></body></html>",
        "<!doctype html>",
        "<html><head><title>Sign in</title></head><body><form><input></form></body></html>",
    ],
)
def test_a_page_without_an_article_is_refused(html: str) -> None:
    with pytest.raises(Refused):
        page(html)


LATE, MIDDLE, EARLY = "2031-03-11T20:30:00+02:00", "2031-03-11T19:10:00+02:00", "2031-03-11T18:02:00+02:00"


def test_json_ld_updates_become_entries_with_times() -> None:
    article = page(pages.article(pages.live_json_ld((LATE, MIDDLE, EARLY))))
    assert article.kind is Kind.LIVEBLOG
    assert [passage.heading for passage in article.passages] == [
        "Minister promises a report",
        "All passengers ashore",
        "Fire reported",
    ]
    assert [str(passage.posted_at.isoformat()) for passage in article.passages if passage.posted_at] == [
        LATE,
        MIDDLE,
        EARLY,
    ]
    second = article.passages[1].span.of(article.text)
    assert second == (
        "All passengers ashore\n\nAll 212 passengers are ashore, the port authority says."
        "\n\nTwo were treated for shock."
    )
    assert "<p>" not in article.text


def test_equal_json_ld_times_are_the_pages_own() -> None:
    article = page(pages.article(pages.live_json_ld((LATE, LATE, LATE))))
    assert article.kind is Kind.LIVEBLOG
    assert len(article.passages) == 3
    assert {passage.posted_at for passage in article.passages} == {None}


def test_siblings_with_time_and_text_become_entries() -> None:
    article = page(pages.SIBLINGS)
    assert article.kind is Kind.LIVEBLOG
    assert [passage.heading for passage in article.passages] == [
        "Minister promises a report",
        None,
        "Fire reported",
    ]
    assert [passage.posted_at.isoformat() for passage in article.passages if passage.posted_at] == [
        LATE,
        MIDDLE,
        EARLY,
    ]
    assert "Share" not in article.text
    assert "20.30" not in article.text


def test_teasers_with_times_do_not_make_an_article_a_live_blog() -> None:
    teasers = "".join(
        f"<li><time datetime='2031-03-1{n}T10:00:00Z'>{n}</time><a href='/{n}'>The council of town {n} "
        "has met again to speak about the budget of the coming year</a></li>"
        for n in range(5)
    )
    article = page(pages.article(pages.JSON_LD, foot=f"<ul>{teasers}</ul>"))
    assert article.kind is Kind.ARTICLE
    assert article.text.startswith(pages.PARAGRAPHS[0])


def test_a_pages_plain_text_is_what_a_reader_sees() -> None:
    tree = reader.parse(
        b"<body><h1>Ferries <b>stop</b></h1><script>let x = 1</script>after<p hidden>secret</p>"
        b"<ul><li>one</li><li>two</li></ul>end</body>"
    )
    assert reader.plain(tree).split() == ["Ferries", "stop", "after", "\u2022", "one", "\u2022", "two", "end"]


def test_what_a_browser_hides_is_not_read() -> None:
    hidden = "".join(
        f"<p {how}>The harbour office has never said these {count} words to anybody at the quay.</p>"
        for count, how in enumerate(
            ("hidden", "style='DISPLAY : none'", "style='color:red;display:none'"), 11
        )
    )
    article = read(Intake(data=pages.article("", body_top=hidden).encode()))
    assert article.text == "\n\n".join(pages.PARAGRAPHS)


def _in_pieces(*classes: str) -> str:
    """A page whose paragraphs are laid out in pieces of these classes, an offer between them."""
    told = "".join(f"<p>{paragraph}</p>" for paragraph in pages.PARAGRAPHS)
    again = told.replace("Lesk", "Varn").replace("the", "that")
    return "<div>Get the letter</div>".join(
        f"<div class='grid'><div class='{called}'><div>{text}</div></div></div>"
        for called, text in zip(classes, (told, again), strict=True)
    )


def test_a_body_laid_out_in_pieces_is_read_whole() -> None:
    halves = _in_pieces("wide article__body", "wide article__body")
    article = page(f"<html><body><main><article><h1>Ferries</h1>{halves}</article></main></body></html>")
    assert article.text.startswith("\n\n".join(pages.PARAGRAPHS))
    assert len(article.text.split("\n\n")) == 2 * len(pages.PARAGRAPHS)


def test_what_is_called_otherwise_or_stands_in_another_article_is_no_piece_of_a_body() -> None:
    one, other = _in_pieces("article__body", "article__body").split("<div>Get the letter</div>")
    for inside in (_in_pieces("article__body", "card article__body"), f"{one}</article><article>{other}"):
        tree = reader.parse(f"<body><article>{inside}</article></body>".encode())
        pieces.join(tree)
        parts = tree.findall(".//div[@class='grid']")
        assert [len(list(part.iter("p"))) for part in parts] == [len(pages.PARAGRAPHS)] * 2


def test_microdata_updates_become_entries() -> None:
    updates = "".join(
        f"<div itemprop='liveBlogUpdate' itemscope><h2 itemprop='headline'>Fire, part {count}</h2>"
        f"<meta itemprop='datePublished' content='{moment}'><p>{paragraph}</p><p>Share</p></div>"
        for count, (moment, paragraph) in enumerate(
            zip((LATE, MIDDLE, EARLY), pages.PARAGRAPHS, strict=False)
        )
    )
    article = page(f"<html><body><h1>Ferry fire</h1><main>{updates}</main></body></html>")
    assert article.kind is Kind.LIVEBLOG
    assert [passage.heading for passage in article.passages] == [f"Fire, part {count}" for count in range(3)]
    assert [passage.posted_at.isoformat() for passage in article.passages if passage.posted_at] == [
        LATE,
        MIDDLE,
        EARLY,
    ]
    assert "Share" not in article.text


def test_an_update_that_is_cut_is_told_in_full_by_its_block() -> None:
    moments = (LATE, MIDDLE, EARLY)
    told = {
        "@type": "LiveBlogPosting",
        "headline": "Ferry fire: live",
        "liveBlogUpdate": [
            {
                "@type": "BlogPosting",
                "headline": f"Part {count}",
                "datePublished": moment,
                "url": f"https://lesk.example/live#block-{count}",
                "articleBody": pages.PARAGRAPHS[count][:60] if count else "",
            }
            for count, moment in enumerate(moments)
        ],
    }
    blocks = "".join(f"<div id='block-{count}'><p>{pages.PARAGRAPHS[count]}</p></div>" for count in range(2))
    head = f"<script type='application/ld+json'>{json.dumps(told)}</script>"
    article = page(f"<html><head>{head}</head><body>{blocks}</body></html>")
    assert [passage.posted_at.isoformat() for passage in article.passages if passage.posted_at] == list(
        moments
    )
    assert pages.PARAGRAPHS[0] in article.text
    assert pages.PARAGRAPHS[1] in article.text
    assert pages.PARAGRAPHS[2][:60] in article.text
    assert pages.PARAGRAPHS[2] not in article.text
