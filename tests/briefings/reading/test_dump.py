from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from briefings.errors import Refused
from briefings.reading import furniture
from briefings.reading.furniture import Line
from briefings.reading.intake import Intake, read
from store.records import Kind
from tests.briefings.reading import dumps


def test_a_copied_article_loses_its_page_and_nothing_else() -> None:
    article = read(Intake(text=dumps.ARTICLE))
    assert article.title == "Ferry operator denies skipping inspection before fire"
    assert article.published is not None
    assert article.published.isoformat() == "2031-03-11"
    assert (article.outlet, article.outlet_basis) == ("LZ", "site navigation")
    assert article.authors == ("AFP", "Reuters")
    assert article.text.startswith("The operator of a ferry that caught fire")
    assert article.text.endswith("handed to the council in October.")
    assert not [words for words in dumps.ARTICLE_NOISE if words in article.text]
    assert "\n\nKorvald asks for papers\n\n" in article.text
    assert "\n\nIslanders speak of a warning ignored\n\n" in article.text
    assert len(article.text.split("\n\n")) == 8


def test_a_dump_without_empty_lines_reads_the_same() -> None:
    squeezed = "\n".join(line for line in dumps.ARTICLE.splitlines() if line.strip())
    assert read(Intake(text=squeezed)).title == "Ferry operator denies skipping inspection before fire"
    text = read(Intake(text=squeezed)).text
    assert "Image:" not in text
    assert "Who owns the ferries" not in text
    assert "we are still waiting" in text


@pytest.mark.parametrize("squeezed", [False, True])
def test_boxes_inside_an_article_go_and_what_stands_below_them_stays(squeezed: bool) -> None:
    lines = [line for line in dumps.BOXED.splitlines() if line.strip() or not squeezed]
    article = read(Intake(text="\n".join(lines)))
    assert article.title == "Ferry company says smoke alarm was tested in January"
    assert article.authors == ("Mara Tolliver",)
    assert (article.outlet, article.outlet_basis) == ("Lesk Zeitung", "copyright line")
    assert article.published is not None
    assert article.published.isoformat() == "2031-04-03T18:55:00+01:00"
    assert [paragraph.split()[0] for paragraph in article.text.split("\n\n")] == [
        "The", '"We', "Harbour", "Korvald", "The", "Aasgaard", "The",
    ]  # fmt: skip


def test_a_text_without_spaces_between_words_is_read() -> None:
    menu = ["首页", "Share", "Facebook"]
    body = [
        "港口办公室周二表示，船长在火灾前没有收到任何警告。",
        "他说：“我们整个冬天都在要求检查这些文件。”",
    ]
    article = read(Intake(text="\n\n".join([*menu, "渡轮公司否认漏掉检查", *body, "© 2031 Lesk Courier"])))
    assert article.title == "渡轮公司否认漏掉检查"
    assert article.text == "\n\n".join(body)
    assert article.language == "zh"
    assert any("Chinese" in note for note in article.warnings)


def test_a_copied_live_blog_becomes_its_entries() -> None:
    article = read(Intake(text=dumps.LIVEBLOG))
    assert article.kind is Kind.LIVEBLOG
    assert article.title.startswith("Lesk ferry fire: minister promises report")
    assert article.outlet is None
    assert article.published is not None
    assert article.updated is not None
    assert article.published.isoformat() == "2031-03-11T08:40:00+01:00"
    assert article.updated.isoformat() == "2031-03-11T21:05:00+01:00"
    assert [passage.heading for passage in article.passages] == [
        "Minister promises a report within six weeks",
        "Closing summary",
        None,
        None,
        "Fire is out, says port authority",
    ]
    assert {passage.posted_at for passage in article.passages} == {None}


def test_a_live_blogs_text_holds_no_furniture_caption_or_embedded_post() -> None:
    article = read(Intake(text=dumps.LIVEBLOG))
    for words in (
        "Share",
        "Updated at",
        "Photograph",
        "Most viewed",
        "t.co",
        "@leskcouncil",
        "Extra boats",
        "closed",
    ):
        assert words not in article.text
    assert article.text.startswith("Operator says the Halden passed two checks")
    assert article.text.count("has promised a report on the ferry fire") == 1
    assert (
        "• Transport minister Pauli Drenning promised a report on the fire within six weeks.\n• Norrline"
        in article.text
    )


