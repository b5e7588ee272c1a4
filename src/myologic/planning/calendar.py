"""The sessions of a plan as iCalendar (RFC 5545): one event a session, day and phase, each weekly; times are floating."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from datetime import date, timedelta

from myologic.engine.errors import QuestionError
from myologic.planning.text import details
from myologic.planning.values import PhasePlan, Plan, SessionPlan

OCTETS = 75
"""The longest line in octets without its end (RFC 5545, 3.1)."""


def calendar(plan: Plan, start: str, time: str) -> str:
    """A plan as a calendar.

    Parameters
    ----------
    plan
        The plan; one without exercises gives a calendar without events.
    start
        The first day, YYYY-MM-DD.
    time
        When sessions begin, HH:MM, in whatever zone the calendar is read.

    Returns
    -------
    str
        Lines that end in CR LF.

    Raises
    ------
    QuestionError
        If the day or the time cannot be read, or the plan would run beyond the year 9999.
    """
    first, clock = _day(start), _clock(time)
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", f"PRODID:-//{plan.kb_name}//plan//EN", "CALSCALE:GREGORIAN"]
    try:
        for phase in plan.phases:
            for session in plan.sessions:
                for day in session.days:
                    lines += _event(plan, phase, session, first, day, clock)
        lines += _review(plan, first)
    except OverflowError as error:
        raise QuestionError(f"`{start}` is too late a first day") from error
    lines.append("END:VCALENDAR")
    return "".join(f"{piece}\r\n" for line in lines for piece in _folded(line))


def _event(
    plan: Plan, phase: PhasePlan, session: SessionPlan, first: date, day: int, clock: str
) -> Iterator[str]:
    begin = first + timedelta(weeks=phase.from_week - 1, days=day - 1)
    said = [f"{phase.label}: {phase.text}"]
    for line in session.lines:
        if line.amount(phase.code) is None:
            continue
        said.append(f"{line.stage}: {line.label}")
        said += [f"  {each}" for each in details(plan, line, phase) if not each.startswith("sources:")]
    said += ["Stop for:", *(f"  {each.text}" for each in plan.stop), plan.purpose]
    identity = f"{plan.kb_name}|{phase.code}|{session.code}|{day}|{first}|{'|'.join(line.id.value for line in session.lines)}"
    yield "BEGIN:VEVENT"
    yield f"UID:{hashlib.sha256(identity.encode()).hexdigest()[:32]}@{plan.kb_name}"
    yield f"DTSTAMP:{first:%Y%m%d}T000000Z"
    yield f"DTSTART:{begin:%Y%m%d}T{clock}"
    yield f"DURATION:PT{max(1, plan.minutes_of(session, phase))}M"
    yield f"RRULE:FREQ=WEEKLY;COUNT={phase.to_week - phase.from_week + 1}"
    yield f"SUMMARY:{_text(f'{session.label}: {phase.label}')}"
    yield f"DESCRIPTION:{_text(chr(10).join(said))}"
    yield "END:VEVENT"


def _review(plan: Plan, first: date) -> Iterator[str]:
    """A day for looking again, the day after the last week."""
    if not plan.lines or not plan.review:
        return
    day = first + timedelta(weeks=max(each.to_week for each in plan.phases))
    yield "BEGIN:VEVENT"
    yield f"UID:{hashlib.sha256('|'.join([plan.kb_name, 'review', str(first), *(line.id.value for line in plan.lines)]).encode()).hexdigest()[:32]}@{plan.kb_name}"
    yield f"DTSTAMP:{first:%Y%m%d}T000000Z"
    yield f"DTSTART;VALUE=DATE:{day:%Y%m%d}"
    yield f"SUMMARY:{_text('look again')}"
    yield f"DESCRIPTION:{_text(' '.join(each.text for each in plan.review))}"
    yield "END:VEVENT"


def _day(text: str) -> date:
    if re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", text):
        try:
            return date.fromisoformat(text)
        except ValueError:
            pass  # such as the 30th of February: the same message as for any other wrong day
    raise QuestionError(f"`{text[:40]}` is no day: write it as YYYY-MM-DD, such as 2027-01-04")


def _clock(text: str) -> str:
    if not re.fullmatch(r"([01][0-9]|2[0-3]):[0-5][0-9]", text):
        raise QuestionError(f"`{text[:40]}` is no time of day: write it as HH:MM, such as 07:30")
    return f"{text[:2]}{text[3:]}00"


def _text(text: str) -> str:
    """Text as a value (RFC 5545, 3.3.11)."""
    for plain, escaped in (("\\", "\\\\"), (";", "\\;"), (",", "\\,"), ("\n", "\\n")):
        text = text.replace(plain, escaped)
    return text


def _folded(line: str) -> Iterator[str]:
    """A line in pieces of at most 75 octets, no character cut in two; each piece after the first begins with a space."""
    piece, size = "", 0
    for each in line:
        octets = len(each.encode())
        if size + octets > OCTETS:
            yield piece
            piece, size = " ", 1
        piece, size = piece + each, size + octets
    yield piece
