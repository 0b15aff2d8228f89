"""What a chat and a person settle about themselves."""

from handlers.languages.sentence import Counted, Sentence

SETTINGS = Sentence("<b>Settings of this chat</b>")
LANGUAGE_IS = Sentence("Language: <b>{language}</b>")
LENGTH_IS = Sentence("Answers: <b>{length}</b>")
ZONE_IS = Sentence("Zone of days and hours: <b>{zone}</b>")
STATEMENTS_STAY = Sentence("Statements stay in the language in which they were published.")
PICK_LANGUAGE = Sentence("Which language shall I speak in this chat?")
PICK_LENGTH = Sentence(
    "How long shall answers be? Full ones show up to three statements, short ones the best."
)
ZONE_SET = Sentence("Done: days and hours are now given in {zone}, in digests too.")

KEY_LANGUAGE = Sentence("Language")
KEY_LENGTH = Sentence("Length of answers")
KEY_ZONE = Sentence("Zone")
AUTOMATIC = Sentence("As in Telegram")
FULL = Sentence("full", "answers")
SHORT = Sentence("short", "answers")

PRIVACY = Sentence("<b>What I keep about you</b>")
MESSAGES = Counted(
    "the messages you send me, for {count} day at most, so that none is lost",
    "the messages you send me, for {count} days at most, so that none is lost",
)
SENT = Counted(
    "what I sent you, for {count} day, so that nothing comes twice and corrections reach you",
    "what I sent you, for {count} days, so that nothing comes twice and corrections reach you",
)
KEPT = (
    Sentence("your subscriptions, zone, language and length of answers, until you change or end them"),
    Sentence("what the buttons under my answers do, for two weeks"),
    Sentence("which statements you reported as wrong, and why"),
    Sentence(
        "your questions of the last days, each with those before it, so that short ones can follow them"
    ),
)
LOGGED = Sentence(
    "Who ordered or ended a digest, and what owners do, is logged for the owners. Nothing is passed on."
)
TO_BE_RID = Sentence("/export sends you all of it, /forgetme deletes it.")
EXPORTED = Sentence("This is all I keep about you.")
FORGET_SURE = Sentence(
    "Shall I forget your subscriptions, settings, questions, buttons and what you reported as wrong? "
    "This cannot be undone."
)
FORGOTTEN = Sentence("Done: I have forgotten it all, and no more digests or alerts come.")
CANCELLED = Sentence("Done: you need not answer.")
NOTHING_TO_CANCEL = Sentence("There is nothing to cancel: I had not asked you anything.")
NOT_FORGOTTEN = Sentence("Nothing was changed.")
