"""Digests and subscriptions."""

from handlers.languages.sentence import Counted, Sentence

NOTHING_NEW = Sentence("Nothing was said that day, as far as I know.")
NOTHING_NEW_ON = Sentence("Nothing new for {day}.")
DAY_HOW = Sentence(
    "Write the day like this: <i>/digest 2025-03-05</i> or <i>/digest yesterday</i>; "
    "/digest alone brings the newest day."
)
HOW = Sentence(
    "Tell me when: <i>/subscribe 08:00</i>, with your zone if you like: <i>/subscribe 07:30 Europe/Kyiv</i>. "
    "Add <i>#topic</i> or <i>@Speaker</i> to get only that."
)
ABOUT = Sentence("about {topic}")
BY = Sentence("by {name}")
UNSUBSCRIBED = Sentence("Done: no more digests or alerts here. /subscribe makes a new one.")

# In the digest itself
ALERT = Sentence("🔔 <b>News of what you follow</b>")
TITLE = Sentence("<b>Digest for {day}</b> ({zone})")
ALSO = Sentence("Also", "heading of what belongs to no story")
EARLIER = Sentence("Earlier statements")
MORE = Counted("{count} more statement", "{count} more statements")
LEFT_OUT = Counted(
    "{count} more statement: ask me about it.",
    "{count} more statements: ask me about them.",
)
BEFORE = Sentence("before: {figures}")
ELSEWHERE = Sentence("elsewhere: {figures}")
AND_MORE = Counted("{names} and {count} more", "{names} and {count} more")
