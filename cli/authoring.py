"""The commands of content authors: their options and their help. What they do is imported when they run."""

from __future__ import annotations

import click

TEXT_OR_JSON = click.Choice(["text", "json"])


@click.command("diff")
@click.argument("old")
@click.argument("new")
@click.option("--fail-over", type=click.IntRange(min=0), metavar="N", help="Exit code 1 only for more conclusions than N.")
@click.option("--format", "form", type=TEXT_OR_JSON, default="text", help="How to list what differs.")
def diff(old: str, new: str, fail_over: int | None, form: str) -> int:
    """Show which facts and which conclusions differ between two versions of content, and what did it.

    OLD and NEW are folders (a pack, or all content), or git revisions: HEAD~1, or v1.0:my-pack with its folder. A revision
    without a folder means that of the other version.

    \b
    myologic diff HEAD~1 my-pack
    myologic diff HEAD~1 HEAD --fail-over 20

    Exit code: 0 nothing differs, or no more conclusions than --fail-over; 1 more; 2 no such version; 4 content cannot
    be loaded.
    """
    from myologic.cli.comparing import show_difference

    return show_difference(old, new, fail_over=fail_over, form=form)


@click.command("stats")
@click.argument("path", required=False, metavar="[PATH]")
@click.option("--format", "form", type=TEXT_OR_JSON, default="text", help="How to write it.")
def stats(path: str | None, form: str) -> int:
    """Count what a pack, or the shipped content, holds: things by kind, gaps, how sure and how old claims are.

    What counts as a gap is said in kb/schema/authoring.ttl; a pack can add its own.

    Exit code: 0 done, 4 content cannot be loaded.
    """
    from myologic.cli.counting import show_coverage

    return show_coverage(path, form=form)


COMMANDS = (diff, stats)
