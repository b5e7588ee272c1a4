"""Typing at a terminal: completion of the next phrase, a hint in the line, the history of this run."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from prompt_toolkit import PromptSession
from prompt_toolkit.auto_suggest import AutoSuggest, Suggestion
from prompt_toolkit.buffer import Buffer
from prompt_toolkit.completion import CompleteEvent, Completer, Completion
from prompt_toolkit.document import Document
from prompt_toolkit.history import InMemoryHistory

from myologic.completing.offers import Offers

COMMANDS = (":help", ":given ", ":forget", ":save ", ":quit")


class Phrases(Completer):
    """Offers the next phrase of a question, or a command after a colon."""

    def __init__(self, offers: Offers) -> None:
        self._offers = offers

    def get_completions(self, document: Document, complete_event: CompleteEvent) -> Iterable[Completion]:
        """The continuations of the line up to the cursor."""
        line = document.text_before_cursor
        if line.startswith(":"):
            yield from (Completion(each, start_position=-len(line)) for each in COMMANDS if each.startswith(line))
            return
        for offer in self._offers.after(line):
            yield Completion(offer.text, start_position=-len(line), display=offer.shown, display_meta=offer.note)


class Hint(AutoSuggest):
    """The rest of the first continuation, shown behind the cursor."""

    def __init__(self, offers: Offers) -> None:
        self._offers = offers

    def get_suggestion(self, buffer: Buffer, document: Document) -> Suggestion | None:
        """The hint for a line, None where the line is short or nothing continues it."""
        line = document.text
        if len(line) < 3 or line.startswith(":"):
            return None
        first = next(iter(self._offers.after(line)), None)
        return Suggestion(first.text[len(line) :]) if first is not None and first.text.startswith(line) else None


def reader(offers: Offers) -> Callable[[], str]:
    """A function that reads one line.

    Parameters
    ----------
    offers
        What continues a line.
    """
    session: PromptSession[str] = PromptSession(
        history=InMemoryHistory(), completer=Phrases(offers), auto_suggest=Hint(offers), complete_while_typing=True
    )
    return lambda: session.prompt("? ")
