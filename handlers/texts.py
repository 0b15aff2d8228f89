"""Every sentence the bot says. Telegram HTML; what comes from outside is escaped here."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence

from handlers.rendering.text import escaped
from store.records import Stance

# Starting and help

START = (
    "I keep who said what in the news I was given, and answer from it with the source.\n\n"
    "Ask me in your own words, for example:\n"
    "<i>Who claimed responsibility for the attack?</i>\n"
    "<i>What did the minister say about the strike yesterday?</i>\n"
    "<i>Did anyone deny it?</i>\n\n"
    "/subscribe 08:00 brings you a digest every morning; /help shows everything I can do."
)


def no_owner(person: int) -> str:
    """How to become the owner of a bot that has none."""
    how = f"Your id is <code>{person}</code>: put it into ADMIN_IDS and start me again."
    return f"\n\nI have no owner yet. {how}"


HELP = (
    "<b>Ask</b>\n"
    "Just write your question; in a group, begin with /ask or reply to one of my messages.\n"
    "<i>/ask how many people were killed, according to whom?</i>\n"
    "A short question after it goes on from the last one: <i>and what did they say before?</i>\n\n"
    "<b>Look</b>\n"
    "<i>/who Mara Lind</i> what somebody said, newest first\n"
    "<i>/topic port strike</i> everything said about it, <i>/timeline port strike</i> the same day by day\n"
    "<i>/latest</i> the newest statements, <i>/sources</i> the outlets I have read\n"
    "The buttons under an answer show more; the number behind a statement is a link to share.\n"
    "<i>/wrong 12 she was never there</i> tells the owners that statement 12 is wrong\n\n"
    "<b>Digest</b>\n"
    "<i>/digest</i> the newest day, <i>/digest 2025-03-05</i> a certain one\n"
    "<i>/subscribe 08:00</i> every day at that hour\n"
    "<i>/subscribe 07:30 Europe/Kyiv #port strike @Mara Lind</i> in that zone, only this topic and speaker\n"
    "<i>/unsubscribe</i> no more digests\n\n"
    "<b>Chart</b>\n"
    "<i>/chart port strike</i> who spoke about it, day by day\n\n"
    "<b>Yours</b>\n"
    "<i>/settings Europe/Kyiv</i> the zone in which days and hours are told here\n"
    "<i>/privacy</i> what I keep about you, <i>/export</i> sends it, <i>/forgetme</i> deletes it"
)

HELP_OWNER = (
    "\n\n<b>Load</b> (you are one of the owners)\n"
    "<i>/load https://example.org/article</i> a link\n"
    "<i>/load</i> with the text after it, or as a reply to a message with the text\n"
    "A file (.txt, .html, .pdf, .docx) or a bare link is read without any command.\n"
    "<i>/review</i> what people hold to be wrong: keep or retract it"
)

UNKNOWN_COMMAND = "I do not know this command. /help shows what I can do, and any question is welcome."
SECONDHAND = "This command was forwarded, so I did nothing. Please type it yourself."
NO_TEXT = "I can only read text. Ask me a question in words, or see /help."
SLOW_DOWN = "That is more than I can answer at a time. Please wait half a minute."
STALE_BUTTON = "This button no longer works."
NOT_YOUR_BUTTON = "This button is for whoever asked. Ask me yourself and you get your own."
OWNERS_ONLY = "Only the owners of this bot may do this."
IN_PRIVATE = "Please do this in our private chat."

KEY_MORE, KEY_BEFORE, KEY_BACK = "More ▸", "◂ Before", "◂ Back"
KEY_CONTEXT, KEY_SOURCES, KEY_DISAGREE = "Context", "Sources", "Who disagrees"
KEY_TIMELINE, KEY_WRONG = "Timeline", "👎 Wrong"
KEY_KEEP, KEY_RETRACT, KEY_SKIP, KEY_UNDO = "Keep", "Retract", "Skip", "Undo"

# Looking through

NOTHING_ON_RECORD = "Nothing is on record yet."
NOT_ANY_MORE = "These statements do not stand any more."
WHO_HOW = "Tell me the name: <i>/who Mara Lind</i>"
TOPIC_HOW = "Tell me the topic: <i>/topic port strike</i>"
TIMELINE_HOW = "Tell me the topic: <i>/timeline port strike</i>"
LATEST = "The newest statements"
NO_DAY = "Day unknown"
NO_SUCH_STATEMENT = "I have no such statement, or it does not stand any more."


def nobody(name: str) -> str:
    """No stored speaker bears the name."""
    return f"Nothing found: I have no statement by anybody named {escaped(name)}."


def profile(role: str | None, aliases: Sequence[str], count: int, others: Sequence[str]) -> str:
    """Who a speaker is, plain: role, other names, how much there is, whom else the name may mean."""
    facts = [role or "", f"also called {listed(aliases)}" if aliases else "", _statements(count)]
    told = " · ".join(filter(None, facts))
    return f"{told} · other people of this name: {listed(others)}" if others else told


def on_topic(words: str, count: int) -> str:
    """The heading over statements on a topic, plain."""
    return f"{words[:1].upper()}{words[1:]}: {_statements(count)}"


def place(first: int, last: int, count: int) -> str:
    """Which of how many are shown, plain."""
    return f"{first}–{last} of {count}" if last > first else f"{first} of {count}"


def statement(number: int) -> str:
    """The heading over one statement, plain."""
    return f"Statement #{number}"


def share(link: str) -> str:
    """Where a statement can be found again, plain."""
    return f"To share: {link}"


def outlets(known: Sequence[tuple[str | None, int, str | None]], more: int) -> str:
    """Every outlet (escaped) with its articles and newest day."""
    lines = [
        f"• <b>{name or 'Outlet unknown'}</b>: {count} article{'' if count == 1 else 's'}"
        f"{f', newest of {newest}' if newest else ''}"
        for name, count, newest in known
    ]
    further = [f"and {more} more outlets"] if more > 0 else []
    return "\n".join(["<b>What I have read</b>", *lines, *further])


def more_articles(count: int) -> str:
    """How many articles are not shown."""
    return f"and {count} more article{'' if count == 1 else 's'}"


def offered(name: str, stance: Stance) -> str:
    """The title of a statement offered in inline mode, plain."""
    return f"{name} {SAID[stance]}"


def _statements(count: int) -> str:
    return f"{count} statement{'' if count == 1 else 's'}"


# One's own

KEY_FORGET, KEY_CANCEL = "Forget me", "Cancel"
PRIVACY = (
    "<b>What I keep about you</b>\n"
    "• the messages you send me, for three days at most, so that none is lost\n"
    "• your subscription and zone, until you change or end them\n"
    "• what the buttons under my answers do, for two weeks\n"
    "• which statements you held to be wrong, and why\n"
    "• your questions of these days, each with those before it, so that short ones can follow them\n"
    "Who ordered or ended a digest, and what owners do, stays in a log for them. Nothing is passed on.\n\n"
    "/export sends you all of it, /forgetme deletes it."
)
EXPORTED = "This is all I keep about you."
FORGET_SURE = (
    "Shall I forget your subscription, zone, questions, buttons and what you held to be wrong? "
    "This cannot be undone."
)
FORGOTTEN = "Done: I have forgotten it all, and no more digests come."
NOT_FORGOTTEN = "Nothing was changed."


def settings(zone: str) -> str:
    """What a chat has settled, and how to change it."""
    return (
        f"Days and hours are told in the zone <b>{escaped(zone)}</b>.\n"
        "Change it like this: <i>/settings Europe/Kyiv</i>. /subscribe sets the hour of the digest."
    )


def zone_set(zone: str) -> str:
    """The zone that a chat chose."""
    return f"Done: days and hours are told in {escaped(zone)} from now on, digests too."


# Reviewing

WRONG_HOW = (
    "Tell me which statement is wrong, and why if you like: <i>/wrong 12 she was never there</i>, "
    "or reply with /wrong to a message that shows it. The number stands behind each statement."
)
WHICH_IS_WRONG = "Which of them is wrong? Please tap its number."
REVIEW = "Held to be wrong"
NOTHING_TO_REVIEW = "Nothing is left to be reviewed."


def which_is_wrong(numbers: Sequence[int]) -> str:
    """Several statements stand in the message."""
    named = listed([f"/wrong {number}" for number in numbers[:10]]).replace(" and ", " or ")
    return f"Which of them is wrong? Write {named}."


def flagged(number: int) -> str:
    """A statement was put on the owners' list."""
    return f"Thank you. #{number} is on the owners' list for review."


