"""Settings from the environment, and the sentence for each that cannot be used."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.config import BadSetting, host_and_port, load_settings


def test_everything_has_a_default_but_the_token():
    settings = load_settings({})
    assert settings.token is None
    assert settings.admin_ids == frozenset()
    assert settings.timezone == "UTC"
    assert settings.database_url == f"sqlite:///{Path('.onrecord').absolute() / 'onrecord.db'}"


def test_given_values_are_used_and_trimmed():
    given = {
        "TELEGRAM_BOT_TOKEN": " 1:abc ",
        "TELEGRAM_API_BASE_URL": "http://127.0.0.1:8081/",
        "ADMIN_IDS": "12, 34,56",
        "ONRECORD_TIMEZONE": "Europe/Kyiv",
        "ONRECORD_DATA_DIR": "/srv/x",
    }
    settings = load_settings(given)
    assert settings.token == given["TELEGRAM_BOT_TOKEN"].strip()
    assert settings.api_base_url == "http://127.0.0.1:8081"
    assert settings.admin_ids == {12, 34, 56}
    assert settings.timezone == "Europe/Kyiv"
    assert settings.database_url == "sqlite:////srv/x/onrecord.db"


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("ADMIN_IDS", "Ann"),
        ("ONRECORD_TIMEZONE", "Mars/Olympus"),
        ("TELEGRAM_API_BASE_URL", "ftp://example.org"),
        ("WEBHOOK_URL", "example.org"),
        ("WEBHOOK_SECRET", "not allowed!"),
        ("ONRECORD_LOG_FORMAT", "xml"),
        ("ONRECORD_KEEP_MESSAGES_DAYS", "0"),
        ("ONRECORD_KEEP_DELIVERIES_DAYS", "7"),
        ("ONRECORD_KEEP_LOG_DAYS", "always"),
    ],
)
def test_a_bad_value_is_named_in_one_sentence(name, value):
    with pytest.raises(BadSetting, match=name) as caught:
        load_settings({name: value})
    assert "\n" not in str(caught.value)


def test_a_webhook_needs_a_secret():
    with pytest.raises(BadSetting, match="WEBHOOK_SECRET"):
        load_settings({"WEBHOOK_URL": "https://bot.example"})
    given = load_settings({"WEBHOOK_URL": "https://bot.example", "WEBHOOK_SECRET": "s3cret"})
    assert given.webhook_secret == "s3cret"  # noqa: S105 - a secret of nobody's
    assert "s3cret" not in repr(given)


def test_what_systemd_says_is_read():
    given = load_settings({"NOTIFY_SOCKET": "/run/x", "WATCHDOG_USEC": "30000000"})
    assert (given.notify_socket, given.watchdog_s) == ("/run/x", 30)
    assert (load_settings({}).notify_socket, load_settings({}).watchdog_s) == (None, None)


@pytest.mark.parametrize(
    ("value", "place"),
    [("127.0.0.1:80", ("127.0.0.1", 80)), ("[::1]:0", ("::1", 0)), (":80", None), ("x", None)],
)
def test_where_to_listen(value, place):
    if place is None:
        with pytest.raises(BadSetting, match="WEBHOOK_LISTEN"):
            host_and_port("WEBHOOK_LISTEN", value)
    else:
        assert host_and_port("WEBHOOK_LISTEN", value) == place


def test_secrets_stay_out_of_repr():
    settings = load_settings({"TELEGRAM_BOT_TOKEN": "77:secret", "DATABASE_URL": "postgresql://u:pw@h/n"})
    assert "secret" not in repr(settings)
    assert "pw" not in repr(settings)
