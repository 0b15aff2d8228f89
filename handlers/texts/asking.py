"""Asking."""

from handlers.languages.sentence import Sentence

HOW = Sentence("Ask me like this: <i>/ask who claimed responsibility?</i>")
TOO_LONG = Sentence("This is too long for a question. Please ask it in one or two sentences.")
TEXT_OR_QUESTION = Sentence("This is too long for a question. Is it an article that I shall read?")
