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
    without a folder means that of the other version. Where only the certainty of a row differs, a change of certainty may be left
    out that shows for a few people alone, of whom a surer row is set aside.

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


@click.command("new")
@click.argument("kind")
@click.option("--set", "settings", multiple=True, metavar="NAME=VALUE", help="An answer; then nothing is asked. Repeat.")
@click.option("-o", "--output", metavar="FILE", default="-", help="Add the block at the end of this file, or start it.")
@click.option("--namespace", metavar="IRI", help="Where your own things live; that of the prefix my: in FILE by default.")
def new(kind: str, settings: tuple[str, ...], output: str, namespace: str | None) -> int:
    """Write a block for a new thing, with its labels and its source; a few questions are asked on stdin.

    KIND is muscle, exercise, source, posture-sign, …; `myologic new kinds` lists all. Every block passes `myologic check`, or
    nothing is written.

    \b
    myologic new muscle --set name=plantaris --set "source=Leaflet on feet" -o my-pack/feet.ttl

    Exit code: 0 done, 1 the block would not pass the check, 2 an answer cannot be used, 4 the file cannot be read.
    """
    from myologic.cli.starting import start_thing

    return start_thing(kind, settings, output=output, namespace=namespace)


@click.command("format")
@click.argument("paths", nargs=-1, required=True, metavar="PATH…")
@click.option("--check", is_flag=True, help="Only list the files that are untidy.")
def format_files(paths: tuple[str, ...], check: bool) -> int:
    """Tidy the white space of content files: line ends, indents, blank lines. Words, comments and order stay.

    PATH is a file, or a folder with all .ttl, .srl and .ask files below it. Every file is read again after the change and
    says what it said before.

    Exit code: 0 done, 1 --check found an untidy file, 4 a file cannot be read.
    """
    from myologic.cli.tidying import tidy_files

    return tidy_files(paths, check=check)


@click.command("table")
@click.argument("kind", required=False, metavar="[KIND]")
@click.option("--read", "file", metavar="FILE", help="Turn this CSV file into Turtle instead.")
@click.option("-o", "--output", metavar="FILE", default="-", help="Write there instead of stdout, in one step.")
@click.option("--pack", "packs", multiple=True, metavar="DIR", help="Only what this folder writes. Repeat.")
def table(kind: str | None, file: str | None, output: str, packs: tuple[str, ...]) -> int:
    """Write the things of one kind as a CSV table, or turn such a table into Turtle.

    \b
    myologic table exercise -o exercises.csv
    myologic table --read exercises.csv -o exercises.ttl

    Every written triple survives the way there and back. Cells that a spreadsheet would run as formulas begin with an
    apostrophe, which is taken off again.

    Exit code: 0 done, 2 nothing of that kind, 4 the table cannot be read.
    """
    from myologic.cli.tabling import read_table, write_table

    if (kind is None) == (file is None):
        raise click.UsageError("name a kind, or a file with --read")
    if file is not None:
        return read_table(file, output=output)
    return write_table(kind or "", packs=packs, output=output)


COMMANDS = (diff, stats, new, format_files, table)
