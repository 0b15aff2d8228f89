"""Charts."""

from handlers.languages.sentence import Sentence
from store.records import Stance

HOW = Sentence("Tell me the topic: <i>/chart port strike</i>")
NOTHING = Sentence("I have no dated statement about {topic}.")
BY_DAY = Sentence("Who spoke: statements by day, {span}")
BY_WEEK = Sentence("Who spoke: statements by week, {span}")
BY_MONTH = Sentence("Who spoke: statements by month, {span}")
OTHERS = Sentence("others ({count})")
ALT = Sentence("{topic} · {span} · Statements: {count} · By speaker: {names}")
BUSIEST = Sentence("Most ({count}): {day}")
MAP_HEADING = Sentence("Who accuses, denies or supports whom")
MAP_HOW = Sentence("Tell me the topic: <i>/map port strike</i>")
NO_SIDES = Sentence("Nobody is on record as accusing, denying or supporting anybody about {topic}.")
# What stands between two names.
SIDES = {
    Stance.ACCUSES: Sentence("accuses", "one party the other"),
    Stance.DENIES: Sentence("denies it", "one party the other's charge"),
    Stance.CONFIRMS: Sentence("supports", "one party the other"),
    Stance.CALLS_FOR: Sentence("calls on", "one party the other"),
    Stance.WARNS: Sentence("warns", "one party the other"),
}
