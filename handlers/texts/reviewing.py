"""Statements held to be wrong."""

from handlers.languages.sentence import Counted, Sentence

WRONG_HOW = Sentence(
    "Tell me which statement is wrong, and why if you like: <i>/wrong 12 she was never there</i>, "
    "or reply with /wrong to a message that shows it. The number stands behind each statement."
)
WHICH_IS_WRONG = Sentence("Which of them is wrong? Please tap its number.")
WRITE_WHICH = Sentence("Which of them is wrong? Write {commands}.")
FLAGGED = Sentence("Thank you. #{number} is on the owners' list for review.")

TITLE = Sentence("Reported as wrong")
DOUBTFUL = Sentence("Not quite sure: is this right?")
KEY_SPEAKER = Sentence("Other speaker")
ASK_SPEAKER = Sentence("Who said #{number}? Write the name.")
CORRECTED = Sentence("Done: #{number} is now by {name}.")
NOTHING = Sentence("Nothing is left to be reviewed.")
BY_PEOPLE = Counted("by {count} person", "by {count} people")
KEPT = Sentence("#{number} stays.")
RETRACTED = Sentence("#{number} is retracted: no later answer or digest will use it.")
TAKEN_BACK = Sentence("Correction: statement #{number}, which I sent you, was wrong and has been retracted.")
STANDS_AGAIN = Sentence("Statement #{number}, which I had taken back, stands again.")
RESTORED = Sentence("#{number} is restored.")
