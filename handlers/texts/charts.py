"""Charts."""

from handlers.languages.sentence import Sentence

HOW = Sentence("Tell me the topic: <i>/chart port strike</i>")
NOTHING = Sentence("I know no dated statement about {topic}.")
