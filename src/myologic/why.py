"""Why a verdict holds: its proofs, with the words, the plain data and the graph of them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, overload

from myologic.engine.proof import Proof
from myologic.engine.records import dataclass, field
from myologic.engine.terms import TermPattern, Variable

if TYPE_CHECKING:
    from myologic.borders.export import Form
    from myologic.kb.base import Overlay
    from myologic.schemas.shapes import ProofsData, StepData

VERSION = 1


@dataclass(frozen=True, slots=True)
class Why(Sequence[Proof]):
    """The proofs of some facts of a case, one each; empty where nothing is said.

    Parameters
    ----------
    proofs
        Down to what is written and what was told.
    reading
        The case on top of the knowledge base, for words and places.

    Examples
    --------
    >>> import myologic
    >>> case = myologic.load().case(findings=["rounded_shoulder_one_side@right"])
    >>> why = case.why("pectoralis_minor@right")
    >>> len(why), why[0].rule is None
    (1, False)
    """

    proofs: tuple[Proof, ...]
    reading: Overlay = field(repr=False, compare=False)

    def __repr__(self) -> str:
        return f"<myologic.Why with {len(self.proofs)} proof{'' if len(self.proofs) == 1 else 's'}>"

    def __len__(self) -> int:
        return len(self.proofs)

    @overload
    def __getitem__(self, index: int) -> Proof: ...
    @overload
    def __getitem__(self, index: slice) -> tuple[Proof, ...]: ...
    def __getitem__(self, index: int | slice) -> Proof | tuple[Proof, ...]:
        return self.proofs[index]

    def __iter__(self) -> Iterator[Proof]:
        return iter(self.proofs)

    def text(self) -> str:
        """The proofs in words: numbered steps, premises before conclusions, each with what it rests on."""
        return "\n\n".join("\n".join(self._lines(proof)) for proof in self.proofs)

    def to_dict(self) -> ProofsData:
        """The proofs as plain data, version 1 of the schema `proof`."""
        return {
            "version": VERSION,
            "proofs": [{"steps": list(self._steps(proof))} for proof in self.proofs],
            "kb": {"name": self.reading.name, "hash": self.reading.hash},
        }

    def export(self, form: Form = "prov") -> str:
        """The proofs as provenance, or what they prove in another form of a graph; see `KnowledgeBase.export`.

        Raises
        ------
        QuestionError
            If there is no such form.
        """
        from myologic.borders.export import export
        from myologic.borders.view import View
        from myologic.kb.vocabulary import PREFIXES

        facts = tuple(dict.fromkeys(proof.conclusion for proof in self.proofs))
        return export(View(facts, PREFIXES, self.reading), form)

    def _lines(self, proof: Proof) -> Iterator[str]:
        for step in self._steps(proof):
            rests = f" from {', '.join(map(str, step['premises']))}" if step["premises"] else ""
            absent = f"; there is no {'; '.join(step['absent'])}" if step["absent"] else ""
            yield f"{step['number']}. {step['text']} ({step['ground']}{rests}{absent})"

    def _steps(self, proof: Proof) -> Iterator[StepData]:
        from myologic.drawing.proofs import told
        from myologic.grammar.ntriples import nt

        numbers: dict[int, int] = {}
        for number, step in enumerate(proof.steps(), 1):
            numbers[id(step)] = number
            text, ground = told(self.reading, step)
            place = self.reading.place(step.conclusion) if step.rule is None else step.rule.place
            absent = ((p.subject, p.predicate, p.object) for p in step.absent)
            yield {
                "number": number,
                "triple": [nt(term) for term in step.conclusion],
                "text": text,
                "ground": ground,
                "rule": None if step.rule is None or step.rule.name is None else step.rule.name.value,
                "premises": [numbers[id(premise)] for premise in step.premises],
                "absent": [" ".join(map(self._name, pattern)) for pattern in absent],
                "certainty": self.reading.certainty(step.conclusion),
                "file": None if place is None else place.file,
                "line": None if place is None else place.line,
                "column": None if place is None else place.column,
            }

    def _name(self, term: TermPattern) -> str:
        return "anything" if isinstance(term, Variable) else self.reading.label(term)

    def _repr_html_(self) -> str:
        """The proofs for a notebook, escaped."""
        from myologic.notebook import why_html

        return why_html(self)
