"""The worker that sets documents as PDF: accessible (PDF/UA-1), fit for an archive (PDF/A-2a), always the same bytes.

Fonts are those that typst carries, so a document looks alike on every machine. What a document says comes as data and
never as markup. typst refuses a picture without words, a document without a title and a skipped level of heading.
"""

import base64
import json

import typst

from question_bank.workers.limits import work

STANDARDS = ["ua-1", "a-2a"]


def typeset_job(job: dict) -> dict:
    """The document as PDF, or what typst says against it."""
    files = {name: base64.b64decode(data) for name, data in job["files"].items()}
    files["data.json"] = json.dumps(job["data"]).encode()
    try:
        made = typst.compile(files, font_paths=typst.Fonts(include_system_fonts=False), format="pdf",
                             pdf_standards=STANDARDS, timestamp=job["at"])
    except RuntimeError as trouble:
        return {"trouble": str(trouble)}
    return {"data": base64.b64encode(made).decode()}


if __name__ == "__main__":
    work({"typeset": typeset_job})
