"""What is told when something fails inside."""

from handlers.languages.sentence import Sentence

DATABASE = Sentence("My database is not available right now. Please try again in a moment.")
TROUBLE = Sentence(
    "Sorry, something went wrong on my side. Please try again in a moment. "
    "If it happens again, tell my owner this number: {incident}"
)
