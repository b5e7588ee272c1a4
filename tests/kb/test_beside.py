"""Work beside gives what it would give here, in whatever process it is done, and none where there may be threads."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
from collections.abc import Iterator

import pytest

from myologic.kb import beside
from myologic.kb.beside import Beside, may_copy

HEAD = """\
import os, signal, sys, threading, time
from myologic.kb import beside
from myologic.kb.beside import Beside
own, beside._CORES = os.getpid(), 1
beside.allow()
assert beside.may_copy()
"""
needs_copies = pytest.mark.skipif(not os.path.isdir("/proc/self/task"), reason="only systems that tell of threads copy a process")


def said(program: str) -> str:
    """What a program prints that is alone in its process."""
    done = subprocess.run([sys.executable, "-c", HEAD + program], capture_output=True, text=True, timeout=60)
    assert done.returncode == 0 and not done.stderr, done.stderr
    return done.stdout.strip()


@pytest.fixture
def allowed(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """As in a program of its own."""
    monkeypatch.setattr(beside, "_allowed", True)
    yield


def test_nobody_is_copied_who_did_not_ask_for_it() -> None:
    """Who uses the library keeps one process."""
    with Beside(os.getpid) as work:
        assert not may_copy() and work.value() == os.getpid()


def test_a_process_with_threads_is_not_copied(allowed: None) -> None:
    """Another thread might hold a lock that would never be free again in the copy."""
    done = threading.Event()
    thread = threading.Thread(target=done.wait)
    thread.start()
    try:
        assert not may_copy()
    finally:
        done.set()
        thread.join()


@needs_copies
def test_a_value_comes_whole_from_another_process() -> None:
    """Values far larger than a pipe come over, of all plain kinds, from a process that is not this one."""
    program = """
with Beside(lambda: (os.getpid(), {"a": b"x" * 5_000_000, "ü\\udc80": [1, None, True, 1.5]})) as work:
    process, found = work.value()
assert process != own and found == {"a": b"x" * 5_000_000, "ü\\udc80": [1, None, True, 1.5]}
print("fine")
"""
    assert said(program) == "fine"


@needs_copies
@pytest.mark.parametrize("end", ["raise ValueError('no')", "os.kill(os.getpid(), signal.SIGKILL)", "os._exit(0)", "return object()"])
def test_what_fails_in_a_copy_is_done_here(end: str) -> None:
    """A copy that fails, is killed, says nothing or gives what cannot be handed over leaves the work to this process."""
    program = f"""
def work():
    if os.getpid() != own:
        {end}
    return "done here"
with Beside(work) as found:
    print(found.value())
"""
    assert said(program) == "done here"


@needs_copies
def test_an_error_is_raised_here() -> None:
    """What the work raises comes to whoever wants its value."""
    program = """
def work():
    raise KeyError("it")
try:
    with Beside(work) as found:
        found.value()
except KeyError as error:
    print(error, found._copy)
"""
    assert said(program) == "'it' -1"


@needs_copies
def test_a_copy_whose_value_is_not_wanted_ends() -> None:
    """Leaving the block ends the copy, and what it had begun to write is taken away again."""
    program = """
import tempfile
from myologic.kb.snapshot import write_whole
with tempfile.TemporaryDirectory() as folder:
    def stay(*names):
        open(folder + "/begun", "w").close()
        while True:
            pass
    def work():
        os.replace = stay
        write_whole(folder + "/kept", b"data")
    with Beside(work) as found:
        copy = found._copy
        while not os.path.exists(folder + "/begun"):
            os.sched_yield()
    print(os.listdir(folder))
    try:
        os.kill(copy, 0)
    except ProcessLookupError:
        print("gone")
"""
    assert said(program).split("\n") == ["['begun']", "gone"]


@needs_copies
def test_copies_of_copies() -> None:
    """Work beside may have work beside it, and the values of all come back."""
    program = """
def inner(number):
    with Beside(lambda: number * 10) as low, Beside(lambda: number * 100) as high:
        return low.value() + high.value()
with Beside(lambda: inner(1)) as one, Beside(lambda: inner(2)) as two:
    print(two.value(), one.value())
"""
    assert said(program) == "220 110"


@needs_copies
def test_a_copy_does_not_outlive_whoever_wanted_its_value() -> None:
    """A copy that has more to hand over than a pipe holds ends when the process that made it was killed."""
    program = """
middle = os.fork()
if middle == 0:
    with Beside(lambda: b"x" * 5_000_000) as work:
        print(work._copy, flush=True)
        os.kill(os.getpid(), signal.SIGKILL)
os.waitpid(middle, 0)
"""
    # whoever is left over keeps the pipe of what is printed, so that reading it would not end
    assert said(program).isdigit()
