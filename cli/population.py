"""The command for tables of cases: its options and its help. What it does is imported when it runs."""

from __future__ import annotations

import click


@click.command("population")
@click.argument("source", metavar="IN")
@click.option(
    "-o", "--output", metavar="OUT", help="Where to: a .parquet, .arrow or .csv file, or a folder of Parquet files."
)
@click.option(
    "--explain", "person", metavar="ID", help="Say why, for one person of IN, instead of working all of them out."
)
@click.option("--fired", is_flag=True, help="Keep for each person which clauses fired, so that --explain needs no run.")
@click.option("--resume", is_flag=True, help="Go on with a run that was stopped.")
@click.option("--id", "id_column", metavar="COLUMN", default="id", help="The column that names the person.")
@click.option("--ignore", multiple=True, metavar="COLUMN", help="A column that says nothing of a case. Repeat.")
@click.option(
    "--processes", type=click.IntRange(1, 1024), help="How many work at once; as many as there are cores by default."
)
@click.option("--pack", "packs", multiple=True, metavar="DIR", help="A folder to read on top of the content. Repeat.")
def population(
    source: str,
    output: str | None,
    person: str | None,
    fired: bool,
    resume: bool,
    id_column: str,
    ignore: tuple[str, ...],
    processes: int | None,
    packs: tuple[str, ...],
) -> int:
    """Work out many cases at once: a table of cases in, a table of verdicts out.

    IN is a Parquet, Arrow or CSV file, with a row for each person and a column for each finding, habit, cause, condition, test
    or warning sign (left, right, both, present, absent, unknown), or with a row for each thing that is told (id, item,
    side, presence), in the order of ids. See docs/population.md.

    \b
    myologic population cases.parquet -o verdicts.parquet
    myologic population cases.parquet --explain 4711

    Beside OUT stands a table of people, with safety and missing sides, and a list of rows that could not be read, with
    reasons.

    Exit code: 0 done, 1 done and some rows were rejected, 2 misuse or OUT cannot be written, 4 IN cannot be read; with
    --explain that of the case.
    """
    from myologic.cli.population_run import explain, work_out

    if person is not None:
        if output or fired or resume:
            raise click.UsageError("--explain writes no table and takes no -o, --fired or --resume")
        return explain(source, person, id_column=id_column, ignore=ignore, packs=packs)
    if output is None:
        raise click.UsageError("-o is missing: where the verdicts go to")
    return work_out(
        source,
        output,
        fired=fired,
        resume=resume,
        id_column=id_column,
        ignore=ignore,
        processes=processes,
        packs=packs,
    )


COMMANDS = (population,)
