"""Log lines tell what happened, and never a secret."""

from __future__ import annotations

import io
import json
import logging
import warnings
from collections.abc import Iterator

import pytest

from bot import logs

TOKEN = "123456789:AAtest_token-that-is-no-secret-at-all0"  # noqa: S105 - invented


@pytest.fixture
def lines() -> Iterator[io.StringIO]:
    root = logging.getLogger()
    before, level = root.handlers[:], root.level
    stream = io.StringIO()
    logs.configure(token=TOKEN, stream=stream)
    yield stream
    root.handlers[:] = before
    root.setLevel(level)
    logging.captureWarnings(False)


def test_a_line_says_when_how_bad_who_and_what(lines):
    logging.getLogger("onrecord.test").warning("the harbour is %s", "shut")
    line = lines.getvalue()
    assert " WARNING onrecord.test: the harbour is shut\n" in line
    assert line[:2] == "20"


@pytest.mark.parametrize(
    "text",
    [
        f"GET https://api.telegram.org/bot{TOKEN}/getMe",
        f"half of it: {TOKEN.partition(':')[2]}",
        "another: https://api.telegram.org/bot987654321:BBother_token-that-is-no-secret-at-al",
        "postgresql://onrecord:hunter2hunter2@db/onrecord is away",
    ],
)
def test_no_secret_is_logged_whatever_way_it_comes(lines, text):
    logger = logging.getLogger("onrecord.test")
    logger.info(text)
    logger.info("%s", text)
    try:
        raise ValueError(text)
    except ValueError as error:
        logger.exception("failed")
        logger.error("failed", exc_info=error)
    logger.info("with a stack", stack_info=True)
    written = lines.getvalue()
    for secret in (TOKEN, TOKEN.partition(":")[2], "BBother_token", "hunter2"):
        assert secret not in written
    assert written.count("Traceback") == 2
    assert "[hidden]" in written


def test_clients_do_not_tell_their_addresses(lines):
    logging.getLogger("httpx").info("HTTP Request: POST https://example.org")
    assert lines.getvalue() == ""


def test_lines_about_an_update_name_it(lines):
    logger = logging.getLogger("onrecord.test")
    with logs.about(71):
        logger.info("inside")
    logger.info("outside")
    inside, outside = lines.getvalue().splitlines()
    assert "onrecord.test [update 71]: inside" in inside
    assert "onrecord.test: outside" in outside


def test_warnings_are_logged_too(lines):
    with warnings.catch_warnings():
        warnings.simplefilter("always")
        logging.captureWarnings(True)
        warnings.warn("old habit", UserWarning, stacklevel=1)
    assert "old habit" in lines.getvalue()


def test_without_a_token_nothing_else_is_hidden(lines):
    logs.configure(token=None, stream=lines)
    logging.getLogger("onrecord.test").info("at 10:30, 26:00 and https://gazette.example/a:b@c")
    assert "at 10:30, 26:00 and https://gazette.example/a:b@c" in lines.getvalue()


def test_structured_lines_are_json_with_numbers_and_without_secrets():
    stream = io.StringIO()
    handler = logging.StreamHandler(stream)
    handler.setFormatter(logs.Redacting([TOKEN], structured=True))
    logger = logging.getLogger("onrecord.test.structured")
    logger.setLevel(logging.INFO)
    logger.addHandler(handler)
    with logs.about(7):
        try:
            raise ValueError(f"bad {TOKEN}")
        except ValueError:
            logger.exception("incident %s: the harbour is shut", "0a1b2c3d")
    logger.info("open “again”")
    first, second = map(json.loads, stream.getvalue().splitlines())
    assert (first["update"], first["incident"], first["level"]) == (7, "0a1b2c3d", "error")
    assert "ValueError: bad [hidden]" in first["traceback"]
    assert TOKEN not in stream.getvalue()
    assert set(second) == {"time", "level", "logger", "message"}
    assert second["message"] == "open “again”"
