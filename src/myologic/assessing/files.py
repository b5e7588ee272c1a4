"""Answers in a file that a person names: read to go on, written to keep. Nothing is written anywhere else."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from myologic.casework.plain import person_text, plain_data
from myologic.engine.errors import QuestionError

VERSION = 1


def read_answers(path: Path) -> dict[str, Any]:
    """The answers in a file: `{"version": 1, "answers": {"rf_fever": "no", "knees_in": "left", …}}`, as JSON or YAML.

    Parameters
    ----------
    path
        The file.

    Raises
    ------
    QuestionError
        If it is missing, cannot be read, or holds no answers.
    """
    shown = str(path)
    value = plain_data(person_text(path, "file of answers"), path)
    if not isinstance(value, Mapping):
        raise QuestionError(f"{shown}: answers are an object of ids and answers, such as `rf_fever: no`")
    if "answers" in value:
        unknown = sorted(str(each) for each in value if each not in ("version", "answers"))
        if unknown or value.get("version", VERSION) != VERSION:
            raise QuestionError(f"{shown}: beside `answers` there is only `version`, the number {VERSION}")
        value = value["answers"]
    if not isinstance(value, Mapping) or any(isinstance(each, (list, dict)) for each in value.values()):
        raise QuestionError(f"{shown}: each answer is one word, such as `rf_fever: no`")
    return {str(name): answer for name, answer in value.items()}


def written_answers(answers: Mapping[str, str]) -> str:
    """Answers as the text of a file."""
    return json.dumps({"version": VERSION, "answers": dict(answers)}, ensure_ascii=False, indent=2) + "\n"
