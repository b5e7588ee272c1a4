"""myologic: a knowledge base, a rule engine and a question language.

`load` opens the knowledge base, `rules`, `infer` and `read` are the engine alone. Everything is imported when it is
first used: `import myologic` costs next to nothing.
"""

TYPE_CHECKING = False  # typing is not imported for it: type checkers know the name
if TYPE_CHECKING:
    from collections.abc import Sequence

    from myologic.answering.answer import Answer
    from myologic.authoring.checking import check
    from myologic.cases import Case
    from myologic.engine.errors import (
        ContentError,
        LimitError,
        MyologicError,
        Problem,
        QuestionError,
        RuleError,
    )
    from myologic.graph import Graph
    from myologic.knowledge import KnowledgeBase, load
    from myologic.reading import read
    from myologic.reasoning import Inferred, Rules, infer, rules

__version__ = "0.1.0"

__all__ = [
    "Answer",
    "Case",
    "ContentError",
    "Graph",
    "Inferred",
    "KnowledgeBase",
    "LimitError",
    "MyologicError",
    "Problem",
    "QuestionError",
    "RuleError",
    "Rules",
    "check",
    "infer",
    "load",
    "read",
    "rules",
]

_HOMES = {
    "Answer": "answering.answer",
    "Case": "cases",
    "ContentError": "engine.errors",
    "Graph": "graph",
    "Inferred": "reasoning",
    "KnowledgeBase": "knowledge",
    "LimitError": "engine.errors",
    "MyologicError": "engine.errors",
    "Problem": "engine.errors",
    "QuestionError": "engine.errors",
    "RuleError": "engine.errors",
    "Rules": "reasoning",
    "check": "authoring.checking",
    "infer": "reasoning",
    "load": "knowledge",
    "read": "reading",
    "rules": "reasoning",
}


def __getattr__(name: str) -> object:
    """Import a public name from its home when it is first used."""
    home = _HOMES.get(name)
    if home is None:
        raise AttributeError(f"module 'myologic' has no attribute {name!r}")
    from importlib import import_module

    value: object = getattr(import_module(f"myologic.{home}"), name)
    globals()[name] = value
    return value


def __dir__() -> "Sequence[str]":
    """The public names, imported or not."""
    return sorted({*globals(), *__all__})
