"""Loading articles."""

from briefings.errors import translatable
from handlers.languages.sentence import Counted, Sentence

OWNERS_ONLY = Sentence("Only the owners of this bot and its editors may load articles.")
IN_PRIVATE = Sentence("Please send me articles in our private chat.")
HOW = Sentence(
    "Send me what to read now: a link, the text, a file (.txt, .html, .pdf, .docx), or forward a message.\n"
    "<i>/load</i> also takes a link or text after it, a message that you reply to, "
    "or a file with it as caption."
)
FORWARDED = Sentence("Is this an article that I shall read?")
KEY_READ = Sentence("Read it")
IS_GONE = Sentence("I do not see that message any more. Please reply to it with /load.")
NO_PICTURES = Sentence(
    "I cannot read pictures. Please send the text, a link, or a .txt, .html, .pdf or .docx file."
)
A_FILE = Sentence("a file")

QUEUED = Sentence("Queued: {name}")
READING = Sentence("Reading: {name}")
TRYING_AGAIN = Sentence("Not reached yet, will be tried again: {name}")
READ = Sentence("Read: {name}")
NOT_READ = Sentence("Not read: {name}")

ADDED = Sentence("Added <b>{title}</b>: {statements}.")
REVISED = Sentence("Read <b>{title}</b> again, as it has changed: {statements}.")
COPY = Sentence("Added <b>{title}</b>, much of which I had read before: {statements}.")
DUPLICATE = Sentence("I know <b>{title}</b> already: {statements} in it, so nothing was added.")
STATEMENTS = Counted("{count} statement", "{count} statements")
NONE_TO_CITE = Sentence("0 statements that I could cite")
ONE_NEW = Sentence("1 statement, and it is new")
ONE_KNOWN = Sentence("1 statement, told before")
ALL_NEW = Counted("{count} statement, all new", "{count} statements, all of them new")
NONE_NEW = Counted("{count} statement, none new", "{count} statements, none of them new")
SOME_NEW = Counted("{count} statement, {fresh} new", "{count} statements, {fresh} of them new")

COPY_OF = Sentence("Mostly the words of <b>{title}</b>.")
COPY_FROM = Sentence("Mostly the words of <b>{title}</b> ({outlet}).")
OUTLET = Sentence("Outlet: {outlet}")
OUTLET_GUESS = Sentence("Outlet: {outlet} (a guess: {basis})")
NO_OUTLET = Sentence("Outlet unknown")
PUBLISHED = Sentence("published {day}")
NO_DAY = Sentence("no day of publication found")
ARTICLE = Sentence("Article {number}")
STANDS_AGAIN = Sentence("It had been removed, and stands again.")
PROVENANCE = Sentence("{outlet}; {published}.")
NOTE = Sentence("Note: {note}")
FOREIGN = Sentence("It is written in {language}: it is kept, but I find statements in English only.")
UNKNOWN_LANGUAGE = Sentence("a language I do not know ({code})")
NOT_ADDED = Sentence("Not added: {reason}")
NOT_ADDED_NAME = Sentence("Not added: {name}. {reason}")
# What an outlet was guessed from, by the words that reading has for it.
BASES = {
    "site address": Sentence("site address"),
    "site navigation": Sentence("site navigation"),
    "headline's end": Sentence("headline's end"),
    "line beside the headline": Sentence("line beside the headline"),
    "byline": Sentence("byline"),
    "copyright line": Sentence("copyright line"),
    "source line": Sentence("source line"),
    "dateline": Sentence("dateline"),
    "og:site_name": Sentence("the page's own data"),
    "JSON-LD publisher": Sentence("the page's own data"),
    "mail sender": Sentence("sender of the mail"),
    "file name": Sentence("file name"),
}

SUMMARY = Sentence("{title} — {outlet}, {day}: {statements}")
NO_OUTLET_SHORT = Sentence("outlet unknown")
NO_DAY_SHORT = Sentence("day unknown")

# Sentences of errors
TOO_BIG = translatable("This file is too big: at most 20 MB can be read.")
NOT_FETCHED = translatable("Telegram did not hand over the file. Please send it again.")