def test_time_lines_date_entries_only_where_day_and_zone_are_certain() -> None:
    untold = read(Intake(text=dumps.TIMED))
    assert untold.kind is Kind.LIVEBLOG
    assert len(untold.passages) == 4
    assert {passage.posted_at for passage in untold.passages} == {None}
    dated = dumps.TIMED.replace(
        "10 Mar 2031\n", "Published 10 Mar 2031 15:00 CET\nUpdated 10 Mar 2031 18:50 CET\n"
    )
    told = read(Intake(text=dated))
    moments = [passage.posted_at.isoformat() for passage in told.passages if passage.posted_at]
    assert moments[0] == "2031-03-10T18:45:00+01:00"
    assert len(moments) == 4


def test_a_plain_article_comes_through_whole() -> None:
    article = read(Intake(text=dumps.PLAIN))
    assert article.title == "Ferry operator denies skipping inspection before fire"
    assert article.authors == ("Mara Ilves",)
    assert article.published is not None
    assert article.published.isoformat() == "2031-03-11"
    for line in dumps.PLAIN.splitlines()[5:]:
        assert line in article.text


def test_paragraphs_alone_are_an_article() -> None:
    paragraphs = [line for line in dumps.PLAIN.splitlines()[5:10] if line]
    article = read(Intake(text="\n\n".join(paragraphs)))
    assert article.text == "\n\n".join(paragraphs)
    assert article.title == "The operator of a ferry that caught fire off the Lesk islands…"


@pytest.mark.parametrize(
    ("text", "title", "body"),
    [
        (
            "Mayor Jaak Solberg said the bridge would open in May.",
            "Mayor Jaak Solberg said the bridge would open in May.",
            "Mayor Jaak Solberg said the bridge would open in May.",
        ),
        (
            "Bridge to open in May\nMayor Jaak Solberg said the bridge would open in May.",
            "Bridge to open in May",
            "Mayor Jaak Solberg said the bridge would open in May.",
        ),
        ("“We will not pay,” she said.", "“We will not pay,” she said.", "“We will not pay,” she said."),
    ],
)
def test_a_sentence_or_two_are_taken(text: str, title: str, body: str) -> None:
    article = read(Intake(text=text))
    assert (article.title, article.text) == (title, body)


def test_a_list_of_statements_is_kept_whole() -> None:
    lines = [
        f"Mayor {name} opposes the bridge" for name in ("Solberg", "Ilves", "Raud", "Drenning", "Brodal")
    ]
    article = read(Intake(text="\n".join(lines)))
    assert [article.title, *article.text.split("\n\n")] == lines


def test_wrapped_lines_are_joined() -> None:
    text = (
        "Bridge to open in May\n\n"
        "Mayor Jaak Solberg said on Monday that the new bridge over the Orv would be\n"
        "open to traffic in May, four months later than planned, because steel for the\n"
        "railings had been delivered late and in the wrong\ncolour.\n\n"
        "The opposition called the delay a disgrace and asked the mayor to say how much\n"
        "it would cost the town, which has already paid twice the sum that was agreed\n"
        "upon in the contract of two years ago.\n"
    )
    article = read(Intake(text=text))
    assert article.text.count("\n") == 2
    assert "railings had been delivered late and in the wrong colour." in article.text


