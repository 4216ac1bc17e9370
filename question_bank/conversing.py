"""Talking with a child process: everything is told at once, and what it says on the way is heard line by line."""

import subprocess
import threading
from collections.abc import Callable, Iterable


def conversation(child: subprocess.Popen, told: Iterable[bytes], *, seconds: float,
                 heard: Callable[[str], None] = lambda line: None) -> bytes:
    """Give the child its input, piece by piece, and return its output; `heard` is given each line of its standard
    error at once.

    Raises subprocess.TimeoutExpired when it takes longer. Whatever happens, the child is gone afterwards.
    """
    with child:
        try:
            return _listening(child, told, seconds, heard)
        finally:
            if child.poll() is None:
                child.kill()


def _listening(child: subprocess.Popen, told: Iterable[bytes], seconds: float, heard: Callable[[str], None]) -> bytes:
    late, said = threading.Event(), []
    clock = threading.Timer(seconds, lambda: (late.set(), child.kill()))
    tell = threading.Thread(target=_tell, args=(child, told), daemon=True)
    read = threading.Thread(target=lambda: said.append(child.stdout.read()), daemon=True)
    for each in (clock, tell, read):
        each.start()
    try:
        for line in child.stderr:
            heard(line.decode(errors="replace"))
        read.join()
        child.wait()
    finally:
        clock.cancel()
        tell.join()
    if late.is_set():
        raise subprocess.TimeoutExpired(child.args, seconds)
    return said[0]


def _tell(child: subprocess.Popen, told: Iterable[bytes]) -> None:
    # A thread's own writes fill the pipe; communicate() fills 4 kB of it at a time, ten thousand times for 40 MB.
    try:
        with child.stdin:
            for piece in told:
                child.stdin.write(piece)
    except BrokenPipeError:  # it ended before it had heard everything; its exit status says why
        pass
