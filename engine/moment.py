"""The one instant of a run."""

from __future__ import annotations


class Moment:
    """The one instant that NOW gives in a run.

    Parameters
    ----------
    now
        An xsd:dateTime in lexical form; None takes the clock when NOW is first called.
    """

    def __init__(self, now: str | None = None) -> None:
        self._now = now

    @property
    def taken(self) -> bool:
        """Whether the instant is known already."""
        return self._now is not None

    def text(self) -> str:
        """The instant as an xsd:dateTime."""
        if self._now is None:
            from datetime import UTC, datetime

            self._now = datetime.now(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
        return self._now
