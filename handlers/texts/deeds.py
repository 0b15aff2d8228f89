"""What the log says: who did what. The doer stands before each of these."""

from handlers.languages.sentence import Counted, Sentence

TITLE = Sentence("<b>Log</b>, newest first; hours in {zone}")
NONE = Sentence("Nobody has done anything yet.")
LINE = Sentence("<b>{when}</b> · {who} · {what}")

BY_FEED = Sentence("a feed")
BY_COMMAND = Sentence("the command line")

AGAIN = Sentence("handed over article {article} again")
DEEDS = {
    "load": Sentence("loaded article {article}"),
    "load refused": Sentence("handed over what was not read: {source} ({reason})"),
    "keep article": Sentence("kept article {article}"),
    "remove article": Sentence("removed article {article}"),
    "restore article": Sentence("brought back article {article}"),
    "correct outlet": Sentence("article {article}: outlet {was} → {now}"),
    "correct day": Sentence("article {article}: day {was} → {now}"),
    "keep statement": Sentence("kept statement #{statement}"),
    "correct speaker": Sentence("statement #{statement}: speaker {was} → {now}"),
    "retract statement": Sentence("retracted statement #{statement}"),
    "restore statement": Sentence("brought back statement #{statement}"),
    "merge speakers": Sentence("merged {speaker} into {into}"),
    "alias": Sentence("speaker {speaker}: also called {alias}"),
    "remove alias": Sentence("speaker {speaker}: no longer called {alias}"),
    "follow feed": Sentence("followed feed {feed}"),
    "leave feed": Sentence("removed feed {feed}"),
    "pause feed": Sentence("paused feed {feed}"),
    "resume feed": Sentence("resumed feed {feed}"),
    "grant": Sentence("made {user} {role}"),
    "revoke": Sentence("took the role of {user}"),
    "send again": Sentence("sent message {message} again"),
    "leave in doubt": Sentence("left message {message} as it is"),
}
BROADCAST = Counted("told {count} chat: {text}", "told {count} chats: {text}")
EMPTY = Sentence("none", "outlet, day or name that was not known")
