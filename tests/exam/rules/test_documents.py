"""Documents of ours: title, language and date are set, and every template is found and shares one layout."""

from datetime import UTC, datetime

import pytest

from exam.rules import documents

AT = datetime(2026, 3, 4, 23, 30, tzinfo=UTC)


def test_every_template_opens_the_shared_layout():
    names = {path.stem for path in documents.FOLDER.glob("*.typ")}
    assert "layout" in names
    for name in names - {"layout"}:
        assert '#import "layout.typ"' in (documents.FOLDER / f"{name}.typ").read_text(), name


def test_a_template_that_is_not_there_is_an_error_of_ours():
    with pytest.raises(FileNotFoundError):
        documents.document("nothing", {}, title="Nothing", at=AT)
