"""The judgements of a panel as CSV and as JSON with the digest that stands in the record; no names of people."""

import csv
import io
import json

from exam.models import StandardSetting
from exam.queries.panel_ratings import raw_ratings
from exam.rules.standard_setting import ANGOFF, BOOKMARK
from question_bank.angoff import digest_of_ratings

COLUMNS = {ANGOFF: ("panelist", "takes_part", "number", "round", "position", "item", "percent", "rated_at"),
           BOOKMARK: ("panelist", "takes_part", "number", "round", "page", "position", "item", "placed_at")}


def as_csv(study: StandardSetting) -> bytes:
    """One line for each rating, or bookmark."""
    text = io.StringIO()
    writer = csv.DictWriter(text, COLUMNS[study.method])
    writer.writeheader()
    writer.writerows(raw_ratings(study))
    return text.getvalue().encode()


def as_json(study: StandardSetting) -> bytes:
    """The rows, how the digest is made of them, and the digest; of bookmarks the booklet that their pages belong to."""
    rows = raw_ratings(study)
    document = {"exam_form": study.exam_form.code, "standard_setting": study.id,
                "panel": [{"panelist": one.code, "role": one.role, "region": one.region} for one in study.panelists],
                "method": study.method, **({"booklet": study.booklet} if study.booklet else {}),
                "digest_of": "SHA-256 of ratings as JSON: keys sorted, no spaces, UTF-8",
                "ratings_digest": digest_of_ratings(rows), "ratings": rows}
    return json.dumps(document, indent=1, sort_keys=True, ensure_ascii=False).encode()
