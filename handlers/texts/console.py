"""The terminal chat."""

from handlers.languages.sentence import Sentence

UNKNOWN = Sentence("I do not know this command here. /help shows what I can do.")
LOAD_REFUSED = Sentence("Only an admin may load articles: start me with <code>onrecord chat --admin</code>.")
HELP = Sentence(
    "Just write your question: <i>who denied it?</i> A short one after it follows on from the last: "
    "<i>and the union?</i>\n<i>/digest</i> the newest day"
)
HELP_ADMIN = Sentence("<i>/load FILE</i>, <i>/load LINK</i> or <i>/load TEXT</i> reads an article")
HELP_QUIT = Sentence("<i>/quit</i> leaves")
