"""Every command: what the menu says of it, and what /help shows by example. Examples stay English.

A command that is not in `COMMANDS` is in no menu, and fails the tests.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from handlers.languages.sentence import Sentence


class Audience(Enum):
    """In whose menu a command stands: private chats' and groups', private chats' only, the owners'."""

    EVERYBODY = "everybody"
    PRIVATE = "private"
    OWNERS = "owners"


class Section(Enum):
    """The headings of /help, in their order."""

    ASK = Sentence("Ask", "heading of help")
    LOOK = Sentence("Look", "heading of help")
    DIGEST = Sentence("Digest", "heading of help")
    CHART = Sentence("Chart", "heading of help")
    YOURS = Sentence("Yours", "heading of help")
    OWNERS = Sentence("For you as an owner", "heading of help")


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
            "A short question after it goes on from the last one: <i>and what did they say before?</i>"
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
        menu=Sentence("Tell that a statement is wrong: /wrong NUMBER"),
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
            "<i>/subscribe 08:00</i> every day at that hour\n"
            "<i>/subscribe 07:30 Europe/Kyiv #port strike @Mara Lind</i> in that zone, "
            "only this topic and speaker"
        ),
    ),
    Command(
        name="unsubscribe",
        menu=Sentence("No more digests"),
        section=Section.DIGEST,
        help=Sentence("<i>/unsubscribe</i> no more digests"),
    ),
    Command(
        name="chart",
        menu=Sentence("Who spoke about a topic, day by day"),
        section=Section.CHART,
        help=Sentence("<i>/chart port strike</i> who spoke about it, day by day"),
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
        name="help",
        menu=Sentence("What I can do, by example"),
        section=Section.YOURS,
        help=Sentence("<i>/start</i> begins anew, <i>/help</i> shows this"),
    ),
    Command(
        name="load",
        menu=Sentence("Read an article: link, text or file"),
        section=Section.OWNERS,
        help=Sentence(
            "<i>/load https://example.org/article</i> a link\n"
            "<i>/load</i> with the text after it, or as a reply to a message with the text\n"
            "A file (.txt, .html, .pdf, .docx) or a bare link is read without any command."
        ),
        audience=Audience.OWNERS,
    ),
    Command(
        name="review",
        menu=Sentence("Statements that people hold to be wrong"),
        section=Section.OWNERS,
        help=Sentence("<i>/review</i> what people hold to be wrong: keep or retract it"),
        audience=Audience.OWNERS,
    ),
)
