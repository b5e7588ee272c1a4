"""`plan`: what to do in which week, for the person described in a file."""

from __future__ import annotations

from collections.abc import Sequence

from myologic.cli.opening import open_base
from myologic.cli.output import say, write_data, write_file


def show_plan(
    file: str,
    *,
    form: str,
    output: str,
    minutes: int | None,
    level: str | None,
    equipment: Sequence[str],
    start: str | None,
    time: str,
    packs: Sequence[str],
) -> int:
    """Write the plan for a case file.

    Parameters
    ----------
    file
        A YAML, JSON or Turtle file.
    form
        text, md, json, html or ics.
    output
        Where to, `-` for stdout.
    minutes, level, equipment
        What the plan has to keep to; no equipment given means that anything may be used, `none` that there is none.
    start, time
        The first day and the time of day, for a calendar.
    packs
        Folders to read on top of the shipped content.

    Returns
    -------
    int
        0 planned, 1 nothing to plan, 3 a side is missing or findings exclude each other, 5 safety.

    Raises
    ------
    MyologicError
        If the content cannot be loaded, the file is no case, or a wish cannot be met.
    """
    plan = open_base(packs).read_case(file).plan(minutes=minutes, level=level, equipment=equipment or None)
    if form == "json":
        import json

        text = json.dumps(plan.to_dict(), ensure_ascii=False, indent=2) + "\n"
    elif form == "ics":
        text = plan.to_ics(start or "", time)
    elif form == "html":
        text = plan.to_html()
    else:
        text = (plan.to_markdown() if form == "md" else plan.text()) + "\n"
    if output != "-":
        write_file(output, text)
    elif form in ("text", "md"):
        say(text)
    else:
        write_data(text)
    return plan.exit_code
