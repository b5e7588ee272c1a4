"""The commands, their options and their help. What they do is imported when they run."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from difflib import get_close_matches
from typing import Any

import click
from click.shell_completion import CompletionItem

import myologic
from myologic import exits
from myologic.cli import authoring, conversing, leaving, population
from myologic.cli.completing import complete_question, first_phrases
from myologic.cli.main import COMMANDS
from myologic.cli.output import complain

PURPOSE = (
    "For general education and wellness. myologic makes no diagnosis, gives no treatment and does no triage; "
    "with pain, numbness or doubt, see a professional."
)
ANSWER_FORMATS = click.Choice(["text", "table", "json", "csv", "md"])
OF_ALL = ("--help", "-h", "--version")
GRAPH_FORMATS = click.Choice(["nt", "ttl", "json"])


class Questions(click.Group):
    """A group in which everything that is no command is a question."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Put `ask` before words that name no command."""
        if args and args[0] not in self.commands and args[0] not in OF_ALL and not _meant_for_all(args[0]):
            args = ["ask", *args]
        return super().parse_args(ctx, args)

    def shell_complete(self, ctx: click.Context, incomplete: str) -> list[CompletionItem]:
        """The commands, and what questions begin with."""
        return [*super().shell_complete(ctx, incomplete), *first_phrases(incomplete)]

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The commands in the order a newcomer needs them."""
        return [name for name in COMMANDS if name in self.commands]


def _meant_for_all(word: str) -> bool:
    """Whether a word is a misspelt option of the whole program, and none of `ask`."""
    of_ask = [name for option in ask.params for name in option.opts]
    near = get_close_matches(word, [*OF_ALL, *of_ask], n=1, cutoff=0.7)
    return word.startswith("--") and word not in of_ask and bool(near) and near[0] in OF_ALL


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
@click.argument("question", nargs=-1, shell_complete=complete_question)
@click.option("--given", multiple=True, metavar="TEXT", help="A situation to assume: --given 'I sit all day'. Repeat.")
@click.option("--after", multiple=True, metavar="QUESTION", help="An earlier question of the conversation. Repeat.")
@click.option("--json", "as_json", is_flag=True, help="The whole answer as one JSON object.")
@click.option("--jsonl", is_flag=True, help="Read a JSON object a line from stdin, write an answer object a line.")
@click.option("--sparql", is_flag=True, help="Print the query instead of the answer, as SPARQL.")
@click.option("--format", "form", type=ANSWER_FORMATS, help="How to write the answer; its items as a table, CSV or Markdown.")
@click.option("--pack", "packs", multiple=True, metavar="DIR", help="A folder to read on top of the content. Repeat.")
def ask(
    question: tuple[str, ...],
    given: tuple[str, ...],
    after: tuple[str, ...],
    as_json: bool,
    jsonl: bool,
    sparql: bool,
    form: str | None,
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
        if question or given or after or as_json or sparql or form:
            raise click.UsageError("--jsonl reads questions from stdin and takes no other option than --pack")
        return asking.ask_lines(sys.stdin.buffer, packs=packs)
    if as_json + sparql + (form is not None) > 1:
        raise click.UsageError("choose one of --json, --sparql and --format")
    text = " ".join(question) if question else asking.question_from_stdin()
    form = form or ("json" if as_json else "sparql" if sparql else "text")
    return asking.ask_once(text, given=given, after=after, packs=packs, form=form)


@cli.command("case")
@click.argument("files", nargs=-1, required=True, metavar="FILE…")
@click.option("--json", "as_json", is_flag=True, help="One JSON object, or one a line for several files.")
@click.option("--html", metavar="OUT", help="Write a report with the body map and all proofs there, as one HTML page.")
@click.option("--pack", "packs", multiple=True, metavar="DIR", help="A folder to read on top of the content. Repeat.")
def case(files: tuple[str, ...], as_json: bool, html: str | None, packs: tuple[str, ...]) -> int:
    """Infer everything for the person described in a small YAML, JSON or Turtle file.

    \b
    findings: [low_shoulder@left]
    habits: [prolonged_sitting]

    Exit code: 0 something was inferred, 1 nothing, 2 not a case file, 3 a side is missing or findings exclude each
    other, 5 safety comes first; of several files the highest.
    """
    if html is not None:
        from myologic.cli.drawing import write_report

        if as_json or len(files) != 1:
            raise click.UsageError("--html takes one case file and not --json")
        return write_report(files[0], html, packs=packs)
    from myologic.cli.casing import show_cases

    return show_cases(files, as_json=as_json, packs=packs)


@cli.command("plan")
@click.argument("file")
@click.option("--minutes", type=int, metavar="N", help="Most minutes of a session, 5 to 180; 20 by default.")
@click.option("--level", metavar="LEVEL", help="Nothing harder than beginner, intermediate or advanced.")
@click.option(
    "--equipment",
    multiple=True,
    metavar="NAME",
    help="What is at hand beside wall, chair and the like; `none` for nothing at all. Repeat, or join by commas.",
)
@click.option("--format", "form", type=click.Choice(["text", "md", "json", "ics"]), default="text", help="How to write it.")
@click.option("--json", "as_json", is_flag=True, help="Short for --format json.")
@click.option("--html", "as_html", is_flag=True, help="One page that needs nothing else and prints well.")
@click.option("--start", metavar="DAY", help="The first day of a calendar, as 2027-01-04.")
@click.option("--time", metavar="HH:MM", default="18:00", help="When sessions of a calendar begin, 18:00 by default.")
@click.option("-o", "--output", metavar="FILE", default="-", help="Write there instead of stdout, in one step.")
@click.option("--pack", "packs", multiple=True, metavar="DIR", help="A folder to read on top of the content. Repeat.")
def plan(
    file: str,
    minutes: int | None,
    level: str | None,
    equipment: tuple[str, ...],
    form: str,
    as_json: bool,
    as_html: bool,
    start: str | None,
    time: str,
    output: str,
    packs: tuple[str, ...],
) -> int:
    """Plan some weeks for the person described in a case file: release, lengthen, activate, integrate, change habits.

    \b
    myologic plan me.yaml --minutes 15 --equipment band
    myologic plan me.yaml --html -o plan.html
    myologic plan me.yaml --format ics --start 2027-01-04 -o plan.ics

    Exit code: 0 planned, 1 nothing to plan, 2 not a case file or an unknown wish, 3 a side is missing or findings
    exclude each other, 5 safety comes first.
    """
    from myologic.cli.planning import show_plan

    if as_json and as_html or (as_json or as_html) and form != "text":
        raise click.UsageError("choose one of --json, --html and --format")
    chosen = "json" if as_json else "html" if as_html else form
    if chosen == "ics" and start is None:
        raise click.UsageError("a calendar needs its first day: --start 2027-01-04")
    if chosen != "ics" and start is not None:
        raise click.UsageError("--start is for --format ics")
    return show_plan(
        file,
        form=chosen,
        output=output,
        minutes=minutes,
        level=level,
        equipment=equipment,
        start=start,
        time=time,
        packs=packs,
    )


@cli.command("assess")
@click.option("--answers", metavar="FILE", help="Answers from a JSON or YAML file; what it leaves out is skipped.")
@click.option("--save", metavar="FILE", help="Keep the answers in this file, and go on from it if it is there.")
@click.option("--json", "as_json", is_flag=True, help="The result as one JSON object.")
@click.option("--pack", "packs", multiple=True, metavar="DIR", help="A folder to read on top of the content. Repeat.")
def assess(answers: str | None, save: str | None, as_json: bool, packs: tuple[str, ...]) -> int:
    """Ask the self-checks one by one, warning signs first, and end in the result of a case.

    Say yes, no, left, right or both; `?` where it is not known, `skip`, `back`, `quit`, and `none` for
    no to all conditions that are left. Questions come on stderr, the result on stdout. Nothing is kept unless --save names a file.

    Exit code: that of the case: 0 something was inferred, 1 nothing, 2 an answer that is none, 3 findings exclude each
    other, 5 safety comes first.
    """
    from myologic.cli.assessing import assess as ask_questions

    return ask_questions(answers=answers, save=save, as_json=as_json, packs=packs)


@cli.command("check")
@click.argument("paths", nargs=-1, metavar="[PATH…]")
@click.option("--format", "form", type=click.Choice(["text", "json", "sarif"]), default="text", help="How to list them.")
@click.option("--watch", "watching", is_flag=True, help="Check again whenever a file changes, until Ctrl-C.")
def check(paths: tuple[str, ...], form: str, watching: bool) -> int:
    """List what is wrong in content: a pack's folder, single files, or the shipped content.

    A lone .srl file is checked as rules of any subject: syntax, well-formedness, stratification.

    Exit code: 0 no error, 1 errors, 4 a path does not exist.
    """
    from myologic.cli.checking import show_problems, watch

    if watching:
        if form != "text":
            raise click.UsageError("--watch lists problems as text")
        return watch(paths)
    return show_problems(paths, form=form)


@cli.command("draw")
@click.argument("file", required=False, metavar="[FILE]")
@click.option("-o", "--output", metavar="FILE", default="-", help="Write there instead of stdout, in one step.")
@click.option("--view", type=click.Choice(["front", "back", "side", "all"]), default="all", help="From where.")
@click.option("--layer", type=click.Choice(["surface", "intermediate", "deep", "all"]), default="all", help="How deep.")
@click.option("--theme", type=click.Choice(["light", "dark", "auto"]), help="Colours; auto is as the reader's screen.")
@click.option("--format", "form", type=click.Choice(["svg", "html", "png", "dot"]), help="Else the ending of FILE.")
@click.option("--proof", metavar="MUSCLE", help="Draw the proof of what is said of a muscle, such as psoas_major@left.")
@click.option("--about", metavar="THING", help="Draw what a thing points to and what points to it; takes no case file.")
@click.option("--pack", "packs", multiple=True, metavar="DIR", help="A folder to read on top of the content. Repeat.")
def draw(
    file: str | None,
    output: str,
    view: str,
    layer: str,
    theme: str | None,
    form: str | None,
    proof: str | None,
    about: str | None,
    packs: tuple[str, ...],
) -> int:
    """Draw a case on a body map, as SVG, HTML or PNG.

    \b
    myologic draw case.yaml -o map.svg
    myologic draw case.yaml --proof gluteus_medius@left -o why.svg
    myologic draw --about "gluteus medius" -o around.dot

    With -o the same is printed as a table. The person's left is the person's left in every view.

    Exit code: as for `case`; with --proof 1 where nothing is said of the muscle.
    """
    from myologic.cli import drawing

    if about is not None:
        if file is not None or proof is not None:
            raise click.UsageError("--about takes no case file and no --proof")
        return drawing.draw_thing(about, output=output, theme=theme, form=form, packs=packs)
    if file is None:
        raise click.UsageError("a case file is missing")
    if proof is not None:
        return drawing.draw_proof(file, proof, output=output, theme=theme, form=form, packs=packs)
    return drawing.draw_case(file, output=output, view=view, layer=layer, theme=theme, form=form, packs=packs)


@cli.command("infer")
@click.argument("rules", nargs=-1, required=True, metavar="RULES…")
@click.option("--data", multiple=True, metavar="FILE", help="RDF to start from: .ttl, .nt, .nq or .trig. Repeat.")
@click.option("-o", "--output", metavar="FILE", help="Write there instead of stdout, in one step.")
@click.option("--format", "form", type=GRAPH_FORMATS, help="N-Triples (the default), Turtle or JSON.")
@click.option("--stats", is_flag=True, help="Counts and times on stderr; the graph only if -o or --format asks for it.")
@click.option("--proof", metavar="TRIPLE", help="Print why a triple holds (written as in N-Triples) instead.")
@click.option("--proofs", type=click.IntRange(min=1), metavar="N", help="With --proof: up to N proofs that rest on least.")
@click.option("--best", is_flag=True, help="With --proof: the surest proof, by what data and rules say of certainty.")
@click.option("--query", metavar="PATTERN", help="Write the triples that fit, `?x` for any term; derive only what they need.")
@click.option("--limit-facts", type=click.IntRange(min=1), metavar="N", help="Stop with an error beyond N facts.")
def infer(
    rules: tuple[str, ...],
    data: tuple[str, ...],
    output: str | None,
    form: str | None,
    stats: bool,
    proof: str | None,
    proofs: int | None,
    best: bool,
    query: str | None,
    limit_facts: int | None,
) -> int:
    """Run rules in SPARQL 1.2 RL over RDF and write what they add.

    RULES are files, or the names of rule sets that come with myologic: rdfs, owl-rl. Only derived triples are written,
    and those of DATA blocks that the data lacks. Blank nodes of several files stay apart.

    Exit code: 0 done, 1 the triple of --proof does not hold or nothing fits --query (then nothing is written, and
    nothing said), 4 rules or data cannot be read.
    """
    from myologic.cli.inferring import run_rules

    if proof is not None and (output or form or stats or query):
        raise click.UsageError("--proof prints a proof instead of the graph and takes no -o, --format, --stats or --query")
    if proof is None and (proofs or best):
        raise click.UsageError("--proofs and --best belong to --proof")
    if proofs and best:
        raise click.UsageError("--proofs lists proofs that rest on least, --best the surest one: take one of them")
    return run_rules(
        rules,
        data,
        output=output,
        form=form,
        show_stats=stats,
        proof=proof,
        query=query,
        limit_facts=limit_facts,
        proofs=proofs or 0,
        best=best,
    )


@cli.command("convert")
@click.argument("file")
@click.option("--format", "form", type=GRAPH_FORMATS, default="nt", help="N-Triples (the default), Turtle or JSON.")
@click.option("--base", metavar="IRI", default="", help="The base of relative addresses; the file's own by default.")
@click.option("-o", "--output", metavar="FILE", default="-", help="Write there instead of stdout, in one step.")
def convert(file: str, form: str, base: str, output: str) -> int:
    """Read Turtle 1.2, or a file named .nt or .nq strictly as N-Triples or N-Quads, and write the same graph.

    Exit code: 0 done, 2 a base that is no address, 4 the file cannot be read; the message has file, line and column.
    """
    from myologic.cli.inferring import convert_file

    if base:
        from myologic.arguments import must_be_base

        try:
            must_be_base("--base", base)
        except ValueError as error:
            raise click.UsageError(str(error)) from error
    return convert_file(file, form=form, base=base or None, output=output)


@cli.command("packs")
@click.option("--pack", "packs", multiple=True, metavar="DIR", help="A folder to read on top of the content. Repeat.")
def packs(packs: tuple[str, ...]) -> int:
    """List the content that questions are answered from, with its hash."""
    from myologic.cli.packing import show_packs

    return show_packs(packs)


for other_command in (*authoring.COMMANDS, *conversing.COMMANDS, *leaving.COMMANDS, *population.COMMANDS):
    cli.add_command(other_command)


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
        with cli.make_context("myologic", list(words)) as context:
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
    if _meant_for_all(words[0]):
        return f"myologic: {message[:1].lower()}{message[1:]}\nsee `myologic --help`"
    if isinstance(misuse, click.NoSuchOption) and "Did you mean" not in message and not misuse.possibilities:
        known = [name for option in cli.commands[command].params for name in option.opts if name.startswith("-")]
        near = get_close_matches(misuse.option_name, known, n=1, cutoff=0.4)
        message += f". Did you mean {near[0]}?" if near else ""
    return f"myologic {command}: {message[:1].lower()}{message[1:]}\nsee `myologic {command} --help`"