def review_note(at: int, count: int, people: int, reasons: Sequence[str]) -> str:
    """Which of the flagged statements this is, by how many people, and what they wrote; plain."""
    by = f"{at} of {count} · by {people} {'person' if people == 1 else 'people'}"
    quoted = "; ".join(f"“{reason}”" for reason in reasons[:5])
    return f"{by}: {quoted}" if quoted else by


def kept(number: int) -> str:
    """An owner let a statement stand."""
    return f"#{number} stays."


def retracted(number: int) -> str:
    """An owner retracted a statement."""
    return f"#{number} is retracted: no later answer or digest will use it."


def restored(number: int) -> str:
    """An owner undid a retraction."""
    return f"#{number} stands again."


# Asking

ASK_HOW = "Ask me like this: <i>/ask who claimed responsibility?</i>"
QUESTION_TOO_LONG = "This is too long for a question. Please ask it in one or two sentences."
TEXT_OR_QUESTION = "This is too long for a question. If it is an article to be read, reply to it with /load."

# Loading

LOAD_OWNERS_ONLY = "Only the owners of this bot may load articles."
LOAD_IN_PRIVATE = "Please send me articles in our private chat."
LOAD_HOW = (
    "Send me what to read: <i>/load</i> with a link or the text after it, as a reply to a message, "
    "or in the caption of a file (.txt, .html, .pdf, .docx)."
)
LOAD_FORWARDED = "Shall I read this? Then reply to it with /load."
NO_PICTURES = "I cannot read pictures. Please send the text, a link, or a .txt, .html, .pdf or .docx file."
TOO_BIG = "This file is too big: at most 20 MB can be read."
NOT_FETCHED = "Telegram did not hand over the file. Please send it again."


