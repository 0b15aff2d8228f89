"""What a chat and a person settle about themselves."""

from handlers.languages.sentence import Sentence

SETTINGS = Sentence("<b>Settings of this chat</b>")
LANGUAGE_IS = Sentence("Language: <b>{language}</b>")
LENGTH_IS = Sentence("Answers: <b>{length}</b>")
ZONE_IS = Sentence("Zone of days and hours: <b>{zone}</b>")
STATEMENTS_STAY = Sentence("Statements stay in the language in which they were published.")
PICK_LANGUAGE = Sentence("Which language shall I speak in this chat?")
PICK_LENGTH = Sentence(
    "How long shall answers be? Full ones show up to three statements, short ones the best."
)
ZONE_SET = Sentence("Done: days and hours are told in {zone} from now on, digests too.")

KEY_LANGUAGE = Sentence("Language")
KEY_LENGTH = Sentence("Length of answers")
KEY_ZONE = Sentence("Zone")
AUTOMATIC = Sentence("As in Telegram")
FULL = Sentence("full", "answers")
SHORT = Sentence("short", "answers")

PRIVACY = Sentence("<b>What I keep about you</b>")
KEPT = (
    Sentence("the messages you send me, for three days at most, so that none is lost"),
    Sentence("your subscription, zone, language and length of answers, until you change or end them"),
    Sentence("what the buttons under my answers do, for two weeks"),
    Sentence("which statements you held to be wrong, and why"),
    Sentence("your questions of these days, each with those before it, so that short ones can follow them"),
)
LOGGED = Sentence(
    "Who ordered or ended a digest, and what owners do, stays in a log for them. Nothing is passed on."
)
TO_BE_RID = Sentence("/export sends you all of it, /forgetme deletes it.")
EXPORTED = Sentence("This is all I keep about you.")
FORGET_SURE = Sentence(
    "Shall I forget your subscription, settings, questions, buttons and what you held to be wrong? "
    "This cannot be undone."
)
FORGOTTEN = Sentence("Done: I have forgotten it all, and no more digests come.")
CANCELLED = Sentence("Done, I ask for nothing any more.")
NOTHING_TO_CANCEL = Sentence("There is nothing to cancel: I had asked for nothing.")
NOT_FORGOTTEN = Sentence("Nothing was changed.")
