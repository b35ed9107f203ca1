"""The command line, one file a command: the file's name is the command's name.

A module holds either `run`, a function that is the command, or `app`, a `typer.Typer` with the commands of a group.
Commands parse, call and print: results go to standard output or files, everything else to standard error. They import
what they need when they run, so that `--help` stays quick.
"""

from __future__ import annotations

from functools import cache

import typer

from conformance import discovery


@cache
def app() -> typer.Typer:
    """The whole command line, put together from the modules of this package."""
    whole = typer.Typer(
        add_completion=False, no_args_is_help=True, help="安全生产实施方案合规检查。Checks work-safety plans."
    )
    for name in discovery.names(__name__):
        module = discovery.member(__name__, name)
        if hasattr(module, "app"):
            whole.add_typer(module.app, name=name)
        else:
            whole.command(name)(module.run)
    return whole


def main() -> None:
    """Run the command line."""
    app()()
