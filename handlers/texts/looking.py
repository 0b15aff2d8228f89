"""Looking through what is on record."""

from handlers.languages.sentence import Counted, Sentence

NOTHING_ON_RECORD = Sentence("Nothing is on record yet.")
NOT_ANY_MORE = Sentence("These statements have been retracted.")
NO_SUCH_STATEMENT = Sentence("I have no such statement, or it has been retracted.")
WHO_HOW = Sentence("Tell me the name: <i>/who Mara Lind</i>")
TOPIC_HOW = Sentence("Tell me the topic: <i>/topic port strike</i>")
TIMELINE_HOW = Sentence("Tell me the topic: <i>/timeline port strike</i>")
NOBODY = Sentence("Nothing found: I have no statement by anybody named {name}.")

LATEST = Sentence("The newest statements")
NO_DAY = Sentence("Day unknown")
STATEMENT = Sentence("Statement #{number}")
SHARE = Sentence("To share: {link}")
ALSO_CALLED = Sentence("also called {names}")
NAMESAKES = Sentence("other people of this name: {names}")
ON_TOPIC = Sentence("{topic}: {statements}")
STATEMENTS = Counted("{count} statement", "{count} statements")
PLACES = Sentence("{first}–{last} of {count}")
PLACE = Sentence("{first} of {count}")

# Where inline mode finds nothing: a button that leads to the private chat.
NOTHING_TO_OFFER = Sentence("Nothing found. Ask me in private")

OUTLETS = Sentence("What I have read")
ARTICLES = Counted("{count} article", "{count} articles")
OUTLET = Sentence("<b>{outlet}</b>: {articles}")
OUTLET_UNTIL = Sentence("<b>{outlet}</b>: {articles}, newest of {day}")
NO_OUTLET = Sentence("Outlet unknown")
MORE_OUTLETS = Counted("and {count} more outlet", "and {count} more outlets")
MORE_ARTICLES = Counted("and {count} more article", "and {count} more articles")
