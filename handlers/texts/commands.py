"""Every command: what the menu says of it, and what /help shows by example. Examples stay English.

A command that is not in `COMMANDS` is in no menu, and fails the tests.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from handlers.languages.sentence import Sentence


class Audience(Enum):
    """In whose menu a command stands: private chats' and groups', private chats' only, or a role's."""

    EVERYBODY = "everybody"
    PRIVATE = "private"
    VIEWERS = "viewers"
    EDITORS = "editors"
    OWNERS = "owners"


class Section(Enum):
    """The headings of /help, in their order."""

    ASK = Sentence("Ask", "heading of help")
    LOOK = Sentence("Look", "heading of help")
    DIGEST = Sentence("Digest", "heading of help")
    CHART = Sentence("Chart", "heading of help")
    YOURS = Sentence("Settings and data", "heading of help")
    CARE = Sentence("Running the bot", "heading of help")


@dataclass(frozen=True, slots=True, kw_only=True)
class Command:
    """A command without its slash. `menu` is plain text, `help` the lines that /help has for it."""

    name: str
    menu: Sentence
    section: Section
    help: Sentence
    audience: Audience = Audience.EVERYBODY


COMMANDS = (
    Command(
        name="ask",
        menu=Sentence("Ask who said what"),
        section=Section.ASK,
        help=Sentence(
            "Just write your question; in a group, begin with /ask or reply to one of my messages.\n"
            "<i>/ask how many people were killed, according to whom?</i>\n"
            "A short question after it follows on from the last one: <i>and what did they say before?</i>"
        ),
    ),
    Command(
        name="who",
        menu=Sentence("What somebody said, newest first: /who NAME"),
        section=Section.LOOK,
        help=Sentence("<i>/who Mara Lind</i> what somebody said, newest first"),
    ),
    Command(
        name="topic",
        menu=Sentence("What was said about something: /topic WORDS"),
        section=Section.LOOK,
        help=Sentence("<i>/topic port strike</i> everything said about it"),
    ),
    Command(
        name="timeline",
        menu=Sentence("The same day by day: /timeline TOPIC"),
        section=Section.LOOK,
        help=Sentence("<i>/timeline port strike</i> the same day by day"),
    ),
    Command(
        name="latest",
        menu=Sentence("The newest statements"),
        section=Section.LOOK,
        help=Sentence("<i>/latest</i> the newest statements"),
    ),
    Command(
        name="sources",
        menu=Sentence("The outlets I have read"),
        section=Section.LOOK,
        help=Sentence("<i>/sources</i> the outlets I have read"),
    ),
    Command(
        name="wrong",
        menu=Sentence("Report a wrong statement: /wrong NUMBER"),
        section=Section.LOOK,
        help=Sentence(
            "The buttons under an answer show more; the number behind a statement is a link to share.\n"
            "<i>/wrong 12 she was never there</i> tells the owners that statement 12 is wrong"
        ),
    ),
    Command(
        name="digest",
        menu=Sentence("The newest day's digest"),
        section=Section.DIGEST,
        help=Sentence("<i>/digest</i> the newest day, <i>/digest 2025-03-05</i> a certain one"),
    ),
    Command(
        name="subscribe",
        menu=Sentence("A digest every day: /subscribe 08:00"),
        section=Section.DIGEST,
        help=Sentence(
            "<i>/subscribe</i> a digest step by step, <i>/subscribe 08:00</i> every day at that hour\n"
            "<i>/subscribe 07:30 Kyiv mon-fri silent #port strike @Mara Lind</i> all in one line"
        ),
    ),
    Command(
        name="follow",
        menu=Sentence("News of a speaker or topic, at once"),
        section=Section.DIGEST,
        help=Sentence("<i>/follow @Mara Lind</i>, <i>/follow #port strike</i> what is new comes at once"),
    ),
    Command(
        name="subscriptions",
        menu=Sentence("Digests and alerts here: change, pause, remove"),
        section=Section.DIGEST,
        help=Sentence("<i>/subscriptions</i> digests and alerts here, to change, pause or remove"),
    ),
    Command(
        name="pause",
        menu=Sentence("No digests or alerts for some days: /pause 7"),
        section=Section.DIGEST,
        help=Sentence("<i>/pause 7</i> pauses them for seven days, <i>/pause</i> until you write /resume"),
    ),
    Command(
        name="resume",
        menu=Sentence("Go on after a pause"),
        section=Section.DIGEST,
        help=Sentence("<i>/resume</i> goes on at once; nothing is lost"),
    ),
    Command(
        name="unsubscribe",
        menu=Sentence("No more digests or alerts"),
        section=Section.DIGEST,
        help=Sentence("<i>/unsubscribe</i> ends all digests and alerts here"),
    ),
    Command(
        name="chart",
        menu=Sentence("Who spoke about a topic, day by day"),
        section=Section.CHART,
        help=Sentence("<i>/chart port strike</i> who spoke about it, day by day"),
    ),
    Command(
        name="map",
        menu=Sentence("Who accuses, denies or supports whom"),
        section=Section.CHART,
        help=Sentence("<i>/map port strike</i> who stands against whom on it"),
    ),
    Command(
        name="settings",
        menu=Sentence("Language, length of answers and zone here"),
        section=Section.YOURS,
        help=Sentence(
            "<i>/settings</i> language, length of answers and zone here\n"
            "<i>/settings Kyiv</i> the zone at once"
        ),
    ),
    Command(
        name="privacy",
        menu=Sentence("What I keep about you"),
        section=Section.YOURS,
        help=Sentence("<i>/privacy</i> what I keep about you"),
    ),
    Command(
        name="export",
        menu=Sentence("What I keep about you, as a file"),
        section=Section.YOURS,
        help=Sentence("<i>/export</i> sends it to you"),
        audience=Audience.PRIVATE,
    ),
    Command(
        name="forgetme",
        menu=Sentence("Forget what I keep about you"),
        section=Section.YOURS,
        help=Sentence("<i>/forgetme</i> deletes it"),
        audience=Audience.PRIVATE,
    ),
    Command(
        name="cancel",
        menu=Sentence("Skip what I asked you"),
        section=Section.YOURS,
        help=Sentence("<i>/cancel</i> when I asked you for something and you would rather not answer"),
    ),
    Command(
        name="help",
        menu=Sentence("What I can do, by example"),
        section=Section.YOURS,
        help=Sentence("<i>/start</i> begins anew, <i>/help</i> shows this"),
    ),
    Command(
        name="load",
        menu=Sentence("Read an article: link, text or file"),
        section=Section.CARE,
        help=Sentence(
            "<i>/load https://example.org/article</i> a link\n"
            "<i>/load</i> with the text after it, or as a reply to a message with the text\n"
            "A file (.txt, .html, .pdf, .docx) or a bare link is read without any command."
        ),
        audience=Audience.EDITORS,
    ),
    Command(
        name="review",
        menu=Sentence("Statements reported as wrong"),
        section=Section.CARE,
        help=Sentence("<i>/review</i> what people report as wrong: keep or retract it"),
        audience=Audience.EDITORS,
    ),
    Command(
        name="articles",
        menu=Sentence("The newest articles"),
        section=Section.CARE,
        help=Sentence("<i>/articles</i> the newest, <i>/article 12</i> one of them, to correct"),
        audience=Audience.VIEWERS,
    ),
    Command(
        name="article",
        menu=Sentence("One article: /article 12"),
        section=Section.CARE,
        help=Sentence("<i>/article 12</i> its outlet, day and statements, to correct"),
        audience=Audience.VIEWERS,
    ),
    Command(
        name="remove",
        menu=Sentence("Take an article back: /remove 12"),
        section=Section.CARE,
        help=Sentence("<i>/remove 12</i> takes an article back, with all that was said in it"),
        audience=Audience.EDITORS,
    ),
    Command(
        name="feeds",
        menu=Sentence("The feeds I follow"),
        section=Section.CARE,
        help=Sentence("<i>/feeds</i> lists them, with their state; add, pause, remove, OPML in and out"),
        audience=Audience.EDITORS,
    ),
    Command(
        name="merge",
        menu=Sentence("Make two speakers one"),
        section=Section.CARE,
        help=Sentence("<i>/merge J. Miller = Jane Miller</i> makes the two one speaker"),
        audience=Audience.EDITORS,
    ),
    Command(
        name="alias",
        menu=Sentence("Another name of a speaker"),
        section=Section.CARE,
        help=Sentence("<i>/alias Jane Miller = the Iron Mayor</i> finds her by that name, too"),
        audience=Audience.EDITORS,
    ),
    Command(
        name="stats",
        menu=Sentence("How much is on record"),
        section=Section.CARE,
        help=Sentence("<i>/stats</i> how much is on record, and for how many chats"),
        audience=Audience.VIEWERS,
    ),
    Command(
        name="health",
        menu=Sentence("Whether all is well"),
        section=Section.CARE,
        help=Sentence("<i>/health</i> whether anything waits, fails or needs your attention"),
        audience=Audience.VIEWERS,
    ),
    Command(
        name="log",
        menu=Sentence("Who did what"),
        section=Section.CARE,
        help=Sentence("<i>/log</i> who loaded, corrected, retracted or granted what, newest first"),
        audience=Audience.OWNERS,
    ),
    Command(
        name="undelivered",
        menu=Sentence("Messages that may not have arrived"),
        section=Section.CARE,
        help=Sentence("<i>/undelivered</i> messages that may not have arrived, to be sent again or left"),
        audience=Audience.OWNERS,
    ),
    Command(
        name="broadcast",
        menu=Sentence("Send a message to every chat"),
        section=Section.CARE,
        help=Sentence("<i>/broadcast We are back.</i> to every chat with a subscription, after a preview"),
        audience=Audience.OWNERS,
    ),
    Command(
        name="grant",
        menu=Sentence("Let somebody help: viewer, editor, owner"),
        section=Section.CARE,
        help=Sentence("<i>/grant 12345 editor</i> lets somebody help, <i>/grant</i> shows who may"),
        audience=Audience.OWNERS,
    ),
    Command(
        name="revoke",
        menu=Sentence("Take a role back: /revoke 12345"),
        section=Section.CARE,
        help=Sentence("<i>/revoke 12345</i> takes a role back"),
        audience=Audience.OWNERS,
    ),
)

# What people write for a command that is called otherwise here.
ALIASES = {
    "stop": "unsubscribe",
    "unfollow": "unsubscribe",
    "alert": "follow",
    "language": "settings",
    "timezone": "settings",
    "search": "ask",
    "find": "ask",
    "news": "latest",
    "today": "digest",
    "delete": "forgetme",
    "commands": "help",
    "menu": "help",
}
