"""Reads a PDF as a checker of accessibility and as somebody who copies its text."""

import io
import re

import page
from pypdf import PdfReader

PROFILES = ("ua1", "2a")


def faults_of(pdf: bytes) -> list[str]:
    """What PDF/UA-1 and PDF/A-2a find wrong; an empty list for a good document."""
    return [f"{profile}: {fault.rule_id} {fault.message}" for profile in PROFILES
            for fault in page.validate_pdf_bytes(pdf, profile=profile).failures]


def words_of(pdf: bytes) -> str:
    """The text of all pages, with every run of white space as one space."""
    return re.sub(r"\s+", " ", " ".join(sheet.extract_text() for sheet in PdfReader(io.BytesIO(pdf)).pages))


def facts_of(pdf: bytes) -> tuple[str, str]:
    """(title, language) that the document says of itself."""
    reader = PdfReader(io.BytesIO(pdf))
    return reader.metadata.title, str(reader.trailer["/Root"]["/Lang"])
