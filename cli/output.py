"""What leaves the command: clean text on stdout and stderr, data as UTF-8, files replaced in one step."""

from __future__ import annotations

import os
import sys

from myologic.answering.clean import clean

TYPE_CHECKING = False  # typing is not imported for it: type checkers know the name
if TYPE_CHECKING:
    from collections.abc import Iterable


class CannotWrite(Exception):
    """Output that cannot be written: where it was to go and why not."""


def say(text: str) -> None:
    """Write the answer to stdout, cleaned, with one newline at its end, and flush it.

    Parameters
    ----------
    text
        What the person asked for.
    """
    write_data(clean(text).rstrip("\n") + "\n")


def write_data(text: str) -> None:
    """Write text to stdout as UTF-8, as it is, and flush it; what was set for the terminal's encoding plays no part.

    Parameters
    ----------
    text
        N-Triples, Turtle, JSON or text that is clean already.

    Raises
    ------
    CannotWrite
        If there is no stdout, or it takes no more.
    """
    if sys.stdout is not None and not hasattr(sys.stdout, "buffer"):
        sys.stdout.write(text)  # a stream of text alone, put there by a program around this one
    else:
        _to_stdout([text.encode("utf-8", "replace")])


def _to_stdout(pieces: Iterable[bytes]) -> None:
    if sys.stdout is None:
        raise CannotWrite("standard output is closed")
    try:
        sys.stdout.flush()
        for piece in pieces:
            sys.stdout.buffer.write(piece)
        sys.stdout.flush()
    except BrokenPipeError:
        raise
    except OSError as error:
        raise CannotWrite(f"standard output cannot be written: {_reason(error)}") from error


def complain(text: str) -> None:
    """Write a message for the person to stderr, cleaned, with one newline at its end.

    Parameters
    ----------
    text
        The message.
    """
    if sys.stderr is None:
        return
    message = clean(text).rstrip("\n") + "\n"
    encoding = sys.stderr.encoding or "utf-8"
    sys.stderr.write(message.encode(encoding, "replace").decode(encoding))
    sys.stderr.flush()


def write_file(path: str, text: str) -> None:
    """Write a file so that it is either the old one or the whole new one, never half of it.

    Parameters
    ----------
    path
        Where to. A link is followed; a device such as `/dev/null` is written to directly; `-` is stdout.
    text
        The whole content, written as UTF-8.

    Raises
    ------
    CannotWrite
        If the folder cannot be written, or the disk is full; the old file is untouched then.
    """
    if path == "-":
        write_data(text)
    else:
        write_bytes(path, text.encode("utf-8"))


def write_bytes(path: str, content: bytes) -> None:
    """Write a file as `write_file` does, from bytes: a picture, for example.

    Parameters
    ----------
    path
        Where to; `-` is stdout.
    content
        The whole content.

    Raises
    ------
    CannotWrite
        If the folder cannot be written, or the disk is full; the old file is untouched then.
    """
    write_pieces(path, [content])


def write_pieces(path: str, pieces: Iterable[bytes]) -> None:
    """Write a file as `write_bytes` does, from pieces that are made one by one.

    Parameters
    ----------
    path
        Where to; `-` is stdout.
    pieces
        The content.

    Raises
    ------
    CannotWrite
        If there is no stdout, the folder cannot be written, or the disk is full; an old file is untouched then.
    """
    if path == "-":
        _to_stdout(pieces)
        return
    try:
        _replace_file(os.path.realpath(path), pieces)
    except BrokenPipeError:
        raise
    except OSError as error:
        raise CannotWrite(f"`{path}` cannot be written: {_reason(error)}") from error


def _reason(error: OSError) -> str:
    return (error.strerror or str(error)).lower()


def _replace_file(target: str, pieces: Iterable[bytes]) -> None:
    if os.path.exists(target) and not os.path.isfile(target):
        with open(target, "wb") as device:
            device.writelines(pieces)
        return
    # As `tempfile` does it, whose modules take 8 ms to import.
    temporary = os.path.join(os.path.dirname(target), f".{os.urandom(8).hex()}.part")
    handle = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), 0o600)
    try:
        with os.fdopen(handle, "wb") as file:
            file.writelines(pieces)
            file.flush()
            os.fsync(file.fileno())
        os.chmod(temporary, _mode(target))
        os.replace(temporary, target)
    except BaseException:
        os.unlink(temporary)
        raise


def _mode(target: str) -> int:
    """The permissions of the file that is replaced, or what a new file would get."""
    if os.path.exists(target):
        return os.stat(target).st_mode & 0o7777
    mask = os.umask(0)
    os.umask(mask)
    return 0o666 & ~mask
