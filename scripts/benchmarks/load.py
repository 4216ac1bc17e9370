"""The load: many connections in one thread, requests made beforehand, every answer read and checked."""

import selectors
import socket
import time
from collections import deque
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

Request = Callable[[], bytes]


@dataclass
class Outcome:
    """What one turn of load saw: the time of each request in seconds, and what was not a 200."""

    seconds: float = 0.0
    times: list[float] = field(default_factory=list)
    failures: int = 0
    requests: int = 0  # sent, whether or not the turn ended before their answer
    bytes_up: int = 0
    bytes_down: int = 0

    def percentile(self, share: float) -> float:
        """In milliseconds."""
        ordered = sorted(self.times)
        return round(1000 * ordered[min(len(ordered) - 1, int(share * len(ordered)))], 2) if ordered else 0.0

    @property
    def rate(self) -> float:
        """Requests in a second."""
        return len(self.times) / self.seconds


class Line:
    """One kept-alive connection with at most one request on it."""

    def __init__(self, port: int):
        self.socket = socket.create_connection(("127.0.0.1", port))
        self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self.received, self.began, self.next_request = b"", 0.0, None

    def send(self, request: bytes, began: float) -> None:
        self.received, self.began = b"", began
        self.socket.sendall(request)

    def answer(self) -> bytes | None:
        """The whole answer, or None while parts of it are missing."""
        part = self.socket.recv(65536)
        if not part:
            raise ConnectionError("the server hung up")
        self.received += part
        head, found, body = self.received.partition(b"\r\n\r\n")
        if not found:
            return None
        length = int(head.lower().partition(b"content-length:")[2].split(b"\r\n", 1)[0])
        return self.received if len(body) >= length else None


def closed_loop(port: int, makers: list[Iterator[bytes]], seconds: float, most: int | None = None) -> Outcome:
    """As many clients as makers; each sends its next request when the last one was answered, `most` in all."""
    outcome, waiting = Outcome(), selectors.DefaultSelector()
    lines = []
    for maker in makers:
        line = Line(port)
        line.next_request = maker
        waiting.register(line.socket, selectors.EVENT_READ, line)
        lines.append(line)
    began = time.perf_counter()
    for line in lines:
        _send_next(line, outcome, time.perf_counter())
    while (now := time.perf_counter()) - began < seconds and (most is None or len(outcome.times) < most):
        for key, _ in waiting.select(timeout=0.5):
            line = key.data
            if _taken(line, outcome):
                _send_next(line, outcome, time.perf_counter())
    outcome.seconds = now - began
    for line in lines:
        line.socket.close()
    return outcome


def open_loop(port: int, requests: Iterator[bytes], *, rate: float, seconds: float, most_lines: int = 200) -> Outcome:
    """One request each 1/rate seconds, whatever the server does; times count from the instant that was intended."""
    outcome, waiting, idle = Outcome(), selectors.DefaultSelector(), deque()
    late: deque[float] = deque()
    number, opened, sent, total = 0, 0, 0, int(rate * seconds)
    began = time.perf_counter()
    while len(outcome.times) < total and time.perf_counter() - began < seconds + 10:
        while number < total and time.perf_counter() >= began + number / rate:
            late.append(began + number / rate)
            number += 1
        while late and (idle or opened < most_lines):
            if idle:
                line = idle.popleft()
            else:
                line, opened = Line(port), opened + 1
                waiting.register(line.socket, selectors.EVENT_READ, line)
            request = next(requests)
            line.send(request, late.popleft())
            sent += len(request)
            outcome.requests += 1
        pause = max(0.0, began + number / rate - time.perf_counter()) if number < total else 0.2
        for key, _ in waiting.select(timeout=0 if late and idle else min(pause, 0.2)):
            if _taken(key.data, outcome):
                idle.append(key.data)
    outcome.seconds, outcome.bytes_up = time.perf_counter() - began, sent
    outcome.failures += total - len(outcome.times)
    for key in list(waiting.get_map().values()):
        key.data.socket.close()
    return outcome


def _send_next(line: Line, outcome: Outcome, began: float) -> None:
    request = next(line.next_request)
    outcome.requests += 1
    outcome.bytes_up += len(request)
    line.send(request, began)


def _taken(line: Line, outcome: Outcome) -> bool:
    answer = line.answer()
    if answer is None:
        return False
    outcome.times.append(time.perf_counter() - line.began)
    outcome.bytes_down += len(answer)
    outcome.failures += not answer.startswith(b"HTTP/1.1 200")
    return True