@pytest.mark.parametrize(
    "text", ["", "  \n\n ", "Share\nTweet\nMenu", "Home\nNews\nSport\nLog in\nMenu\nWeather"]
)
def test_nothing_to_read_is_refused(text: str) -> None:
    with pytest.raises(Refused):
        read(Intake(text=text))


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("Share", Line.SHARE),
        ("Skip to main contentSkip to navigation", Line.BUTTON),
        ("Advertisement", Line.BUTTON),
        ("5 min read", Line.BUTTON),
        ("Published 4 months ago", Line.STAMP),
        ("Last updated on 3 May 2030 at 10:15 BST", Line.STAMP),
        ("March 11, 2031", Line.STAMP),
        ("Photograph: Odo Larsen/Nordbild", Line.CREDIT),
        ("The Halden at the quay. Photograph: Odo Larsen/Nordbild", Line.CREDIT),
        ("The ship was built for calmer watersImage: Odo Larsen/AFP", Line.CREDIT),
        ("Pauli Drenning at the quay (Photo: Nordbild)", Line.CREDIT),
        ("By Mara Ilves and Tobin Raud", Line.BYLINE),
        ("abc/de (AFP, dpa)", Line.SIGN_OFF),
        ("Reporting by Mara Ilves; Editing by Tobin Raud", Line.SIGN_OFF),
        ("© 2031 Lesk Courier. All rights reserved.", Line.END),
        ("Most read", Line.SOFT_END),
        ("More on this story", Line.SOFT_END),
        ("Korvald asks for papers", Line.SHORT),
        ("Copyright law was changed last year, the minister said on Tuesday.", Line.PROSE),
        ("“Our partners must deliver what they promised,” the minister said.", Line.PROSE),
        ("The court ruled that the comments were protected by law. (AFP)", Line.PROSE),
        ("Sources close to the mayor said the deal was off.", Line.PROSE),
        ("Reporting from Orvanne for a second week, she saw no ferry leave the quay.", Line.PROSE),
        ("Source: Lesk Courier and agencies", Line.SIGN_OFF),
        ("A ferry leaves the quay at dawn (Ines Korvald/LZ)", Line.CREDIT),
        ("Pauli Drenning at the quay on Monday. Odo Larsen / AP file", Line.CREDIT),
        ("— Lesk Council (@leskcouncil) March 11, 2031", Line.EMBED),
        ("He shared the picture with Reuters, which said it was genuine.", Line.PROSE),
    ],
)
def test_lines_are_known_for_what_they_are(line: str, kind: Line) -> None:
    assert furniture.sort(line) is kind


@pytest.mark.parametrize(
    "line",
    [
        "“We ask our partners to support our troops,” she said.",
        "The company said it had lost the personal data of its customers, and blamed cookies.",
        "He told reporters to follow us on the march.",
    ],
)
def test_what_people_say_is_never_taken_for_small_print(line: str) -> None:
    assert not furniture.is_house(line)


@settings(deadline=None)
@given(st.text(max_size=400))
def test_any_text_is_read_or_refused(text: str) -> None:
    _read_any(text)


_PIECES = st.sampled_from(
    [
        *dumps.ARTICLE.splitlines(),
        *dumps.LIVEBLOG.splitlines(),
        *dumps.TIMED.splitlines(),
        "",
        "• one",
        "é\u0301",
    ]
)


@settings(deadline=None)
@given(st.lists(_PIECES, max_size=40))
def test_any_page_is_read_or_refused(lines: list[str]) -> None:
    _read_any("\n".join(lines))


def _read_any(text: str) -> None:
    try:
        article = read(Intake(text=text))
    except Refused:
        return
    assert article.title
    assert article.text
    end = 0
    for passage in article.passages:
        assert end <= passage.span.start < passage.span.end <= len(article.text)
        assert passage.span.of(article.text).strip()
        end = passage.span.end


