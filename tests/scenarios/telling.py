"""Runs a story with the fake of Telegram: its own lines, and those below that it does not have.

    forward ID [in CHAT]: TEXT       a person passes on what somebody else wrote
    edit ID [in CHAT]: TEXT          a person corrects the newest message of theirs
    hidden CHAT [topic=N] [reply=last]: TEXT   an administrator writes in the name of the group
    channel ID TITLE members=ADMIN   a channel that the bot may read, and
    post CHAT: TEXT                  what is published there
    place ID LATITUDE LONGITUDE      a person sends where they are
    sticker ID [in=CHAT]             a person sends something without words
    photo ID [caption=...] [in=CHAT]
    press ID LABEL [in=CHAT] [told=TEXT] [within=S]   like tap, and what the tap is answered with
    hammer ID LABEL TIMES            the same button so often in a row, faster than anything can be shown
    forge ID DATA [in=CHAT] [told=TEXT]   a tap that no button allows; TOKEN stands for that of a real one
    search ID [offset=X] [min=N] [max=N] [more=true] [personal=true]: WORDS   inline mode; offset=next goes on
    typing [ACTION]                  since the last message somebody was shown that an answer is coming
    answered [topic=N] [silent=true]  the newest message replies to the last one written, in its place
    same                             the newest change was made in the message sent last
    picture [least=BYTES]            the newest message is a picture with words under it
    flood ID TIMES: TEXT             the same words so often in a row
    menus N                          so many menus were set

What people hand over stands in `handing`.

Run by an interpreter that has what the fake needs: it imports nothing of the project's.
"""

from __future__ import annotations

import shlex
import sys
import time
from collections.abc import Callable
from typing import Any, TypeAlias

import handing  # type: ignore[import-not-found]
from tg_e2e import __main__ as tool  # type: ignore[import-not-found]

Words: TypeAlias = list[Any]
Options: TypeAlias = dict[str, Any]
State: TypeAlias = dict[str, Any]
HIDDEN = 1087968824  # under whom Telegram tells messages of administrators who hide behind their group
STICKER = {
    "file_id": "s",
    "file_unique_id": "s",
    "type": "regular",
    "width": 1,
    "height": 1,
    "is_animated": False,
    "is_video": False,
}


def _write(s: Any, st: State, who: int, text: str | None, chat: int | None, **fields: Any) -> None:
    st["mark"] = s.mark()
    sent = s.say(who, text.replace("\\n", "\n") if text else text, chat, **fields)
    st["chat"], st["written"] = sent["chat"], sent["message_id"]


def _there(words: Words, own: int) -> int:
    return int(words[words.index("in") + 1]) if "in" in words else own


def forward(s: Any, st: State, words: Words, options: Options, text: str) -> None:
    del options
    _write(s, st, words[0], text, _there(words, words[0]), forward_from="Eve")


def edit(s: Any, st: State, words: Words, options: Options, text: str) -> None:
    del options
    chat = _there(words, words[0])
    mine = [m for m in s.world.chats[chat].messages.values() if m.get("from", {}).get("id") == words[0]]
    _write(s, st, words[0], text, chat, edit_of=mine[-1]["message_id"])


def hidden(s: Any, st: State, words: Words, options: Options, text: str) -> None:
    chat = s.world.chats[words[0]]
    s._do(s.world.add_user, HIDDEN, "Group", "GroupAnonymousBot", "")
    s.world.users[HIDDEN]["is_bot"] = True
    reply = s.replies(chat=words[0])[-1]["message_id"] if options.get("reply") == "last" else None
    _write(
        s,
        st,
        HIDDEN,
        text,
        words[0],
        sender_chat=chat.api(),
        thread_id=options.get("topic"),
        reply_to=reply,
    )


def channel(s: Any, st: State, words: Words, options: Options, _: str) -> None:
    del st
    s.group(words[0], str(words[1]), members=[options["members"]], type="channel", bot_status="administrator")


def post(s: Any, st: State, words: Words, options: Options, text: str) -> None:
    del options
    who = next(iter(s.world.chats[words[0]].members))
    _write(s, st, who, text, words[0])


def place(s: Any, st: State, words: Words, options: Options, _: str) -> None:
    where = {"latitude": words[1], "longitude": words[2]}
    _write(s, st, words[0], None, options.get("in"), location=where)


def sticker(s: Any, st: State, words: Words, options: Options, _: str) -> None:
    _write(s, st, words[0], None, options.get("in"), sticker=STICKER)


def photo(s: Any, st: State, words: Words, options: Options, _: str) -> None:
    st["mark"] = s.mark()
    sent = s.send_photo(words[0], caption=options.get("caption"), chat=options.get("in"))
    st["chat"], st["written"] = sent["chat"], sent["message_id"]


def _place(words: Words, options: Options) -> int:
    return int(options["in"] if "in" in options else words[0])


def _newest_with(s: Any, chat: int, label: str) -> dict[str, Any]:
    told: dict[str, Any]
    for told in reversed(s.replies(chat=chat)):
        message = s.world.chats[chat].messages.get(told["message_id"], {})
        rows = (message.get("reply_markup") or {}).get("inline_keyboard", [])
        if any(label in button["text"] for row in rows for button in row):
            return told
    raise AssertionError(f"no message with a button {label!r} in {chat}")


def _answer(told: dict[str, Any], options: Options) -> None:
    said = told["text"] or ""
    assert str(options.get("told", "")).lower() in said.lower(), f"the tap was answered with {said!r}"
    assert told["after"] <= options.get("within", 5), f"the tap was answered after {told['after']} s"


