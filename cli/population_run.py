"""`population`: a file of cases to a file of verdicts, with a bar of progress on a terminal."""

from __future__ import annotations

import sys
import time
from collections.abc import Sequence
from pathlib import Path

from myologic import exits
from myologic.borders.tables import arrow
from myologic.cli.opening import open_base
from myologic.cli.output import complain, say, write_file

WIDTH = 30
EVERY_SECONDS = 0.2


def work_out(
    source: str,
    output: str,
    *,
    fired: bool,
    resume: bool,
    id_column: str,
    ignore: Sequence[str],
    processes: int | None,
    packs: Sequence[str],
) -> int:
    """Work a file of cases out.

    Parameters
    ----------
    source, output
        Where from and where to.
    fired, resume, id_column, ignore, processes, packs
        As the options say.

    Returns
    -------
    int
        0, or 1 where rows were rejected.

    Raises
    ------
    MyologicError
        If the file, a column or the place for the result is not what it should be.
    """
    arrow()  # says what to install where it is missing
    from myologic.population.job import Options, run
    from myologic.population.ways import notice

    base = open_base(packs)
    said = notice(base.base)
    if said is not None:
        complain(f"myologic: {said}")
    options = Options(source, output, tuple(packs), id_column, tuple(ignore), fired)
    bar = _Bar()
    try:
        summary = run(base.base, options, resume=resume, processes=processes, told=bar.show)
    except KeyboardInterrupt:
        bar.end()
        complain("myologic: stopped; the same command with --resume goes on from there")
        return exits.INTERRUPTED
    finally:
        bar.end()
    rejected = summary.rejected + summary.bad_lines
    lines = [f"{_counted(summary.people, 'person', 'people')}, {_counted(summary.rows, 'row', 'rows')} in {summary.files['verdicts']}"]
    lines += [f"  {name}: {count:,}" for name, count in sorted(summary.statuses.items(), key=lambda each: -each[1])]
    if summary.bad_lines:
        lines.append(f"  lines that name nobody: {summary.bad_lines:,}")
    lines.append(f"people, with safety and missing sides: {summary.files['people']}")
    if rejected:
        lines.append(f"rejected, with reasons: {summary.files['rejected']}")
    say("\n".join(lines))
    return exits.NOTHING if rejected else exits.ANSWERED


def _counted(number: int, one: str, many: str) -> str:
    return f"{number:,} {one if number == 1 else many}"


def explain(source: str, person: str, *, id_column: str, ignore: Sequence[str], packs: Sequence[str]) -> int:
    """Say why something was said of one person.

    Parameters
    ----------
    source
        A table of cases, or one of people with the clauses that fired.
    person
        The id.
    id_column, ignore, packs
        As the options say.

    Returns
    -------
    int
        The exit code of the case, or 0 where only steps are shown.

    Raises
    ------
    MyologicError
        If nobody has that id, or the table is not what it should be.
    """
    arrow()
    from myologic.population.explain import explain_file

    found = explain_file(open_base(packs).base, Path(source), person, id_column=id_column, ignore=ignore)
    if isinstance(found, str):
        say(found)
        return exits.ANSWERED
    say(found.text(sources=True))
    return found.exit_code


def write_sql(dialect: str, *, columns: str | None, long: bool, output: str, packs: Sequence[str]) -> int:
    """Write the rules about cases as one SELECT.

    Parameters
    ----------
    dialect
        duckdb or spark.
    columns
        A table whose columns are meant, or None for every item.
    long
        Whether a long table with all its columns is meant.
    output
        A file, or `-` for stdout.
    packs
        Folders to read on top of the shipped content.

    Returns
    -------
    int
        0.

    Raises
    ------
    MyologicError
        If the content cannot be loaded, or the table is not what it should be.
    """
    from myologic.population.header import ID, LONG_COLUMNS
    from myologic.population.layout import layout
    from myologic.population.sqltext import sql_text

    base = open_base(packs)
    names: list[str] | None = [ID, *LONG_COLUMNS] if long else None
    if columns is not None:
        arrow()
        from myologic.population.sources import Source

        names = Source(Path(columns), ID).names
    write_file(output, sql_text(layout(base.base), dialect=dialect, columns=names))
    return exits.ANSWERED


class _Bar:
    """How far it is, on a terminal only."""

    def __init__(self) -> None:
        self._seen = sys.stderr is not None and sys.stderr.isatty()
        self._start = self._last = time.monotonic()
        self._first: int | None = None
        self._drawn = False

    def show(self, people: int, total: int | None) -> None:
        """So many people are done, of so many where that is known."""
        if self._first is None:
            self._first = people
        now = time.monotonic()
        if not self._seen or (now - self._last < EVERY_SECONDS and people != total):
            return
        self._last, self._drawn = now, True
        pace = (people - self._first) / max(now - self._start, 1e-6)
        if total:
            full = min(WIDTH, WIDTH * people // total)
            left = f", {max(total - people, 0) / pace:,.0f} s left" if pace else ""
            text = f"[{'#' * full}{'.' * (WIDTH - full)}] {people:,} of {total:,}{left}"
        else:
            text = f"{people:,} people, {pace:,.0f} a second"
        sys.stderr.write(f"\r{text:<78}")
        sys.stderr.flush()

    def end(self) -> None:
        """Leave a clean line."""
        if self._drawn:
            sys.stderr.write("\r" + " " * 78 + "\r")
            sys.stderr.flush()
            self._drawn = False
