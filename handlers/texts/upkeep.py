"""What owners and their helpers do: articles, feeds, speakers, roles, broadcasts, how all stands."""

from briefings.errors import translatable
from handlers.languages.sentence import Counted, Sentence

# Articles
ARTICLES = Sentence("<b>Articles</b>, newest first")
NO_ARTICLES = Sentence("There are no articles yet. /load adds some.")
ARTICLE_LINE = Sentence("<b>{number}</b> · {title} · <i>{outlet}, {day}</i>")
ARTICLE_HOW = Sentence("Tell me which: <i>/article 12</i>. /articles lists the newest.")
REMOVE_HOW = Sentence("Tell me which: <i>/remove 12</i>. /articles lists the newest.")
NO_SUCH_ARTICLE = Sentence("There is no article with this number.")
ARTICLE = Sentence("<b>{title}</b>")
ARTICLE_NUMBER = Sentence("Article {number}: {statements}.")
ARTICLE_LINK = Sentence('<a href="{url}">Open the article</a>')
KEY_STATEMENTS = Sentence("Statements")
KEY_OUTLET = Sentence("Outlet")
KEY_DAY = Sentence("Day")
KEY_REMOVE = Sentence("Remove")
ASK_OUTLET = Sentence("Which outlet is it from? Write its name.")
ASK_DAY = Sentence("When was it published? Write the day like 2025-03-26 or 26 March 2025.")
NOT_A_DAY = translatable("This is no day: write it like 2025-03-26.")
CORRECTED = Sentence("Corrected.")
KEPT = Sentence("Kept.")
KEY_BRING_BACK = Sentence("Bring it back")
IS_REMOVED = Sentence("<b>{title}</b> was removed: no answer or digest uses it.")
REMOVE_SURE = Sentence("Remove <b>{title}</b> and the {statements} in it?")
REMOVED = Sentence("Removed: <b>{title}</b>. No answer or digest uses it any more.")
RESTORED = Sentence("The article is restored.")

# Feeds
FEEDS = Sentence("<b>Feeds</b>")
NO_FEEDS = Sentence("I follow no feeds.")
FEEDS_HOW = Sentence(
    "<i>/feeds add https://example.org/rss</i> follows a feed\n"
    "<i>/feeds pause 2</i>, <i>/feeds resume 2</i>, <i>/feeds remove 2</i> by its number or address\n"
    "<i>/feeds export</i> sends the list; an OPML file with the caption <i>/feeds</i> adds all of its feeds"
)
MORE_FEEDS = Counted("and {count} more feed", "and {count} more feeds")
FEED_LINE = Sentence("<b>{number}</b> · {name} · {state}")
FEED_WELL = Sentence("working")
FEED_NEW = Sentence("not read yet")
FEED_PAUSED = Sentence("paused")
FEED_FAILING = Counted("{count} failure: {reason}", "{count} failures: {reason}")
FEED_ADDED = Sentence("Feed added: {url}")
FEED_KNOWN = Sentence("I follow this feed already: {url}")
FEED_REMOVED = Sentence("Feed removed: {url}. Its articles stay.")
FEED_PAUSED_NOW = Sentence("Feed paused: {url}")
FEED_RESUMED = Sentence("Feed resumed: {url}")
FEEDS_ADDED = Counted("{count} of {all} feeds is new.", "{count} of {all} feeds are new.")
FEEDS_EXPORTED = Sentence("All feeds I follow, as OPML.")
NO_SUCH_FEED = Sentence("I follow no such feed.")

# Speakers
MERGE_HOW = Sentence("Tell me who is who: <i>/merge J. Miller = Jane Miller</i>. The second name stays.")
ALIAS_HOW = Sentence("Tell me both names: <i>/alias Jane Miller = the Iron Mayor</i>.")
NOBODY = Sentence("I know nobody called {name}.")
SEVERAL = Sentence("{name} may be one of several: {names}. Please write the full name.")
MERGE_SURE = Sentence("Make <b>{old}</b> and <b>{new}</b> one speaker, called {new}? This cannot be undone.")
ONE_ALREADY = Sentence("Both names are {name}'s already.")
KEY_MERGE = Sentence("Merge")
MERGED = Counted("Done: {count} statement is by {new} now.", "Done: {count} statements are by {new} now.")
ALIASED = Sentence("Done: {name} is also found as {alias}.")
UNALIASED = Sentence("Done: {name} is no longer found as {alias}.")
ALIAS_KNOWN = Sentence("{name} is found as {alias} already.")
ALIAS_TAKEN = Sentence(
    "{alias} is what {other} is called. If {name} and {other} are one, /merge makes them one speaker."
)

