"""`diff`: what differs between two versions of content."""

from __future__ import annotations

from myologic import exits
from myologic.authoring.changes import compare
from myologic.authoring.diff_report import difference_dict, difference_text
from myologic.authoring.versions import open_version
from myologic.cli.output import complain, say, write_data


def show_difference(old: str, new: str, *, fail_over: int | None, form: str) -> int:
    """Write to stdout what differs between two versions.

    Parameters
    ----------
    old, new
        Folders or git revisions.
    fail_over
        How many conclusions may differ for exit code 0; None where nothing at all may differ.
    form
        "text" or "json".

    Returns
    -------
    int
        0 or 1.

    Raises
    ------
    QuestionError
        A version is neither a folder nor a revision.
    ContentError
        A version cannot be loaded.
    """
    before, after = open_version(old, new), open_version(new, old)
    difference = compare(before, after)
    if form == "json":
        import json

        write_data(json.dumps(difference_dict(difference), ensure_ascii=False, indent=1) + "\n")
    else:
        say(difference_text(difference))
    number = len(difference.conclusions)
    if fail_over is None:
        return exits.NOTHING if number or difference.facts else exits.ANSWERED
    if number > fail_over:
        complain(f"myologic: {number} conclusions differ, more than {fail_over}")
    return exits.NOTHING if number > fail_over else exits.ANSWERED
