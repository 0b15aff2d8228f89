"""/who, /topic, /timeline, /latest, /sources and links into the bot."""

from __future__ import annotations

import base64
import datetime as dt

import pytest

from handlers import texts
from store.records import Dated
from tests.handlers.people import tell
from tests.handlers.spoken import START, en

DAYS = [
    ("no lorry heavier than three tonnes may cross the harbour bridge until Friday", 3),
    ("walkers are welcome on the harbour bridge again", 5),
    ("engineers found rust in eleven pillars below the harbour bridge", 4),
]


@pytest.fixture(autouse=True)
def known(archive):
    for words, day in DAYS:
        published = Dated(dt.date(2031, 5, day))
        tell(archive, f"Mayor Mara Lind said {words}.", words, published=published)
    tell(archive, "Odo Hask said fish is dear.", "fish is dear", "Odo Hask", outlet="Tarn Post")


def in_order(text: str, *words: str) -> bool:
    places = [text.index(each) for each in words]
    return places == sorted(places)


async def test_who_tells_what_somebody_said_newest_first(bot):
    [said] = await bot.write("/who lind")
    assert "Mara Lind" in said
    assert "3 statements" in said
    assert in_order(said, "walkers are welcome", "engineers found rust", "until Friday")
    assert "fish" not in said


async def test_topic_and_timeline_run_in_opposite_directions(bot):
    [topic] = await bot.write("/topic harbour bridge")
    assert in_order(topic, "walkers are welcome", "engineers found rust", "until Friday")
    [line] = await bot.write("/timeline harbour bridge")
    assert in_order(
        line, "3 May", "until Friday", "4 May", "engineers found rust", "5 May", "walkers are welcome"
    )


async def test_latest_and_sources(bot):
    [said] = await bot.write("/latest")
    assert "walkers are welcome" in said
    [said] = await bot.write("/sources")
    assert in_order(said, "Oskel Gazette</b>: 3 articles", "Tarn Post</b>: 1 article,")


@pytest.mark.parametrize(
    ("command", "how"),
    [
        ("/who", en(texts.looking.WHO_HOW)),
        ("/topic", en(texts.looking.TOPIC_HOW)),
        ("/timeline", en(texts.looking.TIMELINE_HOW)),
    ],
)
async def test_alone_they_show_how(bot, command, how):
    assert await bot.write(command) == [how]


async def test_nobody_and_nothing_are_told_inert(bot):
    assert await bot.write("/who <b>Zorvath</b>") == [en(texts.looking.NOBODY, name="<b>Zorvath</b>")]
    [said] = await bot.write("/topic zeppelins")
    assert said.startswith("<b>Nothing found")


async def test_a_link_opens_a_statement_or_a_topic(bot):
    [said] = await bot.write("/start s1")
    assert "until Friday" in said
    assert "https://t.me/onrecord_bot?start=s1" in said
    coded = base64.urlsafe_b64encode(b"harbour bridge").decode().rstrip("=")
    [said] = await bot.write(f"/start t-{coded}")
    assert "3 statements" in said


@pytest.mark.parametrize("payload", ["s999999", "s0"])
async def test_a_link_to_no_statement_says_so(bot, payload):
    assert await bot.write(f"/start {payload}") == [en(texts.looking.NO_SUCH_STATEMENT)]


@pytest.mark.parametrize("payload", ["t-____", "nonsense", "s1x", "t-"])
async def test_a_bent_link_greets(bot, payload):
    assert await bot.write(f"/start {payload}") == [START]
