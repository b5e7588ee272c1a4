"""The plain data of proofs and of graphs, as typed dictionaries; see `shapes`."""

from __future__ import annotations

from typing import Annotated, NotRequired, TypedDict

from myologic.schemas.base_shapes import BaseData
from myologic.schemas.words import Among, Certainty, Line, Version

TermData = TypedDict(
    "TermData",
    {
        "type": Annotated[str, Among(("uri", "bnode", "literal", "triple"))],
        "value": "str | TripleData",
        "xml:lang": NotRequired[str],
        "its:dir": NotRequired[Annotated[str, Among(("ltr", "rtl"))]],
        "datatype": NotRequired[str],
    },
)
TermData.__doc__ = "A term as in SPARQL 1.2 query results."


class TripleData(TypedDict):
    """A triple."""

    subject: TermData
    predicate: TermData
    object: TermData


class GraphData(TypedDict):
    """A graph as JSON: `Graph.to_json()`, and `--format json` of `infer`, `convert` and `export`."""

    version: Version
    triples: list[TripleData]


class StepData(TypedDict):
    """One step of a proof."""

    number: Line
    triple: Annotated[list[str], "Subject, predicate and object as in N-Triples."]
    text: Annotated[str, "What it says, in words."]
    ground: Annotated[str, "Where it is written, that it was told, or the rule."]
    rule: Annotated[str | None, "The address of the rule; None for what is given."]
    premises: Annotated[list[int], "The numbers of the steps that it rests on; all are smaller."]
    absent: Annotated[list[str], "What was looked for and is not there."]
    certainty: Certainty | None
    file: str | None
    line: Line | None
    column: Line | None


class ProofData(TypedDict):
    """One proof; its last step is what was to be proved."""

    steps: list[StepData]


class ProofsData(TypedDict):
    """What `case.why(…).to_dict()` returns."""

    version: Version
    proofs: list[ProofData]
    kb: BaseData
