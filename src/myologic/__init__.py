"""myologic: a knowledge base, a rule engine and a question language.

`load` opens the knowledge base; `rules`, `infer` and `read` are the engine alone; `check` looks over content; `schema` says what
plain data looks like. The rest are the types of what these return and raise. Everything is imported when it is first used:
`import myologic` costs next to nothing.
"""

TYPE_CHECKING = False  # typing is not imported for it: type checkers know the name
if TYPE_CHECKING:
    from collections.abc import Sequence

    from myologic.answering.answer import Answer
    from myologic.assessing.interview import Interview
    from myologic.authoring.checking import check
    from myologic.cases import Case
    from myologic.casework.verdicts import Verdict
    from myologic.engine.errors import (
        ContentError,
        LimitError,
        MyologicError,
        Problem,
        QuestionError,
        RuleError,
    )
    from myologic.engine.proof import Proof
    from myologic.graph import Graph
    from myologic.knowledge import KnowledgeBase, load
    from myologic.planning.values import Plan
    from myologic.reading import read
    from myologic.reasoning import Inferred, Rules, infer, rules
    from myologic.schemas.reading import schema

__version__ = "0.1.0"

__all__ = [
    "Answer",
    "Case",
    "ContentError",
    "Graph",
    "Inferred",
    "Interview",
    "KnowledgeBase",
    "LimitError",
    "MyologicError",
    "Plan",
    "Problem",
    "Proof",
    "QuestionError",
    "RuleError",
    "Rules",
    "Verdict",
    "check",
    "infer",
    "load",
    "read",
    "rules",
    "schema",
]

_HOMES = {
    "Answer": "answering.answer",
    "Case": "cases",
    "ContentError": "engine.errors",
    "Graph": "graph",
    "Inferred": "reasoning",
    "Interview": "assessing.interview",
    "KnowledgeBase": "knowledge",
    "LimitError": "engine.errors",
    "MyologicError": "engine.errors",
    "Plan": "planning.values",
    "Problem": "engine.errors",
    "Proof": "engine.proof",
    "QuestionError": "engine.errors",
    "RuleError": "engine.errors",
    "Rules": "reasoning",
    "Verdict": "casework.verdicts",
    "check": "authoring.checking",
    "infer": "reasoning",
    "load": "knowledge",
    "read": "reading",
    "rules": "reasoning",
    "schema": "schemas.reading",
}


def __getattr__(name: str) -> object:
    """Import a public name from its home when it is first used."""
    home = _HOMES.get(name)
    if home is None:
        raise AttributeError(f"module 'myologic' has no attribute {name!r}")
    # as `importlib.import_module`, which is a library of its own
    value: object = getattr(__import__(f"myologic.{home}", fromlist=(name,)), name)
    globals()[name] = value
    return value


def __dir__() -> "Sequence[str]":
    """The public names, imported or not."""
    return sorted({*globals(), *__all__})