def queued(name: str) -> str:
    """The load waits for its turn."""
    return f"Queued: {escaped(name)}"


def reading(name: str) -> str:
    """The load is being read."""
    return f"Reading: {escaped(name)}"


def trying_again(name: str) -> str:
    """The load could not be fetched and waits for another try."""
    return f"Could not be fetched yet, will be tried again: {escaped(name)}"


def done(name: str) -> str:
    """The load was read; its outcome is told in a message of its own."""
    return f"Read: {escaped(name)}"


def not_read(name: str) -> str:
    """The load failed; why is told in a message of its own."""
    return f"Not read: {escaped(name)}"


# Digests

NOTHING_NEW = "Nothing was said that day, as far as I know."


def nothing_new_on(day: dt.date) -> str:
    """Instead of a digest, for those who asked to be told."""
    return f"Nothing new for {day.day} {day:%B}."


DIGEST_HOW = (
    "Write the day like this: <i>/digest 2025-03-05</i> or <i>/digest yesterday</i>; "
    "/digest alone brings the newest."
)
SUBSCRIBE_HOW = (
    "Tell me when: <i>/subscribe 08:00</i>, with your zone if you like: <i>/subscribe 07:30 Europe/Kyiv</i>. "
    "Add <i>#topic</i> or <i>@Speaker</i> to get only that."
)
GROUP_ADMINS_ONLY = "In a group only its administrators can change the digest."
UNSUBSCRIBED = "Done, no more digests here. /subscribe brings them back."
NOT_SUBSCRIBED = "There is no digest here to stop. /subscribe 08:00 would start one."


def subscribed(hour: str, zone: str, topics: Sequence[str], speakers: Sequence[str], first: str) -> str:
    """A subscription as made: hour, zone, what it is about, when the first digest comes."""
    about = _about(topics, speakers)
    return f"Done: a digest every day at {hour} {escaped(zone)}{about}. The first comes on {first}."


def subscription(hour: str, zone: str, topics: Sequence[str], speakers: Sequence[str]) -> str:
    """A subscription as it stands, and how to change it."""
    about = _about(topics, speakers)
    now = f"You get a digest every day at {hour} {escaped(zone)}{about}."
    return f"{now}\n{SUBSCRIBE_HOW}\n/unsubscribe stops it."


def _about(topics: Sequence[str], speakers: Sequence[str]) -> str:
    wishes = [f"about {escaped(topic)}" for topic in topics] + [f"by {escaped(name)}" for name in speakers]
    return f", only what is said {' or '.join(wishes)}" if wishes else ""


# Charts

