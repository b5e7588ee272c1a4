"""How what is on record is told as a yes, a no, or neither."""

from __future__ import annotations

from myologic.answering.explain import claim_sentence
from myologic.answering.find_linked import linked_item
from myologic.answering.links import SHOWN
from myologic.answering.outcome import Outcome
from myologic.answering.relations import STATES, Hit, Hop, meanings
from myologic.answering.task import Task, nothing
from myologic.answering.words import listed
from myologic.engine.terms import IRI, Triple
from myologic.grammar.question import Mention

TYPE_CHECKING = False  # typing is not imported for it: type checkers know the name
if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Final

SAID: Final = 3
"""How many facts a sentence names."""


def by_facts(task: Task, facts: Sequence[Triple], said: str, *, holds: bool, assumed: tuple[str, ...] = ()) -> Outcome:
    """A yes or no with the facts that bear it out: the first few in words, the others as items."""
    graph = task.graph
    hops = {hop.relation: hop for hop in STATES}
    items = [
        linked_item(graph, Hit(f.object, (f,), hops.get(f.predicate, Hop(f.predicate)), graph.certainty(f)))
        for f in facts[:SHOWN]
        if isinstance(f.object, IRI) and isinstance(f.predicate, IRI)
    ]
    claims = list(dict.fromkeys(claim_sentence(graph, f) for f in facts))
    more = f", and {len(claims) - SAID} more" if len(claims) > SAID else ""
    return Outcome(lead=(f"{said}: {listed(claims[:SAID])}{more}",), items=tuple(items), boolean=holds, assumed=assumed)


def no_yes_or_no(task: Task, said: str, facts: Sequence[Triple]) -> Outcome:
    """The honest non-answer beside what is on record."""
    claims = listed(list(dict.fromkeys(claim_sentence(task.graph, f) for f in facts[:SAID])))
    return nothing(task, "that says yes or no to that", tail=(f"{said}: {claims}",))


def beside_names(task: Task) -> str:
    """The words of the question beside the names in it: *always* in the name of a thing claims nothing."""
    text = task.question.text
    for mention in task.question.mentions:
        text = text.replace(mention.text, " ") if mention.text else text
    return text


def what_is_meant(task: Task, named: Sequence[Mention], facts: Sequence[Triple]) -> tuple[str, ...]:
    """What was taken for the things named, where no fact speaks of them themselves."""
    lines = []
    for mention in named:
        inner = meanings(task.graph, mention)
        ends = [end for fact in facts for end in (fact.subject, fact.object)]
        if any(end in inner for end in ends):
            continue
        others = {n for m in named if m is not mention for n in meanings(task.graph, m)}
        stands = [task.graph.label(end) for end in dict.fromkeys(ends) if end not in others]
        said = f"what is on record for {listed(stands[:SAID])} is meant by {task.words((mention,))}"
        lines.append(said if stands else f"{task.words((mention,))} left aside, for nothing on record speaks of it")
    return tuple(lines)
