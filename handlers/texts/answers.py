"""Answers: first lines, what stands beside a statement. Plain text, escaped where it is put into HTML."""

from handlers.languages.sentence import Counted, Sentence
from store.records import Stance

NEAREST = Sentence("Nearest on record, not an answer:")
UNNAMED = Sentence("A source not named")
SAYS_THE_ARTICLE = Sentence("in the words of the article")
MORE = Counted("{count} more statement on this.", "{count} more statements on this.")

# A verb after a name, for words that have none of their own. Where the language would bend it by who
# speaks, a catalogue has a noun: "Mara Lind – Dementi: ...".
SAID = {
    Stance.STATES: Sentence("said"),
    Stance.CLAIMS: Sentence("claimed"),
    Stance.DENIES: Sentence("denied"),
    Stance.ACCUSES: Sentence("made an accusation"),
    Stance.CONFIRMS: Sentence("confirmed"),
    Stance.QUESTIONS: Sentence("questioned"),
    Stance.WARNS: Sentence("warned"),
    Stance.CALLS_FOR: Sentence("called for"),
    Stance.ANNOUNCES: Sentence("announced"),
    Stance.REPORTS: Sentence("reported"),
    Stance.PROMISES: Sentence("promised"),
}
RESPONSIBILITY = Sentence("claimed responsibility for")
WHO_VERB = Sentence("{who} {verb}", "a name without role, then the verb")
WHO_ROLE_VERB = Sentence("{who}, {verb}", "a name with its role, then the verb")
COLON = Sentence("{head}:", "who, and the verb, before what was said")
VERB_WORDS = Sentence("{verb} {words}", "the verb goes on in the words")

STANCES = {
    "states": Sentence("statement", "kind of saying"),
    "claims": Sentence("claim", "kind of saying"),
    "denies": Sentence("denial", "kind of saying"),
    "accuses": Sentence("accusation", "kind of saying"),
    "confirms": Sentence("confirmation", "kind of saying"),
    "questions": Sentence("doubt", "kind of saying"),
    "warns": Sentence("warning", "kind of saying"),
    "calls_for": Sentence("call", "kind of saying"),
    "announces": Sentence("announcement", "kind of saying"),
    "reports": Sentence("report", "kind of saying"),
    "promises": Sentence("promise", "kind of saying"),
}

