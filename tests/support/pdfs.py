"""Reads a PDF as a checker of accessibility and as somebody who copies its text."""

import io
import re

import page
from pypdf import PdfReader

PROFILES = ("ua1", "2a")
# The checker takes a stream whose last byte happens to be a carriage return for one that is a byte shorter.
LENGTH_RULE = "PDFA2A-STREAM-LENGTH-001"


def faults_of(pdf: bytes) -> list[str]:
    """What PDF/UA-1 and PDF/A-2a find wrong; an empty list for a good document."""
    return [f"{profile}: {fault.rule_id} {fault.message}" for profile in PROFILES
            for fault in page.validate_pdf_bytes(pdf, profile=profile).failures
            if fault.rule_id != LENGTH_RULE or not lengths_are_right(pdf)]


def lengths_are_right(pdf: bytes) -> bool:
    """Whether every stream ends, after as many bytes as it says, with a line end and its closing word."""
    for stated in re.finditer(rb"/Length (\d+)", pdf):
        begins = re.compile(rb"stream\r?\n").search(pdf, stated.end()).end()
        if not re.match(rb"\r?\nendstream", pdf[begins + int(stated[1]):][:11]):
            return False
    return True


def words_of(pdf: bytes) -> str:
    """The text of all pages, with every run of white space as one space."""
    return re.sub(r"\s+", " ", " ".join(sheet.extract_text() for sheet in PdfReader(io.BytesIO(pdf)).pages))


def facts_of(pdf: bytes) -> tuple[str, str]:
    """(title, language) that the document says of itself."""
    reader = PdfReader(io.BytesIO(pdf))
    return reader.metadata.title, str(reader.trailer["/Root"]["/Lang"])
