"""Settings: read from the environment here and nowhere else."""

from __future__ import annotations

import datetime as dt
import os
import re
from collections.abc import Mapping
from dataclasses import dataclass, fields
from pathlib import Path
from zoneinfo import available_timezones

from briefings.errors import OnrecordError

TELEGRAM = "https://api.telegram.org"


class BadSetting(OnrecordError):
    """A setting that cannot be used, named with what it should be."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Setting:
    """One environment variable as documented: its name, what it means, what holds without it."""

    name: str
    meaning: str
    default: str
    secret: bool = False


SETTINGS = (
    Setting(
        name="TELEGRAM_BOT_TOKEN",
        meaning="The bot's token from @BotFather; only `run` and `bot` need it.",
        default="none",
        secret=True,
    ),
    Setting(
        name="TELEGRAM_API_BASE_URL",
        meaning="Root of the Bot API server, for a server of your own.",
        default=TELEGRAM,
    ),
    Setting(
        name="ADMIN_IDS",
        meaning="Numeric Telegram ids of the owners, comma-separated: they may load articles.",
        default="nobody",
    ),
    Setting(
        name="DATABASE_URL",
        meaning="Where everything is kept: sqlite:///path or postgresql://user@host/name.",
        default="onrecord.db in the data folder",
        secret=True,
    ),
    Setting(
        name="ONRECORD_DATA_DIR",
        meaning="Folder of the database, the search index and backups.",
        default=".onrecord",
    ),
    Setting(
        name="ONRECORD_TIMEZONE",
        meaning="Zone of chats that have not chosen one, such as Europe/Kyiv.",
        default="UTC",
    ),
    Setting(
        name="WEBHOOK_URL",
        meaning="Public https address at which Telegram hands over updates, instead of polling.",
        default="none: polling",
    ),
    Setting(
        name="WEBHOOK_SECRET",
        meaning="Secret that Telegram sends along with a webhook: 1 to 256 of A-Z a-z 0-9 _ -.",
        default="none; needed with WEBHOOK_URL",
        secret=True,
    ),
    Setting(
        name="WEBHOOK_LISTEN",
        meaning="host:port on which the webhook listens, behind whatever speaks https for it.",
        default="127.0.0.1:8080",
    ),
    Setting(
        name="ONRECORD_HEALTH_LISTEN",
        meaning="host:port of /livez, /readyz and /metrics, or off. Port 0 takes any that is free.",
        default="127.0.0.1:9464",
    ),
    Setting(
        name="ONRECORD_LOG_FORMAT",
        meaning="What log lines look like: text, or json with one object a line.",
        default="text",
    ),
    Setting(
        name="ONRECORD_KEEP_MESSAGES_DAYS",
        meaning="How long what people sent to the bot is kept after it was handled: 1 to 30 days.",
        default="3",
    ),
    Setting(
        name="ONRECORD_KEEP_DELIVERIES_DAYS",
        meaning="How long what the bot sent is kept: 14 days at least, so that retractions reach everybody.",
        default="30",
    ),
    Setting(
        name="ONRECORD_KEEP_LOG_DAYS",
        meaning="How long the log of deeds (who loaded, subscribed, retracted) is kept; 0: for ever.",
        default="0",
    ),
)

_SECRET = re.compile(r"[A-Za-z0-9_-]{1,256}")  # https://core.telegram.org/bots/api#setwebhook


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """What this process was told. The token and passwords are kept out of `repr`."""

    token: str | None
    api_base_url: str | None
    admin_ids: frozenset[int]
    database_url: str
    data_dir: Path
    timezone: str
    webhook_url: str | None
    webhook_secret: str | None
    webhook_listen: str
    health_listen: str | None = None
    log_format: str = "text"
    keep_messages: dt.timedelta = dt.timedelta(days=3)
    keep_deliveries: dt.timedelta = dt.timedelta(days=30)
    keep_log: dt.timedelta | None = None
    notify_socket: str | None = None
    watchdog_s: float | None = None

    def __repr__(self) -> str:
        """Every setting but the secrets."""
        hidden = {"token", "database_url", "webhook_secret"}
        shown = (
            f"{each.name}={getattr(self, each.name)!r}" for each in fields(self) if each.name not in hidden
        )
        return f"Settings({', '.join(shown)})"


def load_settings(environ: Mapping[str, str] | None = None) -> Settings:
    """The settings of this process, or of `environ`; empty variables count as not given.

    Errors: `BadSetting` naming the variable and what it should hold.
    """
    given = {name: value.strip() for name, value in (os.environ if environ is None else environ).items()}

    def get(name: str) -> str | None:
        return given.get(name) or None

    data_dir = Path(get("ONRECORD_DATA_DIR") or ".onrecord").expanduser().absolute()
    timezone = get("ONRECORD_TIMEZONE") or "UTC"
    if timezone not in available_timezones():
        raise BadSetting(
            f"ONRECORD_TIMEZONE is {timezone!r}, which is no time zone: write one like Europe/Kyiv."
        )
    return Settings(
        token=get("TELEGRAM_BOT_TOKEN"),
        api_base_url=_address("TELEGRAM_API_BASE_URL", get("TELEGRAM_API_BASE_URL")),
        admin_ids=_ids(get("ADMIN_IDS") or ""),
        database_url=get("DATABASE_URL") or f"sqlite:///{data_dir / 'onrecord.db'}",
        data_dir=data_dir,
        timezone=timezone,
        webhook_url=_address("WEBHOOK_URL", get("WEBHOOK_URL")),
        webhook_secret=_secret(get("WEBHOOK_URL"), get("WEBHOOK_SECRET")),
        webhook_listen=get("WEBHOOK_LISTEN") or "127.0.0.1:8080",
        health_listen=_unless_off(get("ONRECORD_HEALTH_LISTEN") or "127.0.0.1:9464"),
        log_format=_one_of("ONRECORD_LOG_FORMAT", get("ONRECORD_LOG_FORMAT") or "text", ("text", "json")),
        keep_messages=_days("ONRECORD_KEEP_MESSAGES_DAYS", get("ONRECORD_KEEP_MESSAGES_DAYS") or "3", 1, 30),
        keep_deliveries=_days(
            "ONRECORD_KEEP_DELIVERIES_DAYS", get("ONRECORD_KEEP_DELIVERIES_DAYS") or "30", 14, 3650
        ),
        keep_log=_days("ONRECORD_KEEP_LOG_DAYS", get("ONRECORD_KEEP_LOG_DAYS") or "0", 0, 36500) or None,
        # What systemd tells a service of type notify: sd_notify(3), sd_watchdog_enabled(3).
        notify_socket=get("NOTIFY_SOCKET"),
        watchdog_s=int(get("WATCHDOG_USEC") or 0) / 1e6 or None,
    )


def host_and_port(name: str, value: str) -> tuple[str, int]:
    """Where to listen, from host:port or [host]:port. Errors: `BadSetting` naming the variable."""
    host, colon, port = value.rpartition(":")
    if not (colon and host and port.isdigit() and int(port) < 65_536):
        raise BadSetting(f"{name} must be host:port, like 127.0.0.1:8080.")
    return host.removeprefix("[").removesuffix("]"), int(port)


def _unless_off(value: str) -> str | None:
    return None if value == "off" else value


def _one_of(name: str, value: str, known: tuple[str, ...]) -> str:
    if value not in known:
        raise BadSetting(f"{name} must be {' or '.join(known)}.")
    return value


def _days(name: str, value: str, least: int, most: int) -> dt.timedelta:
    if not (value.isdigit() and least <= int(value) <= most):
        raise BadSetting(f"{name} must be a number of days from {least} to {most}.")
    return dt.timedelta(days=int(value))


def _secret(url: str | None, secret: str | None) -> str | None:
    if url and not secret:
        raise BadSetting("WEBHOOK_URL is set without WEBHOOK_SECRET: please make one up, 32 letters or so.")
    if secret and not _SECRET.fullmatch(secret):
        raise BadSetting("WEBHOOK_SECRET must be 1 to 256 of the characters A-Z a-z 0-9 _ and -.")
    return secret


def _ids(value: str) -> frozenset[int]:
    try:
        return frozenset(int(each) for each in value.replace(",", " ").split())
    except ValueError:
        raise BadSetting(
            "ADMIN_IDS must be numeric Telegram ids, comma-separated, like 1234567,89."
        ) from None


def _address(name: str, value: str | None) -> str | None:
    if value is not None and not value.startswith(("http://", "https://")):
        raise BadSetting(f"{name} must be an address that begins with http:// or https://.")
    return value and value.rstrip("/")
