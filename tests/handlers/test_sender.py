"""Telegram's answers, as verdicts: certainly not sent, certainly sent, or nobody knows."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import AsyncIterator, Callable, Coroutine
from typing import Any

import httpx
import pytest
from telegram.ext import ExtBot
from telegram.request import BaseRequest, HTTPXRequest, RequestData

from briefings.delivery.verdicts import (
    ChatGone,
    Delivered,
    Migrated,
    Rejected,
    RetryLater,
    SenderStopped,
    Unknown,
    Verdict,
)
from handlers.pacer import Limits, Pacer
from handlers.sender import TelegramSender
from store.records import Delivery, OutboxMessage

TOKEN = "123456:TEST-token-that-is-no-secret-at-all-00"  # noqa: S105 - a token of nobody's
NOW = dt.datetime(2031, 5, 5, 8, 0, tzinfo=dt.UTC)


@pytest.fixture(autouse=True)
def _timedelta(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PTB_TIMEDELTA", "1")


def message(**fields: Any) -> OutboxMessage:
    known: dict[str, Any] = {
        "id": 1,
        "key": "digest:101:0:2031-05-05:1",
        "chat_id": 101,
        "thread_id": None,
        "reply_to": None,
        "html": "<b>Mara Lind</b> said: “the ferry &amp; the crew sail”",
        "silent": False,
        "state": Delivery.SENDING,
        "attempts": 1,
        "not_before": NOW,
        "lease_until": NOW,
        "sent_message_id": None,
        "subscription_id": None,
        "watermark": None,
        "error": None,
    }
    return OutboxMessage(**{**known, **fields})


Answer = tuple[int, bytes] | Exception


class Line(BaseRequest):
    """Telegram's end: gives the answers put in, in order, and keeps what was asked."""

    def __init__(self, *answers: Answer) -> None:
        self.answers = list(answers)
        self.given: list[dict[str, Any]] = []

    @property
    def read_timeout(self) -> float | None:
        return None

    async def initialize(self) -> None:
        """There is nothing to open."""

    async def shutdown(self) -> None:
        """There is nothing to close."""

    async def do_request(
        self, url: str, method: str, request_data: RequestData | None = None, *_: Any, **__: Any
    ) -> tuple[int, bytes]:
        del url, method
        self.given.append(dict(request_data.parameters) if request_data else {})
        answer = self.answers.pop(0)
        if isinstance(answer, Exception):
            raise answer
        return answer


def sender(line: BaseRequest) -> TelegramSender:
    pacer = Pacer(Limits(private_gap_s=0))
    return TelegramSender(ExtBot(TOKEN, request=line, get_updates_request=line, rate_limiter=pacer))


def ok(number: int = 7) -> tuple[int, bytes]:
    result = {"message_id": number, "date": 1_935_600_000, "chat": {"id": 101, "type": "private"}}
    return 200, json.dumps({"ok": True, "result": result}).encode()


def refused(code: int, description: str, **parameters: int) -> tuple[int, bytes]:
    body = {"ok": False, "error_code": code, "description": description, "parameters": parameters}
    return code, json.dumps(body).encode()


async def test_what_is_sent_has_no_preview_and_stands_where_it_belongs() -> None:
    line = Line(ok(7))
    asked = message(thread_id=5, reply_to=44, silent=True)
    assert await sender(line).send(asked) == Delivered(7)
    given = line.given[0]
    assert given["text"] == asked.html
    assert given["parse_mode"] == "HTML"
    assert given["message_thread_id"] == 5
    assert given["disable_notification"] is True
    assert given["link_preview_options"] == {"is_disabled": True}
    assert given["reply_parameters"]["message_id"] == 44
    assert given["reply_parameters"]["allow_sending_without_reply"] is True


@pytest.mark.parametrize(
    ("answer", "verdict"),
    [
        (refused(429, "Too Many Requests: retry after 9", retry_after=9), RetryLater),
        (refused(429, "Too Many Requests"), RetryLater),
        (refused(403, "Forbidden: bot was blocked by the user"), ChatGone),
        (refused(403, "Forbidden: bot was kicked from the supergroup chat"), ChatGone),
        (refused(400, "Bad Request: chat not found"), ChatGone),
        (refused(400, "Bad Request: not enough rights to send text messages to the chat"), ChatGone),
        (refused(400, "Bad Request: message thread not found"), Rejected),
        (refused(400, "Bad Request: message is too long"), Rejected),
        (refused(400, "Bad Request: group chat was upgraded", migrate_to_chat_id=-1009), Migrated),
        (refused(500, "Internal Server Error"), Unknown),
        ((502, b"<html>Bad Gateway</html>"), Unknown),
        ((200, b"{broken"), Unknown),
    ],
)
async def test_verdicts_of_answers(answer: Answer, verdict: type[Verdict]) -> None:
    assert isinstance(await sender(Line(answer)).send(message()), verdict)


