"""Telegram's end of the wire: answers every call as the Bot API would, and records it."""

from __future__ import annotations

import asyncio
import itertools
import json
from collections import defaultdict
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qsl

from telegram.request import BaseRequest, RequestData

BOT = {"id": 77, "is_bot": True, "first_name": "Onrecord", "username": "onrecord_bot"}
DATE = 1_935_600_000


@dataclass
class Call:
    """One call of the Bot API: the method and what was given."""

    method: str
    given: dict[str, Any]

    def __getitem__(self, name: str) -> Any:
        return self.given.get(name)

    def buttons(self) -> dict[str, str]:
        """The buttons that came along: label -> data."""
        rows = (self["reply_markup"] or {}).get("inline_keyboard", [])
        return {key["text"]: key["callback_data"] for row in rows for key in row}


@dataclass
class Wire(BaseRequest):
    """What would be Telegram's servers.

    `refusals` hold answers (status, body) to be given once, by method; `files` what `getFile` knows
    by id; `statuses` the standing of people in groups; `batches` what `getUpdates` hands out, after
    which it hangs like any long poll.
    """

    calls: list[Call] = field(default_factory=list)
    refusals: defaultdict[str, list[tuple[int, dict[str, Any]]]] = field(
        default_factory=lambda: defaultdict(list)
    )
    files: dict[str, bytes] = field(default_factory=dict)
    statuses: dict[int, str] = field(default_factory=dict)
    batches: list[list[dict[str, Any]]] = field(default_factory=list)
    numbers: itertools.count[int] = field(default_factory=lambda: itertools.count(5_000))

    @property
    def read_timeout(self) -> float | None:
        return None

    async def initialize(self) -> None:
        """There is nothing to open."""

    async def shutdown(self) -> None:
        """There is nothing to close."""

    async def do_request(
        self, url: str, method: str, request_data: RequestData | None = None, *_ignored: object, **__: object
    ) -> tuple[int, bytes]:
        del method
        if "/file/bot" in url:
            return 200, self.files[url.rpartition("/")[2]]
        name, _, query = url.rpartition("/")[2].partition("?")
        given: dict[str, Any] = dict(request_data.parameters) if request_data else {}
        if request_data and request_data.contains_files:
            for part, payload in request_data.multipart_data.items():
                given[part] = payload[1]
        given |= parse_qsl(query)
        self.calls.append(Call(name, given))
        if self.refusals[name]:
            status, body = self.refusals[name].pop(0)
            return status, json.dumps({"ok": False, "error_code": status, **body}).encode()
        if name == "getUpdates" and not self.batches:
            await asyncio.Event().wait()
        return 200, json.dumps({"ok": True, "result": self._result(name, given)}).encode()

    def _result(self, name: str, given: dict[str, Any]) -> Any:
        if name == "getUpdates":
            return self.batches.pop(0)
        if name == "getMe":
            return BOT
        if name in {"sendMessage", "editMessageText", "sendPhoto", "sendDocument"}:
            number = given.get("message_id") or next(self.numbers)
            chat = {"id": given["chat_id"], "type": "private" if given["chat_id"] > 0 else "supergroup"}
            return {"message_id": number, "date": DATE, "chat": chat, "from": BOT, "text": "sent"}
        if name == "getChatMember":
            status = self.statuses.get(given["user_id"], "member")
            return _member(given["user_id"], status)
        if name == "getFile":
            return {"file_id": given["file_id"], "file_unique_id": "u", "file_path": given["file_id"]}
        return True

    def of(self, method: str) -> list[Call]:
        """The calls of one method."""
        return [call for call in self.calls if call.method == method]

    def keyboards(self) -> list[Call]:
        """The calls that put buttons under a message, oldest first."""
        return [call for call in self.calls if call.buttons()]

    @property
    def said(self) -> list[str]:
        """The texts sent, oldest first."""
        return [call["text"] for call in self.of("sendMessage")]


def _member(user_id: int, status: str) -> dict[str, Any]:
    member: dict[str, Any] = {
        "user": {"id": user_id, "is_bot": False, "first_name": "Somebody"},
        "status": status,
    }
    if status == "administrator":
        rights = (
            "can_be_edited is_anonymous can_manage_chat can_delete_messages can_manage_video_chats "
            "can_restrict_members can_promote_members can_change_info can_invite_users can_post_stories "
            "can_edit_stories can_delete_stories"
        )
        member |= dict.fromkeys(rights.split(), True)
    if status == "creator":
        member["is_anonymous"] = False
    return member


class Scripted:
    """A call to Telegram that answers with what was put in, in order; an error is raised."""

    def __init__(self, *answers: Any) -> None:
        self.answers = list(answers)
        self.calls = 0

    async def __call__(self) -> Any:
        self.calls += 1
        answer = self.answers.pop(0)
        if isinstance(answer, Exception):
            raise answer
        return answer