@pytest.mark.parametrize(
    ("lines", "outlet"),
    [
        (["Follow Lesk Courier on socials:"], "Lesk Courier"),
        (["Get the best stories from The Orvanne Post every morning."], "The Orvanne Post"),
        (["Ines Korvald is a senior reporter for Lesk Courier, where she covers the sea."], "Lesk Courier"),
        (["Choose Lesk Courier as your preferred source on the web"], "Lesk Courier"),
        (["Subscribe to Lesk Courier and Sunday Courier newspapers"], "Lesk Courier"),
        (["About the Post", "Contact Post", "Follow Lesk Courier on X"], "the Post"),
        (
            ["Get App", "Search New Boats", "© 2031 Orvanne Courier Media", "letters@orvannecourier.example"],
            "Orvanne Courier Media",
        ),
        (["Sign up to The Morning Tide", "Free weekly newsletter"], None),
        (["Follow Mara Ilves on X", "About Mara Ilves"], None),
        (["Join the conversation", "© 2031 Nordbild Holding. All rights reserved."], "Nordbild Holding"),
        (["Share", "Most read"], None),
    ],
)
def test_a_site_is_known_by_what_it_says_of_itself(lines: list[str], outlet: str | None) -> None:
    page = "\n\n".join([dumps.PLAIN, "Share", *lines])
    assert read(Intake(text=page)).outlet == outlet


def test_whom_somebody_works_for_is_no_author() -> None:
    dump = (
        "Ferry stays in port as talks go on\n\nNora Quell\nDiplomatic correspondent, Lesk Herald\n"
        "6 March 2025, 17:10 GMT\nThe ferry stayed in port on Thursday, the harbour office said. "
        'Its captain, Dag Holt, said: "We sail when we are paid."\n\n'
        "Passengers were taken to Oskel by bus, and the next sailing was put off until Saturday.\n\n"
        "© 2025 Lesk Herald\n"
    )
    made = read(Intake(text=dump))
    assert (made.authors, made.outlet) == (("Nora Quell",), "Lesk Herald")


HEADLINE = "Ferry stays in port as talks go on"
STORY = (
    "The ferry stayed in port on Thursday, the harbour office said. "
    'Its captain, Dag Holt, said: "We sail when we are paid."\n\n'
    "Passengers were taken to Oskel by bus, and the next sailing was put off until Saturday.\n"
)


@pytest.mark.parametrize(
    ("head", "outlet", "authors"),
    [
        (
            f"{HEADLINE}\nBy Nora Quell, The Lesk Courier\n6 March 2025\n\n",
            "The Lesk Courier",
            ("Nora Quell",),
        ),
        (f"{HEADLINE}\nNordwind Press Agency\n6 March 2025\n\n", "Nordwind Press Agency", ()),
        (f"{HEADLINE}\nOrvannePost\nPublished 6 March 2025\n\n", "OrvannePost", ()),
        (f"{HEADLINE}\nFjordblick\nPublished 6 March 2025\n\n", "Fjordblick", ()),
        (f"{HEADLINE}.\nThe Lesk Courier\nPublished 6 March 2025\n\n", "The Lesk Courier", ()),
        (
            f"THE LESK COURIER\n\n{HEADLINE}\n\nBy Nora Quell\n6 March 2025\n\n",
            "The Lesk Courier",
            ("Nora Quell",),
        ),
        (
            (
                f"Home | World | Asia | Sport\nLesk Business Daily | English edition\n\n{HEADLINE}\n\n"
                "Published 6 March 2025\n\n"
            ),
            "Lesk Business Daily",
            (),
        ),
        (f"World News\n\n{HEADLINE}\n\nBy Nora Quell\n6 March 2025\n\n", None, ("Nora Quell",)),
        (f"{HEADLINE}\nBy Nora Quell, transport editor\n6 March 2025\n\n", None, ("Nora Quell",)),
        (f"{HEADLINE}\nPolitics\n6 March 2025\n\n", None, ()),
    ],
)
def test_the_lines_around_a_headline_name_the_outlet(
    head: str, outlet: str | None, authors: tuple[str, ...]
) -> None:
    made = read(Intake(text=head + STORY))
    assert (made.title.rstrip("."), made.outlet, made.authors or ()) == (HEADLINE, outlet, authors)
    assert made.text.removeprefix("Politics").lstrip().startswith("The ferry stayed")


def test_a_row_of_links_is_no_headline() -> None:
    page = (
        f"CULTURE\nFilm   Music   Books   Stage   Sign in\n\n{HEADLINE}\n\nPublished 6 March 2025\n\n{STORY}"
    )
    assert read(Intake(text=page)).title == HEADLINE
