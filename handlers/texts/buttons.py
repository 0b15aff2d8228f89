"""What stands on buttons, and what is told of those that do nothing. Labels stay short: they share rows."""

from handlers.languages.sentence import Sentence

MORE = Sentence("More ▸")
BEFORE = Sentence("◂ Before")
BACK = Sentence("◂ Back")
CONTEXT = Sentence("Context")
SOURCES = Sentence("Sources")
DISAGREE = Sentence("Who disagrees")
TIMELINE = Sentence("Timeline")
WRONG = Sentence("👎 Wrong")
KEEP = Sentence("Keep")
RETRACT = Sentence("Retract")
SKIP = Sentence("Skip")
UNDO = Sentence("Undo")
FORGET = Sentence("Forget me")
CANCEL = Sentence("Cancel")

STALE = Sentence("This button no longer works.")
NOT_YOURS = Sentence("This button is for whoever asked. Ask me yourself to get your own.")
