"""Documents set apart: accessible by two standards, the same bytes each time, and data that never becomes markup."""

import subprocess
import sys

import pytest

from question_bank.apart import NotPossible, typeset
from question_bank.charts import bars, standalone
from tests.support.building import ROOT
from tests.support.pdfs import faults_of, words_of

AT = 1_767_312_000
TEMPLATE = """#let data = json("data.json")
#set document(title: data.title, date: datetime(year: 2026, month: 1, day: 2))
#set text(lang: "en")
= #data.title
#data.body
"""


def made(body: str = "Plain words.", template: str = TEMPLATE, **more) -> bytes:
    return typeset(template, {"title": "A document", "body": body}, at=AT, **more)


def test_a_document_meets_pdf_ua_and_pdf_a_and_is_the_same_each_time():
    first = made()
    assert faults_of(first) == [] and made() == first
    assert "A document Plain words." in words_of(first)


def test_t38_what_looks_like_markup_is_printed_as_it_stands():
    hostile = '#panic("x") *bold* #read("/etc/passwd") $x$ <b>'
    assert hostile in words_of(made(hostile))


@pytest.mark.parametrize(("template", "said"), [
    (TEMPLATE + '#image("p.svg")', "alt"),
    (TEMPLATE + "=== Too deep", "heading"),
    (TEMPLATE + '#read("/etc/passwd")', "passwd|not found|access"),
])
def test_a_document_that_nobody_could_read_is_refused(template, said):
    square = b'<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><rect width="9" height="9"/></svg>'
    with pytest.raises(NotPossible, match=said):
        made(template=template, pictures={"p.svg": square})


def test_a_chart_keeps_its_words_in_print():
    chart = bars("Scores", ["0", "1"], [3, 7], words="Most have one.", x_name="Raw score", y_name="People")
    pdf = made(template=TEMPLATE + '#figure(image("chart.svg", alt: "Scores"))',
               pictures={"chart.svg": standalone(chart).encode()})
    assert faults_of(pdf) == [] and "Raw score" in words_of(pdf)


def test_p8_the_process_that_serves_pages_opens_no_typesetter():
    code = "import sys, exam.app, exam.rules.documents; print('typst' in sys.modules)"
    ended = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, timeout=60)
    assert ended.stdout.strip() == "False", ended.stderr


def test_no_template_fetches_a_package():
    assert not [path.name for path in (ROOT / "templates" / "documents").glob("*.typ") if "@" in path.read_text()]
