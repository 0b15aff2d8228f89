"""Settings: read from the environment here and nowhere else."""

from __future__ import annotations

import os
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
        meaning="Public https address for a webhook instead of polling (not in this version).",
        default="none: polling",
    ),
    Setting(
        name="WEBHOOK_SECRET",
        meaning="Secret that Telegram sends along with a webhook (not in this version).",
        default="none",
        secret=True,
    ),
    Setting(
        name="WEBHOOK_LISTEN",
        meaning="host:port on which the webhook listens (not in this version).",
        default="127.0.0.1:8080",
    ),
)


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
        webhook_secret=get("WEBHOOK_SECRET"),
        webhook_listen=get("WEBHOOK_LISTEN") or "127.0.0.1:8080",
    )


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