CHART_HOW = "Tell me the topic: <i>/chart port strike</i>"


def nothing_to_chart(topic: str) -> str:
    """No dated statement about the topic."""
    return f"I know no dated statement about {escaped(topic)}."


# Errors


def trouble(incident: str) -> str:
    """Something failed inside; the incident stands in the log."""
    return (
        "Sorry, something went wrong on my side. Please try again in a moment. "
        f"If it stays, tell my owner this number: {incident}"
    )


# Answers: plain text, escaped as a whole where it is put into HTML

NEAREST = "Nearest on record, not an answer:"
UNNAMED = "A source not named"
SAYS_THE_ARTICLE = "in the words of the article"

SAID = {
    Stance.STATES: "said",
    Stance.CLAIMS: "claimed",
    Stance.DENIES: "denied",
    Stance.ACCUSES: "made an accusation",
    Stance.CONFIRMS: "confirmed",
    Stance.QUESTIONS: "questioned",
    Stance.WARNS: "warned",
    Stance.CALLS_FOR: "called for",
    Stance.ANNOUNCES: "announced",
    Stance.REPORTS: "reported",
    Stance.PROMISES: "promised",
}
_IN_A_WORD = {
    "states": "statement",
    "claims": "claim",
    "denies": "denial",
    "accuses": "accusation",
    "confirms": "confirmation",
    "questions": "question",
    "warns": "warning",
    "calls_for": "call",
    "announces": "announcement",
    "reports": "report",
    "promises": "promise",
}
_LEADING = frozenset(
    [
        "said",
        "wrote",
        "added",
        "replied",
        "answered",
        "asked",
        "insisted",
        "alleged",
        "claimed",
        "warned",
        "announced",
        "promised",
        "pledged",
        "vowed",
        "confirmed",
        "denied",
        "joked",
        "argued",
        "noted",
        "stressed",
        "explained",
        "admitted",
        "acknowledged",
        "conceded",
        "declared",
        "contended",
        "maintained",
        "repeated",
        "reiterated",
        "remarked",
        "observed",
        "recalled",
        "stated",
        "tweeted",
        "posted",
        "complained",
        "questioned",
        "boasted",
        "asserted",
        "predicted",
        "suggested",
        "estimated",
        "emphasised",
        "emphasized",
        "quipped",
    ]
)
_LEADS = {
    "too_long": QUESTION_TOO_LONG,
    "no_words": "Please ask me in words, for example: Who called for talks?",
    "no_topic": "Please tell me whom or what you mean: a name, a topic or a day.",
    "owned_up": "{names} claimed it.",
    "nobody_owned_up": "Nobody is on record as claiming it. {names} spoke about it:",
    "told_by": "According to {names}:",
    "who_states": "{names} said so.",
    "who_claims": "{names} claimed it.",
    "who_denies": "{names} denied it.",
    "who_accuses": "{names} made the accusation.",
    "who_confirms": "{names} confirmed it.",
    "who_questions": "{names} questioned it.",
    "who_warns": "{names} gave the warning.",
    "who_calls_for": "{names} called for it.",
    "who_announces": "{names} announced it.",
    "who_reports": "{names} reported it.",
    "who_promises": "{names} made the promise.",
    "words": "{name} made {statements}:",
    "words_several": "{names} made {statements}:",
    "words_others": "{names} and others made {statements}:",
    "words_one": "{name} said this:",
    "words_via": "As reported by {name}: {statements}.",
    "without": "I have no statement by {name}. {names} said this:",
    "yes_states": "Yes, {name} said so.",
    "yes_claims": "Yes, {name} claimed it.",
    "yes_denies": "Yes, {name} denied it.",
    "yes_accuses": "Yes, {name} made the accusation.",
    "yes_confirms": "Yes, {name} confirmed it.",
    "yes_questions": "Yes, {name} questioned it.",
    "yes_warns": "Yes, {name} gave the warning.",
    "yes_calls_for": "Yes, {name} called for it.",
    "yes_announces": "Yes, {name} announced it.",
    "yes_reports": "Yes, {name} reported it.",
    "yes_promises": "Yes, {name} made the promise.",
    "no_denied": "No, {name} denied it.",
    "no_confirmed": "No, {name} confirmed it.",
    "no_otherwise": "No, {name} said otherwise.",
    "no_said": "No: “{words}”",
    "no_caveat": "No: “{words}”, as the article puts it.",
    "on_this": "{name} said this about it:",
    "two_versions": "Two versions:",
    "side_by_side": "Side by side, to judge by yourself:",
    "of_one_mind": "{names} said much the same.",
    "one_version": "Only one version is on record:",
    "figure": "{figure}, according to {name}.",
    "figure_newest": "{figure}, according to {name}. Before that it was {other}, according to {other_name}.",
    "figures": "{figure}, according to {name}; {other}, according to {other_name}.",
    "no_figure": "Nothing found: no figure is on record for this.",
    "said_on": "On {day}.",
    "said_in": "In {day}.",
    "told_on": "Reported on {day}; the day of saying itself is not given.",
    "no_day": "Nothing found: no day is on record for this.",
    "day_words": "“{day}”, according to {name}.",
    "no_reason": "No reason is on record: “{words}”",
    "on_record": "I have {statements} on this:",
    "from_period": "{statements} from {period}.",
    "from_outlet": "{statements} in what {outlet} published.",
    "statements": "On record:",
    "nothing": "Nothing found: I have no such statement.",
    "nothing_by": "Nothing found: I have no statement by {name}.",
    "nothing_by_about": "Nothing found: I have {statements} by {name}, but none about “{topic}”.",
    "nothing_about": "Nothing found: I have no statement about “{topic}”.",
    "nothing_in_period": "Nothing found: I have no statement from {period}.",
    "nothing_why": "Nothing found: I have no statement that tells why, for “{topic}”.",
    "nothing_stance": "Nothing found: I have no {stance} about “{topic}”.",
    "nothing_from_outlet": "Nothing found: I have nothing about this from {outlet}.",
    "unproven": "Nothing found: what I had could not be proved from its article.",
}


