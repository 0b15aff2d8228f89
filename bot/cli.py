"""The `onrecord` command: exit status 0 done, 1 failed with one sentence, 2 wrong usage."""

from __future__ import annotations

import sys

import click

from bot.commands import answers, articles, running, upkeep
from briefings.errors import OnrecordError


class _Sorted(click.Group):
    """Commands in the order a newcomer meets them, not by alphabet."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click's signature
        return list(self.commands)


@click.group(cls=_Sorted, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(package_name="onrecord")
@click.option("--debug", is_flag=True, help="Show what went wrong inside instead of one sentence.")
def cli(debug: bool) -> None:
    """Keeps who said what, with proof, and answers from it.

    Settings come from the environment: `onrecord doctor` lists and checks them.
    """


for _room in (answers, articles, running, upkeep):
    for _command in _room.COMMANDS:
        cli.add_command(_command)


def main() -> None:
    """Run the command line and leave with its exit status."""
    debug = "--debug" in sys.argv[1:2]
    try:
        status = cli.main(standalone_mode=False)
    except click.exceptions.Abort:
        status = 130
    except click.ClickException as error:
        error.show()
        status = error.exit_code
    except KeyboardInterrupt:
        status = 130
    except BrokenPipeError:
        sys.stderr.close()  # the reader of our output went away, and there is nobody to tell
        status = 0
    except Exception as error:
        if debug:
            raise
        told = isinstance(error, OnrecordError)
        click.echo(str(error) if told else _unexpected(error), err=True)
        status = 1
    sys.exit(status if isinstance(status, int) else 0)


def _unexpected(error: Exception) -> str:
    first = str(error).strip().split("\n")[0]
    return (
        f"Something went wrong inside Onrecord ({type(error).__name__}: {first}). "
        "`onrecord --debug ...` shows where."
    )
