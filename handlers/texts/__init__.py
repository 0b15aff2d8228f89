"""Every sentence the bot says, in English, a module a matter. docs/languages.md tells how to add one."""

from handlers.texts import (
    answers,
    asking,
    buttons,
    charts,
    commands,
    console,
    digests,
    loading,
    looking,
    own,
    reviewing,
    rights,
    starting,
    subscribing,
    troubles,
    upkeep,
)

__all__ = [
    "answers",
    "asking",
    "buttons",
    "charts",
    "commands",
    "console",
    "digests",
    "loading",
    "looking",
    "own",
    "reviewing",
    "rights",
    "starting",
    "subscribing",
    "troubles",
    "upkeep",
]