async def test_the_wait_and_the_new_id_are_told() -> None:
    line = Line(
        refused(429, "Too Many Requests", retry_after=9),
        refused(400, "Bad Request: group chat was upgraded", migrate_to_chat_id=-1009),
    )
    telegram = sender(line)
    later = await telegram.send(message())
    assert isinstance(later, RetryLater)
    assert later.after_s == 9
    assert await telegram.send(message()) == Migrated(-1009)


async def test_after_a_refusal_the_chat_is_left_alone() -> None:
    telegram = sender(Line(refused(429, "Too Many Requests", retry_after=9), ok()))
    await telegram.send(message())
    waits = await telegram.turn(message())
    assert isinstance(waits, RetryLater)
    assert 8 < waits.after_s < 10
    assert await telegram.turn(message(chat_id=102)) is None


@pytest.mark.parametrize(
    "answer", [refused(401, "Unauthorized"), refused(409, "Conflict: terminated by other getUpdates request")]
)
async def test_a_refused_token_stops_the_sender(answer: Answer) -> None:
    with pytest.raises(SenderStopped):
        await sender(Line(answer)).send(message())


async def test_text_that_cannot_be_parsed_goes_out_once_as_plain_text() -> None:
    line = Line(refused(400, "Bad Request: can't parse entities: unsupported start tag"), ok(8))
    assert await sender(line).send(message()) == Delivered(8)
    assert line.given[1]["text"] == "Mara Lind said: “the ferry & the crew sail”"
    assert "parse_mode" not in line.given[1]


@pytest.mark.parametrize("code", [400, 403])
async def test_plain_text_is_tried_only_once(code: int) -> None:
    unparsed = refused(400, "Bad Request: can't parse entities: unsupported start tag")
    line = Line(unparsed, unparsed if code == 400 else refused(403, "Forbidden: bot was blocked by the user"))
    verdict = await sender(line).send(message())
    assert isinstance(verdict, Rejected if code == 400 else ChatGone)


# Faults below HTTP, through the real client

Handler = Callable[[httpx.Request], Coroutine[None, None, httpx.Response]]


@pytest.fixture
async def over_http() -> AsyncIterator[Callable[[Handler], TelegramSender]]:
    made: list[HTTPXRequest] = []

    def build(handler: Handler) -> TelegramSender:
        request = HTTPXRequest(httpx_kwargs={"transport": httpx.MockTransport(handler)})
        made.append(request)
        return sender(request)

    yield build
    for request in made:
        await request.shutdown()


@pytest.mark.parametrize(
    ("fault", "verdict"),
    [
        (httpx.ReadTimeout("no answer"), Unknown),
        (httpx.WriteTimeout("stuck"), Unknown),
        (httpx.RemoteProtocolError("dropped"), Unknown),
        (httpx.ReadError("reset"), Unknown),
        (httpx.ConnectError("refused"), RetryLater),
        (httpx.ConnectTimeout("no route"), RetryLater),
        (httpx.PoolTimeout("all taken"), RetryLater),
    ],
)
async def test_only_what_never_left_is_tried_again(
    over_http: Callable[[Handler], TelegramSender], fault: httpx.TransportError, verdict: type[Verdict]
) -> None:
    async def fail(_: httpx.Request) -> httpx.Response:
        raise fault

    assert isinstance(await over_http(fail).send(message()), verdict)


async def test_tries_to_connect_get_rarer(over_http: Callable[[Handler], TelegramSender]) -> None:
    async def fail(_: httpx.Request) -> httpx.Response:
        raise httpx.ConnectError("refused")

    telegram = over_http(fail)
    waits = [await telegram.send(message(attempts=attempts)) for attempts in (1, 3, 30)]
    assert [each.after_s for each in waits if isinstance(each, RetryLater)] == [4, 16, 60]


def test_a_bot_without_a_pacer_is_no_sender() -> None:
    with pytest.raises(TypeError, match="Pacer"):
        TelegramSender(ExtBot(TOKEN))
