"""How a view answers: a redirect after something was done, a sentence for the next page, a file to keep."""

from collections.abc import Iterator

import flask

from exam.errors import Refused
from exam.models import Asset


def back(endpoint: str, **values):
    """See Other: the browser asks for the page anew, and reloading repeats nothing."""
    return flask.redirect(flask.url_for(endpoint, **values), code=303)


def told(kind: str, sentence: str) -> None:
    """A sentence on the next page. `kind` is info, success, warning or error."""
    flask.flash(sentence, kind)


def flash_refusal(refused: Refused) -> None:
    """What a rule said, on the next page."""
    for sentence in refused.sentences:
        told("error", sentence)


def picture(asset: Asset):
    """A picture to be shown, which no cache on the way may keep. Its type is the one that its bytes have."""
    answer = flask.make_response(asset.data)
    answer.headers["Content-Type"] = asset.media_type
    answer.headers["Cache-Control"] = "private, no-store"
    return answer


def download(data: bytes, name: str, kind: str):
    """A file to keep. Its name says nothing about a person."""
    answer = flask.make_response(data)
    answer.headers["Content-Type"] = kind
    answer.headers.set("Content-Disposition", "attachment", filename=name)
    return answer


def streamed(pieces: Iterator[bytes], name: str, kind: str):
    """A large file to keep, which goes out piece by piece."""
    answer = flask.Response(flask.stream_with_context(pieces), content_type=kind)
    answer.headers.set("Content-Disposition", "attachment", filename=name)
    return answer