def press(s: Any, st: State, words: Words, options: Options, _: str) -> None:
    chat = _place(words, options)
    message = _newest_with(s, chat, str(words[1]))
    st["mark"], st["chat"] = s.mark(), chat
    _answer(s.tap(words[0], message, str(words[1])), options)


def hammer(s: Any, st: State, words: Words, options: Options, _: str) -> None:
    chat = _place(words, options)
    message = s.world.chats[chat].messages[_newest_with(s, chat, str(words[1]))["message_id"]]
    rows = message["reply_markup"]["inline_keyboard"]
    data = next(b["callback_data"] for row in rows for b in row if str(words[1]) in b["text"])
    st["mark"], st["chat"] = s.mark(), chat
    taps = [s._do(s.world.tap, words[0], chat, message["message_id"], data) for _ in range(words[2])]
    s._poll(lambda: all(s.world.callbacks[each]["answered"] for each in taps), 20, "answers to all taps")
    for each in taps:
        _answer(s.world.callbacks[each]["answered"], options)


def forge(s: Any, st: State, words: Words, options: Options, _: str) -> None:
    chat = _place(words, options)
    bearing = [m for m in s.world.chats[chat].messages.values() if m.get("reply_markup")]
    rows = bearing[-1]["reply_markup"]["inline_keyboard"]
    token = rows[0][0]["callback_data"].partition(":")[0]
    data = str(words[1]).replace("TOKEN", token)
    rows.append([{"text": "forged", "callback_data": data}])
    st["mark"], st["chat"] = s.mark(), chat
    _answer(s.tap(words[0], {"chat": chat, "message_id": bearing[-1]["message_id"]}, data), options)
    rows.pop()


def search(s: Any, st: State, words: Words, options: Options, text: str) -> None:
    offset = st.get("next_offset", "") if options.get("offset") == "next" else str(options.get("offset", ""))
    made = s.inline(words[0], text, offset)
    results, st["next_offset"] = made["results"], made["next_offset"]
    assert options.get("min", 0) <= len(results) <= options.get("max", 50), f"{len(results)} inline results"
    assert bool(made["next_offset"]) == options.get("more", bool(made["next_offset"])), "there is more"
    for name in ("personal", "button"):
        assert made[name] or not options.get(name), f"not {name}"


def typing(s: Any, st: State, words: Words, options: Options, _: str) -> None:
    del options
    wished = str(words[0]) if words else "typing"
    shown = [e["text"] for e in s.world.events if e["kind"] == "sendChatAction" and e["seq"] > st["mark"]]
    assert wished in shown, f"shown: {shown}"


def _newest(s: Any, st: State) -> dict[str, Any]:
    newest: dict[str, Any] = s.replies(st["mark"], st["chat"])[-1]
    return newest


def answered(s: Any, st: State, words: Words, options: Options, _: str) -> None:
    del words
    newest = _newest(s, st)
    people = [
        e for e in s.world.events if e["dir"] == "in" and e["chat"] == st["chat"] and e.get("message_id")
    ]
    assert newest["reply_to"] == people[-1]["message_id"], f"it replies to {newest['reply_to']}"
    assert newest["thread"] == options.get("topic"), f"it stands in the topic {newest['thread']}"
    assert (newest["preview"] or {}).get("is_disabled") or "photo" in newest["kind"].lower(), (
        "previews are on"
    )


def same(s: Any, st: State, words: Words, options: Options, _: str) -> None:
    del words, options
    newest = _newest(s, st)
    sent = [each for each in s.world.sends if each["chat"] == st["chat"]][-1]
    assert newest["kind"].startswith("edit"), newest["kind"]
    assert newest["message_id"] == sent["message_id"], "another message was changed"


def picture(s: Any, st: State, words: Words, options: Options, _: str) -> None:
    del words
    newest = _newest(s, st)
    assert newest["kind"] == "sendPhoto", newest["kind"]
    assert newest["text"], "no words under it"
    data = list(s.world.files.values())[-1]["data"]
    assert data.startswith(b"\x89PNG"), "no PNG"
    assert len(data) >= options.get("least", 10_000), f"{len(data)} bytes"


def flood(s: Any, st: State, words: Words, options: Options, text: str) -> None:
    del options
    for _ in range(int(words[1])):
        _write(s, st, words[0], text, None)


def menus(s: Any, st: State, words: Words, options: Options, _: str) -> None:
    del st, options
    for _tries in range(100):
        if len(s.world.bot.commands) >= words[0]:
            return
        time.sleep(0.1)
    raise AssertionError(f"{len(s.world.bot.commands)} menus")


MORE: dict[str, Callable[[Any, State, Words, Options, str], None]] = {
    each.__name__: each
    for each in (
        forward,
        edit,
        hidden,
        channel,
        post,
        place,
        sticker,
        photo,
        press,
        hammer,
        forge,
        search,
        typing,
        answered,
        same,
        picture,
        flood,
        menus,
    )
} | handing.MORE
_WITH_TEXT = {"forward", "edit", "hidden", "post", "search", "flood", *handing.WITH_TEXT}
_plain = tool.run_line


def tell(s: Any, line: str, st: State) -> None:
    """Tell a line of the story: one of ours, or one that the fake knows."""
    line = line.replace("WEB", handing.WEB)
    name, _, rest = line.partition(" ")
    if name not in MORE:
        _plain(s, line, st)
        if name in {"as", "file"}:
            told = [e for e in s.world.events if e["dir"] == "in" and e.get("message_id")]
            st["written"] = told[-1]["message_id"]
        return
    spec, _, text = rest.partition(":") if name in _WITH_TEXT else (rest, "", "")
    words, options = tool.opts(shlex.split(spec))
    MORE[name](s, st, words, options, text.strip())


if __name__ == "__main__":
    tool.run_line = tell
    sys.exit(tool.main())