# First lines, by the key that answering gives. `{statements}` is "3 statements".
LEADS = {
    "too_long": Sentence("This is too long for a question. Please ask it in one or two sentences."),
    "no_words": Sentence("Please ask me in words, for example: Who called for talks?"),
    "no_topic": Sentence("Please tell me whom or what you mean: a name, a topic or a day."),
    "greeted": Sentence("Hello! Ask me who said what, for example: Who called for talks?"),
    "thanked": Sentence("You are welcome. Ask me any time."),
    "about_me": Sentence("I keep who said what in the news. Ask me, for example: Who called for talks?"),
    "owned_up": Sentence("{names} claimed it.", "the deed"),
    "nobody_claimed": Sentence("Nothing found: nobody is on record as claiming it."),
    "who_disputes": Sentence("{names} said otherwise."),
    "nobody_owned_up": Sentence("Nobody is on record as claiming it. {names} spoke about it:"),
    "told_by": Sentence("According to {names}:"),
    "who_states": Sentence("{names} said so."),
    "who_claims": Sentence("{names} claimed it."),
    "who_denies": Sentence("{names} denied it."),
    "who_accuses": Sentence("{names} made the accusation."),
    "who_confirms": Sentence("{names} confirmed it."),
    "who_questions": Sentence("{names} questioned it."),
    "who_warns": Sentence("{names} gave the warning."),
    "who_calls_for": Sentence("{names} called for it."),
    "who_announces": Sentence("{names} announced it."),
    "who_reports": Sentence("{names} reported it."),
    "who_promises": Sentence("{names} made the promise."),
    "words": Sentence("{name} made {statements}:"),
    "words_several": Sentence("{names} made {statements}:"),
    "words_others": Sentence("{names} and others made {statements}:"),
    "words_one": Sentence("{name} said this:"),
    "words_via": Sentence("As reported by {name}: {statements}."),
    "without": Sentence("I have no statement by {name}. {names} said this:"),
    "yes_states": Sentence("Yes, {name} said so."),
    "yes_claims": Sentence("Yes, {name} claimed it."),
    "yes_denies": Sentence("Yes, {name} denied it."),
    "yes_accuses": Sentence("Yes, {name} made the accusation."),
    "yes_confirms": Sentence("Yes, {name} confirmed it."),
    "yes_questions": Sentence("Yes, {name} questioned it."),
    "yes_warns": Sentence("Yes, {name} gave the warning."),
    "yes_calls_for": Sentence("Yes, {name} called for it."),
    "yes_announces": Sentence("Yes, {name} announced it."),
    "yes_reports": Sentence("Yes, {name} reported it."),
    "yes_promises": Sentence("Yes, {name} made the promise."),
    "no_denied": Sentence("No, {name} denied it."),
    "no_confirmed": Sentence("No, {name} confirmed it."),
    "no_otherwise": Sentence("No, {name} said otherwise."),
    "no_said": Sentence("No: “{words}”"),
    "no_caveat": Sentence("No: “{words}”, as the article puts it."),
    "on_this": Sentence("{name} said this about it:"),
    "two_versions": Sentence("Two versions:"),
    "side_by_side": Sentence("Side by side, to judge by yourself:"),
    "two_told": Sentence("Two versions: {names}."),
    "both_told": Sentence("Side by side, to judge by yourself: {names}."),
    "of_one_mind": Sentence("{names} said much the same."),
    "one_version": Sentence("Only one version is on record:"),
    "figure": Sentence("{figure}, according to {name}."),
    "figure_newest": Sentence(
        "{figure}, according to {name}. Before that it was {other}, according to {other_name}."
    ),
    "figures": Sentence("{figure}, according to {name}; {other}, according to {other_name}."),
    "no_figure": Sentence("Nothing found: no figure is on record for this."),
    "said_on": Sentence("On {day}."),
    "said_in": Sentence("In {day}.", "a month or year"),
    "said_words": Sentence("“{day}”, as the article puts it."),
    "told_on": Sentence("Reported on {day}; the day on which it was said is not given."),
    "no_day": Sentence("Nothing found: no day is on record for this."),
    "day_words": Sentence("“{day}”, according to {name}."),
    "no_reason": Sentence("No reason is on record: “{words}”"),
    "on_record": Sentence("I have {statements} on this:"),
    "from_period": Sentence("{statements} from {period}."),
    "from_outlet": Sentence("{statements} in what {outlet} published."),
    "statements": Sentence("On record:"),
    "as_told": Sentence("“{words}”, as the article puts it."),
    "unsaid": Sentence("No statement on this: “{words}”"),
    "closest": Sentence("Nothing in just these words. The closest on record:"),
    "nothing": Sentence("Nothing found: I have no such statement."),
    "nothing_by": Sentence("Nothing found: I have no statement by {name}."),
    "nothing_by_about": Sentence("Nothing found: I have {statements} by {name}, but none about “{topic}”."),
    "nothing_by_then": Sentence("Nothing found: I have {statements} by {name}, but none from {period}."),
    "nothing_by_from": Sentence("Nothing found: I have {statements} by {name}, but none in {outlet}."),
    "nothing_about": Sentence("Nothing found: I have no statement about “{topic}”."),
    "nothing_in_period": Sentence("Nothing found: I have no statement from {period}."),
    "nothing_why": Sentence("Nothing found: I have no statement that tells why, for “{topic}”."),
    "nothing_stance": Sentence("Nothing found: no {stance} is on record about “{topic}”."),
    "nothing_from_outlet": Sentence("Nothing found: I have nothing about this from {outlet}."),
    "unproven": Sentence("Nothing found: what I had could not be proved from its article."),
}
TWO_VERSIONS = frozenset({"two_versions", "side_by_side", "two_told", "both_told"})
PERIOD = Sentence("{since} to {until}", "a period")
PERIOD_SINCE = Sentence("{since} on", "a period")
PERIOD_UNTIL = Sentence("up to {until}", "a period")

# Beside a statement
VIA = Sentence("via {name}")
CAVEAT = Sentence("note: “{words}”")
ALSO_IN = Sentence("also in {outlets}")
REPORTED_ON = Sentence("reported {day}")