# Roles
GRANT_HOW = Sentence(
    "Tell me whom and what: <i>/grant 12345 editor</i>, or forward me a message of theirs and reply to it "
    "with <i>/grant editor</i>.\n"
    "Viewers see how things stand; editors also load and correct; owners do everything."
)
REVOKE_HOW = Sentence("Tell me whom: <i>/revoke 12345</i>. /grant shows who has a role.")
WHO_IS_HIDDEN = Sentence(
    "Telegram does not tell me whose message this is. Please write their number: <i>/grant 12345 editor</i>."
)
GRANTED = Sentence("Done: {id} now has the role “{role}”.")
REVOKED = Sentence("Done: {id} has no role any more.")
HAD_NO_ROLE = Sentence("{id} had no role.")
BY_SETTING = Sentence("{id} is an owner by the settings of this bot, which only whoever runs it can change.")
ROLE_BY_SETTING = Sentence("<code>{id}</code> · {role}, by the settings")
ROLE_LINE = Sentence("<code>{id}</code> · {role}")
NO_ROLES = Sentence("Nobody has a role yet.")
VIEWER = Sentence("viewer")
EDITOR = Sentence("editor")
OWNER = Sentence("owner")
FOR_VIEWERS = Sentence("This is for those to whom the owners gave a role.")
FOR_EDITORS = Sentence("This is for the editors and owners of this bot.")

# How everything stands
STATS = Sentence("<b>On record</b>")
STATS_ARTICLES = Counted("{count} article from {outlets}", "{count} articles from {outlets}")
STATS_OUTLETS = Counted("{count} outlet", "{count} outlets")
STATS_STATEMENTS = Counted("{count} statement by {speakers}", "{count} statements by {speakers}")
STATS_SPEAKERS = Counted("{count} speaker", "{count} speakers")
STATS_NEWEST = Sentence("newest day: {day}")
STATS_SUBSCRIPTIONS = Counted("{count} subscription in {chats}", "{count} subscriptions in {chats}")
STATS_CHATS = Counted("{count} chat", "{count} chats")
HEALTH_WELL = Sentence("<b>All is well.</b>")
HEALTH_TROUBLE = Sentence("<b>Something needs your attention.</b>")
HEALTH_JOBS = Sentence("Articles: {queued} waiting, {reading} being read, {failed} not read")
HEALTH_MESSAGES = Sentence(
    "Messages: {waiting} waiting, {sent} sent, {unknown} of unknown outcome, {dead} refused"
)
HEALTH_OLDEST = Sentence("The oldest has waited for {time}.")
HEALTH_BEHIND = Counted("Look-up is {count} change behind.", "Look-up is {count} changes behind.")
HEALTH_FEED = Sentence("Feed {name}: {reason}")

# Messages in doubt
IN_DOUBT = Sentence("<b>These may not have arrived</b>, newest first")
IN_DOUBT_LINE = Sentence("<b>{number}</b> · chat {chat} · {text} · <i>{reason}</i>")
IN_DOUBT_HOW = Sentence(
    "<i>/undelivered 12 again</i> sends it once more, <i>/undelivered 12 leave</i> leaves it as it is."
)
NOTHING_IN_DOUBT = Sentence("Every message is accounted for.")
SENT_AGAIN = Sentence("Message {number} is being sent again.")
LEFT_AS_IT_IS = Sentence("Message {number} is left as it is.")

# To everybody
BROADCAST_HOW = Sentence("Write what to tell every chat: <i>/broadcast We are back.</i>")
BROADCAST_PREVIEW = Counted("This goes to {count} chat:", "This goes to {count} chats:")
KEY_SEND = Sentence("Send it")
BROADCAST_SENT = Counted("Being sent to {count} chat.", "Being sent to {count} chats.")
BROADCAST_TOO_LONG = Sentence("This is too long for one message: at most {most} characters.")
BROADCAST_NOBODY = Sentence("No chat has a subscription, so there is nobody to send it to.")
NOTHING_DONE = Sentence("Nothing was done.")
