"""Subscriptions: made step by step or in one line, listed, paused; alerts."""

from briefings.errors import translatable
from handlers.languages.sentence import Counted, Sentence

# What an order says
DAILY = Sentence("At {hour} {zone}, {days}")
AT_ONCE = Sentence("At once, at any hour")
AT_ONCE_BUT = Sentence("At once, but nothing from {begin} to {end} {zone}")
EVERY_DAY = Sentence("every day")
WORKDAYS = Sentence("Monday to Friday")
WEEKEND = Sentence("at the weekend")
EVERYTHING = Sentence("Everything that is new")
ONLY = Sentence("Only what is said {wishes}")
ONLY_IN = Sentence("Only what is said {wishes}, in {outlets}")
ALL_IN = Sentence("Everything that is new in {outlets}")
SILENTLY = Sentence("without a sound")
EVEN_NOTHING = Sentence("with a note when nothing is new")

# Step by step
NEW = Sentence("<b>New digest</b>")
CHANGE = Sentence("<b>Digest {number}</b>")
CHANGE_ALERT = Sentence("<b>Alert {number}</b>")
PICK_HOUR = Sentence("At what time? ({zone})")
PICK_DAYS = Sentence("On which days?")
PICK_QUIET = Sentence("Quiet until {end} ({zone}). From what time?")
KEY_HOUR = Sentence("🕗 Time")
KEY_ZONE = Sentence("🌍 Zone")
KEY_DAYS = Sentence("📅 Days")
KEY_TOPICS = Sentence("# Topics")
KEY_SPEAKERS = Sentence("@ Speakers")
KEY_OUTLETS = Sentence("📰 Outlets")
KEY_SILENT = Sentence("🔕 No sound")
KEY_SOUND = Sentence("🔔 With sound")
KEY_NOTE = Sentence("No news: tell me")
KEY_NO_NOTE = Sentence("No news: stay silent")
KEY_QUIET = Sentence("🌙 Quiet hours")
KEY_NEVER_QUIET = Sentence("Never quiet")
KEY_SAVE = Sentence("✓ Save")
KEY_OTHER_HOUR = Sentence("Another time…")
KEY_LOCATION = Sentence("Send my location")
ASK_HOUR = Sentence("At what time? Write it like 07:45.")
ASK_ZONE = Sentence("In which city are you? Write its name, or a zone such as Europe/Kyiv.")
ASK_TOPICS = Sentence("Which topics? Write them with commas between, or - for everything.")
ASK_SPEAKERS = Sentence("Whose statements? Write the names with commas between, or - for everybody's.")
ASK_OUTLETS = Sentence("From which outlets? Write them with commas between, or - for all.\nI know: {outlets}")
NOT_AN_HOUR = translatable("This is no time of day: write it like 07:45.")
NO_ZONE_THERE = translatable("I know no time zone there. Please write the name of a city.")
SAVED = Sentence("Done.")
FIRST = Sentence("The first digest comes on {day}.")
NOT_SAVED = Sentence("Nothing was changed.")

# The list
LIST = Sentence("<b>Digests and alerts here</b>")
NONE = Sentence("There are no digests or alerts here. /subscribe makes a digest, /follow an alert.")
NUMBERED = Sentence("<b>{number}</b> · {order}")
PAUSED = Sentence("paused until {day}")
PAUSED_FOR_GOOD = Sentence("paused")
KEY_CHANGE = Sentence("Change {number}")
KEY_PAUSE = Sentence("Pause {number}")
KEY_RESUME = Sentence("Resume {number}")
KEY_REMOVE = Sentence("Remove {number}")
ELSEWHERE = Sentence("in another topic of this group")
NONE_IN_TOPIC = Sentence(
    "Nothing comes to this topic of the group. /subscriptions shows what comes elsewhere."
)
NO_SUCH_NUMBER = Sentence("There is no number {number} here. /subscriptions shows all of them.")
UNSUBSCRIBE_HOW = Sentence(
    "Write /unsubscribe alone to end all of it, or <i>/unsubscribe 2</i> to end number 2 of /subscriptions."
)
REMOVED = Sentence("Removed.")
PAUSE_HOW = Sentence("Write for how many days, like <i>/pause 7</i>; /pause alone lasts until /resume.")
PAUSED_ALL = Counted(
    "Paused for {count} day. Nothing is lost: it comes afterwards.",
    "Paused for {count} days. Nothing is lost: it comes afterwards.",
)
PAUSED_TILL_RESUMED = Sentence("Paused until /resume. Nothing is lost: it comes afterwards.")
RESUMED = Sentence("Resumed.")

# Alerts
FOLLOW_HOW = Sentence(
    "Tell me whom or what to follow: <i>/follow @Mara Lind</i>, <i>/follow #port strike</i>. "
    "What is new comes at once."
)
FOLLOWING = Sentence("Following {what}: what is new comes at once, at most one message in 15 minutes.")
FOLLOWING_QUIET = Sentence("Nothing comes from {begin} to {end} {zone}. /subscriptions changes it.")
NOTHING_YET_BY = Sentence("I have no statement by {names} yet.")
FOLLOWED_ALREADY = Sentence("You follow {what} already.")
KEY_FOLLOW = Sentence("🔔 Follow")
