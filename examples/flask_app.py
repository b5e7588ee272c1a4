"""myologic behind a small web service: one knowledge base, shared by all threads of the server; nothing of a person is kept.

    pip install flask && flask --app examples/flask_app run

    curl 'localhost:5000/ask?q=what+strengthens+the+glutes'
    curl localhost:5000/case -H 'Content-Type: application/json' -d '{"findings": ["low_shoulder@left"]}'

Every answer has a status of its own; "safety" means that the care text comes before everything else, so show it first and alone.
The schemas of all answers are at /schema/NAME.
"""

from __future__ import annotations

from typing import Any

from flask import Flask, Response, jsonify, request

import myologic

LISTS = ("findings", "habits", "causes", "conditions", "red_flags", "tests")


def make_app(kb: myologic.KnowledgeBase | None = None) -> Flask:
    """The application.

    Parameters
    ----------
    kb
        What answers; the shipped knowledge base by default. It is opened once, and frozen.
    """
    app = Flask(__name__)
    app.config["MAX_CONTENT_LENGTH"] = 64 * 1024
    app.json.sort_keys = False  # type: ignore[attr-defined]  # Flask's own provider has it: fields stay in their order
    base = myologic.load() if kb is None else kb

    @app.get("/ask")
    def ask() -> Response:
        """One question; `after` and `given` may be repeated, so that the server needs no memory of a conversation."""
        arguments = request.args
        answer = base.ask(
            arguments.get("q", ""), given=arguments.getlist("given"), after=arguments.getlist("after")
        )
        return jsonify(answer.to_dict())

    @app.post("/case")
    def case() -> Response:
        """What follows for a case, which is the body, as in a case file."""
        return jsonify(_case(base).result())

    @app.post("/plan")
    def plan() -> Response:
        """A plan for a case."""
        minutes = request.args.get("minutes", type=int)
        return jsonify(_case(base).plan(minutes=minutes).to_dict())

    @app.post("/picture")
    def picture() -> Response:
        """The case on a body map."""
        return Response(_case(base).draw(), mimetype="image/svg+xml")

    @app.post("/self-check")
    def self_check() -> Response:
        """The next question of the self-check; the body holds the answers so far, and only the asking page keeps them."""
        answers = _body().get("answers", {})
        if not isinstance(answers, dict):
            raise myologic.QuestionError("`answers` is an object of ids and answers")
        return jsonify(base.interview(answers=answers).to_dict())

    @app.get("/schema/<name>")
    def schema(name: str) -> Response:
        """The JSON Schema of an answer of this service."""
        return jsonify(myologic.schema(name))

    @app.errorhandler(myologic.QuestionError)
    def not_understood(error: myologic.QuestionError) -> tuple[Response, int]:
        """An id, a field or a value that is unknown; the text names the nearest known one."""
        return jsonify({"error": str(error)}), 400

    return app


def _body() -> dict[str, Any]:
    body = request.get_json(force=True, silent=True)
    if not isinstance(body, dict):
        raise myologic.QuestionError("the body is no JSON object")
    return body


def _case(base: myologic.KnowledgeBase) -> myologic.Case:
    fields = {name: value for name, value in _body().items() if name != "version"}
    unknown = sorted(set(fields) - {*LISTS, "pain", "age"})
    if unknown:
        raise myologic.QuestionError(f"unknown field `{unknown[0][:60]}`; known are {', '.join(LISTS)}, pain, age")
    return base.case(**fields)


def create_app() -> Flask:
    """What `flask run` looks for."""
    return make_app()
