"""Greeting and helping."""

from handlers.languages.sentence import Sentence

WELCOME = Sentence(
    "I keep who said what in the news I was given to read, and answer from it with the source."
)
ASK_ME = Sentence("Ask me in your own words, for example:")
# The bot understands questions in the language of the articles, so these stay English everywhere.
EXAMPLES = (
    "Who claimed responsibility for the attack?",
    "What did the minister say about the strike yesterday?",
    "Did anyone deny it?",
)
WHAT_NEXT = Sentence("/subscribe 08:00 brings you a digest every morning; /help shows all I can do.")
NO_OWNER = Sentence(
    "I have no owner yet. Your id is <code>{id}</code>: put it into ADMIN_IDS and start me again."
)
UNKNOWN_COMMAND = Sentence(
    "I do not know this command. /help shows what I can do, and any question is welcome."
)
DID_YOU_MEAN = Sentence("Did you mean /{command}?")
SECONDHAND = Sentence("This command was forwarded, so I did nothing. Please type it yourself.")
NO_TEXT = Sentence("I can only read text. Ask me a question in words, or see /help.")
