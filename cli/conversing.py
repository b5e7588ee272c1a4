"""The commands for people at a terminal: `shell`, and the scripts that complete words in other shells."""

from __future__ import annotations

import click

SHELLS = ("bash", "zsh", "fish")


@click.command("shell")
@click.option("--pack", "packs", multiple=True, metavar="DIR", help="A folder to read on top of the content. Repeat.")
def shell(packs: tuple[str, ...]) -> int:
    """Ask one question after another; follow-ups refer to the last, and the Tab key offers what may come next.

    \b
    ? what strengthens the glutes
    ? and without equipment?
    ? why 1

    Nothing is kept unless you name a file with :save. Exit code: 0, 4 content cannot be loaded.
    """
    from myologic.cli.shell import run_shell

    return run_shell(packs=packs)


@click.command("completion")
@click.argument("shell_name", type=click.Choice(SHELLS), metavar="SHELL")
def completion(shell_name: str) -> int:
    """Print the script with which bash, zsh or fish complete commands, options and the next phrase of a question.

    \b
    myologic completion bash >> ~/.bashrc
    myologic completion zsh >> ~/.zshrc
    myologic completion fish > ~/.config/fish/completions/myologic.fish

    Exit code: 0.
    """
    from click.shell_completion import get_completion_class

    from myologic.cli.commands import cli
    from myologic.cli.output import say

    made = get_completion_class(shell_name)
    assert made is not None
    say(made(cli, {}, "myologic", "_MYOLOGIC_COMPLETE").source())
    return 0


COMMANDS = (shell, completion)
