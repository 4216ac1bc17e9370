"""Pages travel compressed: the exam page must be light on an old phone and a slow line."""

import gzip

from flask import Flask, request

SMALLEST = 1024
KINDS = ("text/html", "application/json", "text/plain")


def set_up_compression(app: Flask) -> None:
    """Compress what is large, textual, and does not repeat what the visitor sent."""
    @app.after_request
    def compress(answer):
        answer.vary.add("Accept-Encoding")
        if _may_be_compressed(answer):
            answer.set_data(gzip.compress(answer.get_data(), 5, mtime=0))
            answer.headers["Content-Encoding"] = "gzip"
        return answer


def _may_be_compressed(answer) -> bool:
    # A page that repeats a visitor's words beside a token could be read through its compressed length (BREACH).
    repeats_nothing = request.method == "GET" and not request.query_string
    textual = answer.mimetype in KINDS and not answer.is_streamed and not answer.direct_passthrough
    return (repeats_nothing and textual and answer.status_code == 200 and "Content-Encoding" not in answer.headers
            and "gzip" in request.headers.get("Accept-Encoding", "") and answer.content_length is not None
            and answer.content_length >= SMALLEST)
