"""A small Telegram of the tests' own: just enough of the Bot API, with faults by the dice."""

from __future__ import annotations

import asyncio
import json
import random
import threading
import time
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Self
from urllib.parse import parse_qs

BOT = {"id": 77, "is_bot": True, "first_name": "Onrecord", "username": "onrecord_bot"}


@dataclass(frozen=True)
class Faults:
    """How likely each fault is at a sendMessage; what is left over is a plain answer."""

    flood: float = 0.0  # 429, not sent
    broken: float = 0.0  # 502, sent or not
    lost: float = 0.0  # sent, the connection then dropped


LATE_S = 3.0
# What may be planned for a chat's next messages, besides "sent": the answer, and whether it arrived.
ANSWERS: Mapping[str, tuple[bool, int, Any]] = {
    "429 untold": (False, 429, {"description": "Too Many Requests"}),
    "401": (False, 401, {"description": "Unauthorized"}),
    "403": (False, 403, {"description": "Forbidden: bot was blocked by the user"}),
    "not found": (False, 400, {"description": "Bad Request: chat not found"}),
    "too long": (False, 400, {"description": "Bad Request: message is too long"}),
    "entities": (False, 400, {"description": "Bad Request: can't parse entities: unsupported start tag"}),
    "500": (True, 500, {"description": "Internal Server Error"}),
    "502": (False, 502, b"<html>Bad Gateway</html>"),
    "502 sent": (True, 502, b"<html>Bad Gateway</html>"),
    "broken": (True, 200, b'{"ok": tr'),
}


