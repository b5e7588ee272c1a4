"""Random people, as rows of a wide table and as cases; and what a case says of them, as rows of the tables of verdicts."""

from __future__ import annotations

import random

from myologic.cases import Case
from myologic.casework.asks import contradictions, side_questions
from myologic.casework.catalogue import LISTS, Catalogue
from myologic.casework.facts import CASE, NEEDS_SIDE
from myologic.casework.reading import read_case
from myologic.casework.result import key
from myologic.casework.safety import case_safety
from myologic.casework.verdicts import OPEN
from myologic.kb.vocabulary import kb_

SIDED_WORDS = ["left"] * 4 + ["right"] * 4 + ["both"] * 3 + ["absent", "unknown"]
PLAIN_WORDS = ["present"] * 6 + ["absent", "unknown"]


class People:
    """Draws people of a knowledge base.

    Parameters
    ----------
    kb
        The knowledge base.
    seed
        The same seed gives the same people.
    """

    def __init__(self, kb, seed):
        self._chance = random.Random(seed)
        self._kb = kb
        catalogue = Catalogue(kb)
        things = {name: catalogue.things(name) for name in LISTS}
        self.sided = {key(each): catalogue.is_sided(each) for found in things.values() for each in found}
        self.lists = {name: sorted(key(each) for each in found) for name, found in things.items()}
        self.needs_control = [
            key(each) for each in things["tests"] if any(True for _ in kb.match(each, kb_("needsControl"), None))
        ]

    def one(self):
        """What is told of one person: column to word."""
        chance, found = self._chance, {}
        findings = chance.choice([0, 1, 2, 2, 3, 4, 6, 9])
        for name, most in (("findings", findings), ("tests", 2), ("habits", 2), ("causes", 2), ("conditions", 1)):
            for each in chance.sample(self.lists[name], chance.randint(0, min(most, len(self.lists[name])))):
                found[each] = chance.choice(SIDED_WORDS if self.sided[each] else PLAIN_WORDS)
        if chance.random() < 0.15:
            for each in chance.sample(self.lists["red_flags"], chance.randint(1, 3)):
                found[each] = "present"
        if chance.random() < 0.03:
            sided = [each for each in found if self.sided[each]]
            found.update((each, "present") for each in sided[:1])
        for each in self.needs_control:
            if each in found and chance.random() < 0.5:
                found[each + "_controlled"] = "true"
        if chance.random() < 0.1:
            each = chance.choice([each for each in self.lists["findings"] if self.sided[each]])
            found.pop(each, None)
            found[each + "@left"], found[each + "@right"] = chance.choice(["present", "absent"]), "present"
        if chance.random() < 0.5:
            found["pain"] = chance.choice(["acute", "chronic", "none"])
        if chance.random() < 0.5:
            found["age"] = str(chance.randint(5, 90))
        return found

    def case(self, told):
        """The same person as a case."""
        data = {name: [] for name in LISTS}
        for column, word in told.items():
            if column in ("pain", "age"):
                data[column] = int(word) if column == "age" else word
            elif not column.endswith("_controlled"):
                self._enter(data, column, word, told.get(column + "_controlled") == "true")
        return Case(self._kb, read_case(data, self._kb))

    def _enter(self, data, column, word, controlled):
        name, _, side = column.partition("@")
        entry = {"id": name}
        if word in ("left", "right", "both") or side:
            entry["side"] = side or word
        presence = "present" if word in ("left", "right", "both") else word
        for home in (each for each in LISTS if name in self.lists[each]):
            if home == "tests":
                result = {"present": "positive", "absent": "negative", "unknown": "unknown"}[presence]
                data[home].append({**entry, "result": result, **({"pelvis_controlled": True} if controlled else {})})
            else:
                data[home].append({**entry, "presence": presence})


def wide_table(people):
    """People as a mapping of columns, with ids from 0."""
    columns = sorted({column for each in people for column in each})
    return {"id": list(range(len(people))), **{name: [each.get(name) for each in people] for name in columns}}


def said_of(kb, case, derived=None):
    """What a case says: status, safety, flags, what lacks a side, and a row for each verdict on one side."""
    derived = case.derived if derived is None else derived
    safety = case_safety(kb, derived)
    verdicts = case.verdicts()
    lacking = sorted(key(each) for each in derived.objects(CASE, NEEDS_SIDE))
    rows = sorted(
        (key(row.muscle), side, row.part or "", row.verdict, row.length or "", row.activity or "", row.certainty)
        for row in verdicts
        for side in (("left", "right") if row.side == "both" else (row.side,))
    )
    if safety.stops:
        status, lacking = "safety", []
    elif side_questions(kb, derived):
        status = "needs_side"
    elif contradictions(kb, derived):
        status = "conflict"
    else:
        status = "inferred" if any(row.verdict != OPEN for row in verdicts) else "nothing"
    return status, safety.level, sorted(key(each) for each in safety.flags), lacking, rows


def said_in(verdicts, people):
    """What tables of verdicts and people say, by id, in the same form."""
    found = {
        row["id"]: (row["status"], row["safety"], sorted(row["flags"]), sorted(row["lacks_side"]), [])
        for row in people.to_pylist()
    }
    for row in verdicts.to_pylist():
        mine = found[row["id"]]
        assert (row["status"], row["safety"]) == mine[:2]
        if row["muscle"] is not None:
            limit = row["part"] or row["context"] or ""
            rest = (row["verdict"], row["length"] or "", row["activity"] or "", row["certainty"])
            mine[4].append((row["muscle"], row["side"], limit, *rest))
    for each in found.values():
        each[4].sort()
    return found
