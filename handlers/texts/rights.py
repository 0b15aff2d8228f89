"""Who may not do what, and not now."""

from handlers.languages.sentence import Sentence

OWNERS_ONLY = Sentence("Only the owners of this bot may do this.")
GROUP_ADMINS_ONLY = Sentence("In a group only its administrators can change this.")
IN_PRIVATE = Sentence("Please do this in our private chat.")
SLOW_DOWN = Sentence("That is more than I can answer at a time. Please wait half a minute.")
