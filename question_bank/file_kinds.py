"""What a file of each format is called, how it is sent, and in a few words what it keeps."""

from typing import NamedTuple


class FileKind(NamedTuple):
    """The ending of a file's name, its media type, and words for whoever chooses it."""

    ending: str
    media_type: str
    words: str


FILE_KINDS = {
    "xlsx": FileKind("xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
                     "Workbook (XLSX): everything but pictures"),
    "csv": FileKind("csv", "text/csv; charset=utf-8", "CSV: everything but pictures"),
    "json": FileKind("json", "application/json", "JSON: everything"),
    "qti3": FileKind("zip", "application/zip", "QTI 3.0 package: everything, for other exam programs"),
    "qti22": FileKind("zip", "application/zip", "QTI 2.2 package: everything, for programs without QTI 3.0"),
    "qti21": FileKind("zip", "application/zip", "QTI 2.1 package: everything, for older exam programs"),
    "moodle": FileKind("xml", "application/xml; charset=utf-8", "Moodle XML: for a course in Moodle"),
    "gift": FileKind("gift", "text/plain; charset=utf-8", "GIFT: questions, options, keys and reasons as text"),
    "aiken": FileKind("txt", "text/plain; charset=utf-8", "Aiken: questions with one right option, as text"),
}


def kind_written_as(ending: str) -> str:
    """The format that an ending such as `.zip` stands for when a file is written; empty when it stands for none."""
    return next((kind for kind, known in FILE_KINDS.items() if f".{known.ending}" == ending.lower()), "")