TWO_VERSIONS = frozenset({"two_versions", "side_by_side"})


def answer_lead(key: str, values: Mapping[str, str]) -> str:
    """The first line of an answer; `count` and `stance` are put into words."""
    told = dict(values)
    if "count" in told:
        told["statements"] = f"{told['count']} statement{'' if told['count'] == '1' else 's'}"
    if "stance" in told:
        told["stance"] = _IN_A_WORD[told["stance"]]
    return _LEADS[key].format(**told)


def more_statements(count: int) -> str:
    """How many statements would answer too."""
    return f"{count} more statement{'' if count == 1 else 's'} on this."


def period_open(*, since: str | None, until: str | None) -> str:
    """A period with one end."""
    return f"{since} on" if since else f"up to {until}"


def listed(names: Sequence[str]) -> str:
    """Names with commas and a last "and"."""
    return f"{', '.join(names[:-1])} and {names[-1]}" if len(names) > 1 else "".join(names)


def via(name: str) -> str:
    """Who relayed a statement."""
    return f"via {name}"


def caveat(words: str) -> str:
    """The article's own reservation, in its words."""
    return f"note: “{words}”"


def also_in(outlets: Sequence[str]) -> str:
    """Other outlets that carry the same statement."""
    return f"also in {listed(outlets)}"


def reported_on(day: str) -> str:
    """A statement whose own day is not told."""
    return f"reported {day}"


def leads_to_words(cue: str) -> bool:
    """Whether an article's verb can stand before what was said ("has warned", "again insisted")."""
    return cue.casefold().split()[-1] in _LEADING


# The terminal chat

CONSOLE_UNKNOWN = "I do not know this command here. /help shows what I can do."
CONSOLE_LOAD_REFUSED = "Only an admin may load articles: start me with <code>onrecord chat --admin</code>."


def console_help(*, admin: bool) -> str:
    """What can be done in the terminal chat."""
    load = "\n<i>/load FILE</i>, <i>/load LINK</i> or <i>/load TEXT</i> reads an article" if admin else ""
    return (
        "Just write your question: <i>who denied it?</i> A short one after it goes on from the last: "
        f"<i>and the union?</i>\n<i>/digest</i> the newest day{load}\n<i>/quit</i> leaves"
    )


def taken_back(statement_id: int, words: str) -> str:
    """To those who were sent a statement that turned out wrong."""
    told = f"Correction: statement {statement_id} that I sent you was wrong and has been taken back."
    return f"<b>{told}</b>\n<s>{escaped(words)}</s>"
