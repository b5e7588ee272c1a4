"""The commands, their options and their help. What they do is imported when they run."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from difflib import get_close_matches
from typing import Any

import click

import myologic
from myologic import exits
from myologic.cli.main import COMMANDS
from myologic.cli.output import complain

PURPOSE = (
    "For general education and wellness. myologic makes no diagnosis, gives no treatment and does no triage; "
    "with pain, numbness or doubt, see a professional."
)
GRAPH_FORMATS = click.Choice(["nt", "ttl", "json"])


class Questions(click.Group):
    """A group in which everything that is no command is a question."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Put `ask` before words that name no command."""
        if args and args[0] not in self.commands and args[0] not in ("--help", "-h", "--version"):
            args = ["ask", *args]
        return super().parse_args(ctx, args)

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The commands in the order a newcomer needs them."""
        return [name for name in COMMANDS if name in self.commands]


def _show_version(ctx: click.Context, _option: click.Parameter, wanted: bool) -> None:
    if wanted:
        click.echo(f"myologic {myologic.__version__}\n{PURPOSE}")
        ctx.exit()


@click.group(
    cls=Questions,
    context_settings={"help_option_names": ["-h", "--help"]},
    epilog=f"A bare question is `ask`: myologic what strengthens the glutes\n\n{PURPOSE}",
)
@click.option("--version", is_flag=True, is_eager=True, expose_value=False, callback=_show_version, help="The version.")
def cli() -> None:
    """Ask why a back hurts in words of your own: causes, signs, muscles, exercises and habits, each with its source.

    Every answer says why, how sure it is and who says so.
    """


@cli.command("ask")
@click.argument("question", nargs=-1)
@click.option("--given", multiple=True, metavar="TEXT", help="A situation to assume: --given 'I sit all day'. Repeat.")
@click.option("--after", multiple=True, metavar="QUESTION", help="An earlier question of the conversation. Repeat.")
@click.option("--json", "as_json", is_flag=True, help="The whole answer as one JSON object.")
@click.option("--jsonl", is_flag=True, help="Read a JSON object a line from stdin, write an answer object a line.")
@click.option("--sparql", is_flag=True, help="Print the query instead of the answer, as SPARQL.")
@click.option("--pack", "packs", multiple=True, metavar="DIR", help="A folder to read on top of the content. Repeat.")
def ask(
    question: tuple[str, ...],
    given: tuple[str, ...],
    after: tuple[str, ...],
    as_json: bool,
    jsonl: bool,
    sparql: bool,
    packs: tuple[str, ...],
) -> int:
    """Answer one question, in plain words.

    \b
    myologic ask what strengthens the glutes
    myologic ask "why are the hip flexors tight" --given "I sit all day"

    Without a question, it is read from stdin. Exit code: 0 answered, 1 nothing on record, 2 not understood, 3 several
    readings, 4 content cannot be loaded, 5 safety comes first.
    """
    from myologic.cli import asking

    if jsonl:
        if question or given or after or as_json or sparql:
            raise click.UsageError("--jsonl reads questions from stdin and takes no other option than --pack")
        return asking.ask_lines(sys.stdin.buffer, packs=packs)
    if as_json and sparql:
        raise click.UsageError("choose one of --json and --sparql")
    text = " ".join(question) if question else asking.question_from_stdin()
    form = "json" if as_json else "sparql" if sparql else "text"
    return asking.ask_once(text, given=given, after=after, packs=packs, form=form)


@cli.command("case")
@click.argument("files", nargs=-1, required=True, metavar="FILE…")
@click.option("--json", "as_json", is_flag=True, help="One JSON object, or one a line for several files.")
@click.option("--pack", "packs", multiple=True, metavar="DIR", help="A folder to read on top of the content. Repeat.")
def case(files: tuple[str, ...], as_json: bool, packs: tuple[str, ...]) -> int:
    """Infer everything for the person described in a small YAML, JSON or Turtle file.

    \b
    findings: [low_shoulder@left]
    habits: [prolonged_sitting]

    Exit code: 0 something was inferred, 1 nothing, 2 not a case file, 3 a side is missing or findings exclude each
    other, 5 safety comes first; of several files the highest.
    """
    from myologic.cli.casing import show_cases

    return show_cases(files, as_json=as_json, packs=packs)


@cli.command("check")
@click.argument("paths", nargs=-1, metavar="[PATH…]")
@click.option("--format", "form", type=click.Choice(["text", "json", "sarif"]), default="text", help="How to list them.")
def check(paths: tuple[str, ...], form: str) -> int:
    """List what is wrong in content: a pack's folder, single files, or the shipped content.

    A lone .srl file is checked as rules of any subject: syntax, well-formedness, stratification.

    Exit code: 0 no error, 1 errors, 4 a path does not exist.
    """
    from myologic.cli.checking import show_problems

    return show_problems(paths, form=form)


@cli.command("infer")
@click.argument("rules", nargs=-1, required=True, metavar="RULES…")
@click.option("--data", multiple=True, metavar="FILE", help="RDF to start from: .ttl, .nt or .nq. Repeat.")
@click.option("-o", "--output", metavar="FILE", help="Write there instead of stdout, in one step.")
@click.option("--format", "form", type=GRAPH_FORMATS, help="N-Triples (the default), Turtle or JSON.")
@click.option("--stats", is_flag=True, help="Counts and times on stderr; the graph only if -o or --format asks for it.")
@click.option("--proof", metavar="TRIPLE", help="Print why a triple holds (written as in N-Triples) instead.")
@click.option("--limit-facts", type=click.IntRange(min=1), metavar="N", help="Stop with an error beyond N facts.")
def infer(
    rules: tuple[str, ...],
    data: tuple[str, ...],
    output: str | None,
    form: str | None,
    stats: bool,
    proof: str | None,
    limit_facts: int | None,
) -> int:
    """Run rules in SPARQL 1.2 RL over RDF and write what they add.

    Only derived triples are written, and those of DATA blocks that the data lacks. Blank nodes of several files stay
    apart.

    Exit code: 0 done, 1 the triple of --proof does not hold, 4 rules or data cannot be read.
    """
    from myologic.cli.inferring import run_rules

    if proof is not None and (output or form or stats):
        raise click.UsageError("--proof prints a proof instead of the graph and takes no -o, --format or --stats")
    return run_rules(
        rules, data, output=output, form=form, show_stats=stats, proof=proof, limit_facts=limit_facts
    )


@cli.command("convert")
@click.argument("file")
@click.option("--format", "form", type=GRAPH_FORMATS, default="nt", help="N-Triples (the default), Turtle or JSON.")
@click.option("--base", metavar="IRI", default="", help="The base of relative addresses; the file's own by default.")
@click.option("-o", "--output", metavar="FILE", default="-", help="Write there instead of stdout, in one step.")
def convert(file: str, form: str, base: str, output: str) -> int:
    """Read Turtle 1.2, or a file named .nt or .nq strictly as N-Triples or N-Quads, and write the same graph.

    Exit code: 0 done, 4 the file cannot be read; the message has file, line and column.
    """
    from myologic.cli.inferring import convert_file

    return convert_file(file, form=form, base=base or None, output=output)


@cli.command("packs")
@click.option("--pack", "packs", multiple=True, metavar="DIR", help="A folder to read on top of the content. Repeat.")
def packs(packs: tuple[str, ...]) -> int:
    """List the content that questions are answered from, with its hash."""
    from myologic.cli.packing import show_packs

    return show_packs(packs)


@cli.command("sparql")
@click.argument("query")
@click.option("--pack", "packs", multiple=True, metavar="DIR", help="A folder to read on top of the content. Repeat.")
@click.option("--json", "as_json", is_flag=True, help="Rows as SPARQL JSON results.")
def sparql(query: str, packs: tuple[str, ...], as_json: bool) -> int:
    """Run a SPARQL query over the content and everything inferred from it; nothing can be changed or fetched.

    QUERY is the query, or `-` to read it from stdin. The usual prefixes need no declaration.

    Exit code: 0 rows, or a true ASK; 1 no row, or a false one; 2 the query cannot be run.
    """
    from myologic.cli.querying import run_query

    return run_query(query, packs=packs, as_json=as_json)


def run(arguments: Sequence[str]) -> int:
    """Run a command and return its exit code.

    Parameters
    ----------
    arguments
        The words after `myologic`.

    Raises
    ------
    MyologicError
        What the command meets; `main` makes a message of it.
    """
    words = list(arguments)
    if not words:
        with click.Context(cli, info_name="myologic") as ctx:
            click.echo(cli.get_help(ctx))
        return exits.ANSWERED
    try:
        # Not `cli.main`: that turns a reader that went away into exit code 1 before anybody is asked.
        with cli.make_context("myologic", words) as context:
            code: Any = cli.invoke(context)
    except click.exceptions.Exit as stop:
        return stop.exit_code
    except click.Abort:
        return exits.INTERRUPTED
    except click.ClickException as misuse:
        complain(_misuse_text(misuse, words))
        return exits.MISUSE
    return code if isinstance(code, int) else exits.ANSWERED


def _misuse_text(misuse: click.ClickException, words: Sequence[str]) -> str:
    """One message for a misuse: what is wrong, and where to read on."""
    message = misuse.format_message().rstrip(".")
    command = words[0] if words[0] in COMMANDS else "ask"
    if isinstance(misuse, click.NoSuchOption) and "Did you mean" not in message and not misuse.possibilities:
        known = [name for option in cli.commands[command].params for name in option.opts if name.startswith("-")]
        near = get_close_matches(misuse.option_name, known, n=1, cutoff=0.4)
        message += f". Did you mean {near[0]}?" if near else ""
    return f"myologic {command}: {message[:1].lower()}{message[1:]}\nsee `myologic {command} --help`"
