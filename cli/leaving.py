"""The commands that take knowledge elsewhere: their options and their help. What they do is imported when they run."""

from __future__ import annotations

from typing import Any

import click

from myologic.schemas.shapes import SHAPES

FORMATS = ("nt", "ttl", "json", "jsonld", "graphml", "dot", "mermaid", "prov", "arrow", "parquet")


@click.command("export")
@click.argument("files", nargs=-1, metavar="[RULES…]")
@click.option("--format", "form", type=click.Choice(FORMATS), help="Write the graph, a case or a table in this form.")
@click.option("--case", "case_file", metavar="FILE", help="With --format: what follows for this case, not the content.")
@click.option("--about", metavar="THING", help="With --format: only what points to a thing, or it points to.")
@click.option("--rules", "language", type=click.Choice(["shacl", "construct"]), help="Write RULES in this language.")
@click.option("--schema", type=click.Choice(sorted(SHAPES)), help="Write the JSON Schema of a kind of output.")
@click.option(
    "--sql", is_flag=False, flag_value="duckdb", type=click.Choice(["duckdb", "spark"]),
    help="Write the rules about cases as one SELECT over a table called cases, a row for each person.",
)
@click.option("--columns", metavar="FILE", help="With --sql: only the columns of this table; every item by default.")
@click.option("--long", is_flag=True, help="With --sql: the table has a row for each thing that is told.")
@click.option("-o", "--output", metavar="FILE", default="-", help="Write there instead of stdout, in one step.")
@click.option("--pack", "packs", multiple=True, metavar="DIR", help="A folder to read on top of the content. Repeat.")
def export(
    files: tuple[str, ...],
    form: str | None,
    case_file: str | None,
    about: str | None,
    language: str | None,
    schema: str | None,
    sql: str | None,
    long: bool,
    columns: str | None,
    output: str,
    packs: tuple[str, ...],
) -> int:
    """Write the knowledge base, a case, rules or a schema for other programs.

    \b
    myologic export --format graphml -o all.graphml
    myologic export --format mermaid --about piriformis
    myologic export --format prov --case me.yaml -o why.ttl
    myologic export rdfs --rules shacl
    myologic export --schema answer
    myologic export --sql spark --columns cases.parquet

    --format: N-Triples, Turtle, JSON, JSON-LD, GraphML, DOT, Mermaid, PROV-O (why each fact holds, in Turtle), or a table:
    arrow (IPC) and parquet, of facts or of a case's verdicts. --rules takes rule files, or the names of rule sets that come
    with myologic: rdfs, owl-rl; `NOT DATA` and `WHERE DATA` can be said in neither language. --sql: docs/population.md.

    Exit code: 0 done, 2 no such thing, 4 something cannot be read or exported; with --case that of the case.
    """
    from myologic.cli import exporting

    if sum(each is not None for each in (form, language, schema, sql)) != 1:
        raise click.UsageError("choose one of --format, --rules, --schema and --sql")
    if (columns is not None or long) and sql is None:
        raise click.UsageError("--columns and --long are for --sql")
    if columns is not None and long:
        raise click.UsageError("--long says which columns there are, and so does --columns")
    if (language is not None) != bool(files):
        raise click.UsageError("--rules writes the rules of the files that are named, and needs one")
    if form is None and (case_file is not None or about is not None or (packs and sql is None)):
        raise click.UsageError("--case, --about and --pack are for --format")
    if case_file is not None and about is not None:
        raise click.UsageError("--about looks at the content and takes no --case")
    if sql is not None:
        from myologic.cli.population_run import write_sql

        return write_sql(sql, columns=columns, long=long, output=output, packs=packs)
    if schema is not None:
        return exporting.write_schema(schema, output=output)
    if form is None:
        from myologic.cli.inferring import export_rules

        return export_rules(files, form=language or "", output=output)
    if case_file is not None:
        return exporting.write_case(case_file, form=form, output=output, packs=packs)
    return exporting.write_content(form=form, about=about, output=output, packs=packs)


class Seconds(click.FloatRange):
    """A time: a number, which `nan` is not by its own name."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """A number of the range; `nan` is neither below nor above anything."""
        found = super().convert(value, param, ctx)
        if found != found:
            self.fail("nan is not a number of seconds", param, ctx)
        return found


@click.command("sparql")
@click.argument("query")
@click.option("--json", "as_json", is_flag=True, help="Rows as SPARQL JSON results.")
@click.option("--seconds", type=Seconds(min=0.1), default=10.0, metavar="N", help="How long it may take; 10.")
@click.option("--rows", type=click.IntRange(min=1), default=100_000, metavar="N", help="Most rows it may give; 100,000.")
@click.option("--pack", "packs", multiple=True, metavar="DIR", help="A folder to read on top of the content. Repeat.")
def sparql(query: str, as_json: bool, seconds: float, rows: int, packs: tuple[str, ...]) -> int:
    """Run a SPARQL query over the content and everything inferred from it; nothing can be changed or fetched.

    QUERY is the query, or `-` to read it from stdin. The usual prefixes need no declaration.

    Exit code: 0 rows, or a true ASK; 1 no row, or a false one; 2 the query cannot be run, or not within its limits.
    """
    from myologic.cli.querying import run_query

    return run_query(query, packs=packs, as_json=as_json, seconds=seconds, rows=rows)


COMMANDS = (export, sparql)