@dataclass
class Telegram:
    """The server, on a thread of its own. Everything it was told stays in the fields.

    `plan` holds what becomes of the next messages to a chat, by name; `polls` the answers to the next
    calls of getUpdates; `lateness_s` delays every answer to a message.
    """

    faults: Faults = Faults()
    seed: int = 1
    arrived: Counter[tuple[int, str]] = field(default_factory=Counter)
    refused: Counter[str] = field(default_factory=Counter)
    early: int = 0  # calls to a chat before the end of a wait that it was told
    answers: Mapping[int, tuple[int, dict[str, Any]]] = field(default_factory=dict)  # by chat: always this
    updates: list[dict[str, Any]] = field(default_factory=list)
    plan: dict[int, list[str]] = field(default_factory=dict)
    polls: list[tuple[int, dict[str, Any]]] = field(default_factory=list)
    webhook: dict[str, str] = field(default_factory=dict)
    lateness_s: float = 0.0
    arrived_at: dict[int, float] = field(default_factory=dict)  # monotonic, by chat
    sends: list[float] = field(default_factory=list)  # when each call to send came
    port: int = 0

    def __post_init__(self) -> None:
        self._dice = random.Random(self.seed)
        self._free_at: dict[int, float] = {}
        self._loop = asyncio.new_event_loop()
        self._ready = threading.Event()
        self._thread = threading.Thread(target=self._run, daemon=True)

    def __enter__(self) -> Self:
        self._thread.start()
        self._ready.wait(5)
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()

    def stop(self) -> None:
        """Be away from here on: every connection is dropped, none is taken."""
        if not self._loop.is_closed():
            self._loop.call_soon_threadsafe(self._loop.stop)
            self._thread.join(5)
            self._loop.close()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def _run(self) -> None:
        asyncio.set_event_loop(self._loop)
        server = self._loop.run_until_complete(asyncio.start_server(self._serve, "127.0.0.1", self.port))
        self.port = server.sockets[0].getsockname()[1]
        self._ready.set()
        self._loop.run_forever()
        server.close()
        for task in asyncio.all_tasks(self._loop):
            task.cancel()
        self._loop.run_until_complete(asyncio.sleep(0.01))

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            while head := await reader.readuntil(b"\r\n\r\n"):
                lines = head.decode().split("\r\n")
                method = lines[0].split()[1].rpartition("/")[2]
                size = next(
                    (int(each[15:]) for each in lines if each.lower().startswith("content-length")), 0
                )
                name, _, query = method.partition("?")
                body = (await reader.readexactly(size)).decode()
                given = {key: values[0] for key, values in parse_qs(f"{query}&{body}").items()}
                answer = await self._answer(name, given)
                if answer is None:
                    break
                status, told = answer
                data = told if isinstance(told, bytes) else json.dumps(told).encode()
                writer.write(b"HTTP/1.1 %d X\r\nContent-Length: %d\r\n\r\n" % (status, len(data)) + data)
                await writer.drain()
        except (asyncio.IncompleteReadError, ConnectionError, asyncio.CancelledError):
            pass  # the caller was killed, which is what these tests are about, or the test is over
        finally:
            writer.close()

    async def _answer(self, name: str, given: dict[str, str]) -> tuple[int, Any] | None:
        if name == "sendMessage":
            return await self._say(int(given["chat_id"]), given["text"])
        result: Any = True
        if name == "getMe":
            result = BOT
        elif name == "setWebhook":
            self.webhook = given
        elif name == "getUpdates" and self.polls:
            status, told = self.polls.pop(0)
            return status, {"ok": False, "error_code": status, **told}
        elif name == "getUpdates":
            offset = int(given.get("offset", 0))
            self.updates = [each for each in self.updates if each["update_id"] >= offset]
            result = self.updates[:20]
            await asyncio.sleep(0 if result else 0.2)
        return 200, {"ok": True, "result": result}

    async def _say(self, chat: int, text: str) -> tuple[int, Any] | None:
        self.sends.append(time.monotonic())
        planned = self.plan.get(chat)
        answer = self._planned(planned.pop(0), chat, text) if planned else self._send(chat, text)
        if answer is not None and answer[0] == 0:
            await asyncio.sleep(LATE_S)
            answer = self._confirmed(chat, text)
        await asyncio.sleep(self.lateness_s)
        return answer

    def _planned(self, name: str, chat: int, text: str) -> tuple[int, Any] | None:
        if name in ANSWERS:
            arrives, status, told = ANSWERS[name]
            self.arrived[chat, text] += arrives
            if isinstance(told, dict):
                told = {"ok": False, "error_code": status, **told}
            return status, told
        if name == "429":
            self._free_at[chat] = self._loop.time() + 1
            told = {"description": "Too Many Requests: retry after 1", "parameters": {"retry_after": 1}}
            return 429, {"ok": False, "error_code": 429, **told}
        self._arrive(chat, text)
        if name == "dropped":
            return None
        return (0, None) if name == "late" else self._confirmed(chat, text)

    def _arrive(self, chat: int, text: str) -> None:
        self.arrived[chat, text] += 1
        self.arrived_at.setdefault(chat, time.monotonic())

    def _confirmed(self, chat: int, text: str) -> tuple[int, Any]:
        chat_told = {"id": chat, "type": "private" if chat > 0 else "supergroup", "first_name": "A"}
        message = {"message_id": self.arrived.total(), "date": 1, "chat": chat_told, "text": text}
        return 200, {"ok": True, "result": message}

    def _send(self, chat: int, text: str) -> tuple[int, Any] | None:
        now = self._loop.time()
        self.early += now < self._free_at.get(chat, 0.0)
        if chat in self.answers:
            status, told = self.answers[chat]
            self.refused[str(status)] += 1
            return status, {"ok": False, "error_code": status, **told}
        roll = self._dice.random()
        if roll < self.faults.flood:
            self.refused["429"] += 1
            self._free_at[chat] = now + 1
            told = {"description": "Too Many Requests: retry after 1", "parameters": {"retry_after": 1}}
            return 429, {"ok": False, "error_code": 429, **told}
        roll -= self.faults.flood
        if roll < self.faults.broken:
            self.refused["502"] += 1
            self.arrived[chat, text] += self._dice.random() < 0.5
            return 502, b"<html>Bad Gateway</html>"
        self._arrive(chat, text)
        if roll - self.faults.broken < self.faults.lost:
            self.refused["lost"] += 1
            return None
        return self._confirmed(chat, text)
