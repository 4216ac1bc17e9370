"""Files of QTI made to harm: refused at once and in words, or read without what harms; nothing is written."""

import base64
import io
import json
import os
import re
import struct
import subprocess
import sys
import time
import zipfile
from functools import cache

import pytest

from question_bank.apart import HOME
from question_bank.interchange import read_any, safe_xml
from question_bank.markup import keeps_whole
from tests.question_bank.interchange.qti.making import bank, bank_item, choice, equal, item, met, package
from tests.question_bank.test_assets import png

GOOD = item()
HEAD, BODY = GOOD.split(b"\n", 1)


def with_doctype(doctype: bytes, stem: bytes = b"Which one?") -> bytes:
    return HEAD + b"\n" + doctype + BODY.replace(b"Which one?", stem)


def blown_up() -> bytes:
    return b"<!DOCTYPE a [<!ENTITY a 'aaaaaaaaaa'>" + b"".join(
        b"<!ENTITY %c '%s'>" % (98 + number, b"&%c;" % (97 + number) * 10) for number in range(9)) + b"]>"


def picture(data: bytes, kind: str = "image/png") -> bytes:
    return item(f'<img src="data:{kind};base64,{base64.b64encode(data).decode()}" alt="x"/>')


FILES = {
    "entity of a file": (lambda: with_doctype(b'<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]>', b"&x;"),
                         "entities"),
    "entity of the net": (lambda: with_doctype(b'<!DOCTYPE a [<!ENTITY x SYSTEM "http://127.0.0.1:9/">]>', b"&x;"),
                          "entities"),
    "parameter entity": (lambda: with_doctype(b'<!DOCTYPE a [<!ENTITY % x SYSTEM "file:///etc/passwd"> %x;]>'),
                         "entities"),
    "entity behind a quoted bracket": (lambda: with_doctype(b"<!DOCTYPE a SYSTEM '>' [<!ENTITY x 'y'>]>", b"&x;"),
                                       "entities"),
    "small letters": (lambda: with_doctype(b"<!doctype a [<!ENTITY x 'y'>]>", b"&x;"), "entities"),
    "billion laughs": (lambda: with_doctype(blown_up(), b"&j;"), "entities"),
    "quadratic": (lambda: with_doctype(b"<!DOCTYPE a [<!ENTITY x '" + b"a" * 100_000 + b"'>]>", b"&x;" * 10_000),
                  "entities"),
    "deep": (lambda: item("<b>" * 1_000_000), "too-large"),
    "deep in html": (lambda: bank(bank_item(met(equal("b")), stem="&lt;b&gt;" * 1_000_000)), "too-large"),
    "ten thousand options": (lambda: item(choices="".join(choice(f"c{number}") for number in range(10_000))),
                             "too-many-choices"),
    "a million elements": (lambda: item("<br/>" * 1_000_000), "too-large"),
    "a huge attribute": (lambda: item(attributes=f' label="{"x" * 7_000_000}"', stem="x" * 5000), "too-large"),
    "two bytes a sign": (lambda: GOOD.decode().replace("UTF-8", "UTF-16").encode("utf-16"), "encoding"),
    "UTF-7": (lambda: GOOD.replace(b"UTF-8", b"UTF-7"), "encoding"),
    "not UTF-8": (lambda: GOOD.replace(b"Which", b"\xe9"), "encoding"),
    "no character": (lambda: GOOD.replace(b"Which", b"Wh\x00ch"), "not-well-formed"),
    "bidirectional override": (lambda: item("\u202edlrow"), "control-character"),
    "a scoring without end": (lambda: item(
        choices="".join(map(choice, "ABCDEF")), rules="<responseProcessing>" + "<responseCondition><responseIf><isNull>"
        "<variable identifier='RESPONSE'/></isNull></responseIf></responseCondition>" * 3500 + "<setOutcomeValue "
        "identifier='SCORE'><baseValue>1</baseValue></setOutcomeValue></responseProcessing>"), "custom-scoring"),
    "a picture of 30,000 by 30,000": (lambda: picture(png(30_000, 30_000)), "too-large"),
    "a picture of five million bytes": (lambda: picture(png() + bytes(5_000_000)), "too-large"),
    "a page in a picture": (lambda: item(choices=choice("A", '<img src="data:text/html,x"/>')
                                         + choice("B", '<img src="javascript:x"/>')), "empty-choice"),
}


@pytest.mark.parametrize("name", FILES)
def test_t40_a_hostile_file_is_refused_at_once_and_nothing_is_written(name, tmp_path, monkeypatch):
    make, code = FILES[name]
    data = make()
    monkeypatch.chdir(tmp_path)
    began = time.process_time()
    reading = read_any("q.xml", data)
    assert time.process_time() - began < 2
    assert reading.items == []
    assert {problem.code for problem in reading.problems if problem.severity == "error"} == {code}
    assert os.listdir(tmp_path) == []


@pytest.mark.parametrize("name", ["q.xml", "q.zip"])
def test_t40_a_question_larger_than_any_question_is_not_even_parsed(name, monkeypatch):
    for place in ("reading", "packages"):
        monkeypatch.setattr(f"question_bank.interchange.qti.{place}.xml_root", lambda data: pytest.fail("parsed"))
    large = item("<i>x</i>" * 15_000)
    reading = read_any(name, large if name == "q.xml" else package({"a.xml": large}, listed=False))
    assert "too-large" in [problem.code for problem in reading.problems]


def test_t40_a_package_of_many_large_files_is_left_as_a_whole():
    large = b"<config>" + b"".join(b"<i%d/>" % number for number in range(20_000)) + b"</config>"
    files = {"a.xml": GOOD, **{f"{number:02}.xml": large for number in range(21)}}
    reading = read_any("q.zip", package(files, listed=False))
    assert ([problem.code for problem in reading.problems], reading.items) == (["too-large"], [])


def test_t40_a_text_of_too_many_tags_is_not_translated():
    problem, = read_any("q.xml", item("<b/>" * 6000)).problems
    assert problem.message == "A text holds more than 5000 tags. Write it more simply."


def test_t40_two_looks_keep_entities_out(monkeypatch):
    data = with_doctype(b"<!DOCTYPE a [<!ENTITY x 'y'>]>", b"&x;")
    monkeypatch.setattr(safe_xml, "_check_doctype", lambda data: None)
    assert [problem.code for problem in read_any("q.xml", data).problems] == ["entities"]


def test_t40_nothing_is_fetched_for_a_document_type(monkeypatch):
    monkeypatch.setattr("socket.socket.connect", lambda *_: pytest.fail("something was fetched"))
    reading = read_any("q.xml", with_doctype(b'<!DOCTYPE a PUBLIC "x" "http://127.0.0.1:9/x.dtd">'))
    assert len(reading.items) == 1


DROPPED = {
    "a script": ("<script>alert(1)</script>", "script-removed"), "a frame": ("<iframe src='x'/>", "script-removed"),
    "a handler": ("<span onclick='x()'>words</span>", "script-removed"), "a form": ("<form action='x'>words</form>",
                                                                             "script-removed"),
    "an address that runs": ("<a href='javascript:x()'>words</a>", "script-removed"),
    "an address of a page": ("<a href='data:text/html,x'>words</a>", "script-removed"),
    "a picture that runs": ("<img src='javascript:x()' alt='words'/>", "script-removed"),
    "a drawing": ("<svg xmlns='http://www.w3.org/2000/svg'><script>x</script></svg>", "media-dropped"),
    "a drawing in base64": (f"<img src='data:image/svg+xml;base64,{base64.b64encode(b'<svg/>').decode()}'/>",
                            "media-dropped"),
    "a picture of the wrong type": (f"<img src='data:image/png;base64,{base64.b64encode(b'MZ').decode()}'/>",
                                    "media-dropped"),
    "a picture with something behind it": (
        f"<img src='data:image/png;base64,{base64.b64encode(png() + b'PK').decode()}'/>", "media-dropped"),
    "a style": ("<style>@import url(//x); a{background:url(//x)}</style>", "script-removed"),
    "a film": ("<object data='x.swf' type='application/x-shockwave-flash'/>", "script-removed"),
    "a film of a kind": ("<object data='x.mp4' type='video/mp4'/>", "media-dropped"),
    "a drawing as an object": ("<object data='x.svg' type='image/svg+xml'/>", "media-dropped"),
    "a sound": ("<audio src='x.mp3'/>", "media-dropped"), "a base": ("<base href='//x'/>", "script-removed"),
    "a refresh": ("<meta http-equiv='refresh' content='0;url=//x'/>", "script-removed"),
    "a formula with a link": ("<math xmlns='http://www.w3.org/1998/Math/MathML'><mi href='javascript:x()'>words</mi>"
                              "</math>", "math-as-text"),
}


@pytest.mark.parametrize("name", DROPPED)
@pytest.mark.parametrize("where", ["stem", "option", "feedback"])
def test_t40_what_runs_or_leads_elsewhere_is_dropped_the_words_are_kept_and_it_is_said(name, where):
    harm, code = DROPPED[name]
    text = f"before {harm} after"
    feedback = f"<modalFeedback outcomeIdentifier='F' identifier='A' showHide='show'>{text}</modalFeedback>"
    made = {"stem": item(text), "option": item(choices=choice("A", text) + choice("B")),
            "feedback": item(after=feedback)}[where]
    reading = read_any("q.xml", made)
    one, = reading.items
    kept = {"stem": one.stem, "option": one.options[0].text, "feedback": one.options[0].rationale}[where]
    shown = re.sub("<[^>]*>", " ", kept).strip()
    assert shown.startswith("before") and shown.endswith("after")
    assert ("words" in kept) == ("words" in harm)
    assert keeps_whole(kept) and not any(sign in kept for sign in ("script", "url", "<a", "src", "onclick", "href"))
    assert code in [problem.code for problem in reading.problems]


def archive(write, **options) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, **options) as target:
        write(target)
    return out.getvalue()


def named(name: str) -> bytes:
    return archive(lambda target: target.writestr(name, GOOD))


def linked() -> bytes:
    entry = zipfile.ZipInfo("a.xml")
    entry.external_attr = 0xA1FF << 16
    return archive(lambda target: target.writestr(entry, "/etc/passwd"))


def overlapping() -> bytes:
    """A good file hidden inside the bytes of another one, and a directory that names both."""
    def stored(name: str, data: bytes) -> tuple[bytes, bytes]:
        whole = archive(lambda target: target.writestr(zipfile.ZipInfo(name), data))
        directory, ends = whole.index(b"PK\x01\x02"), whole.index(b"PK\x05\x06")
        return whole[:directory], whole[directory:ends]

    inner, inner_entry = stored("b.xml", GOOD)
    outer, outer_entry = stored("a.txt", inner)
    both = outer_entry + inner_entry[:42] + struct.pack("<I", len(outer) - len(inner)) + inner_entry[46:]
    return outer + both + b"PK\x05\x06" + struct.pack("<HHHHIIH", 0, 0, 2, 2, len(both), len(outer), 60_000) + bytes(
        60_000)


@cache
def many() -> bytes:
    """A true archive of 100,000 empty files; the directory is written by hand, as Python takes seconds for it."""
    plain = struct.pack("<HHHHIIIHH", 0, 0, 0, 33, 0, 0, 0, 6, 0)
    parts, entries = [], []
    for number in range(100_000):
        name = b"%06d" % number
        place = struct.pack("<HHHII", 0, 0, 0, 0, 36 * number)
        entries.append(b"PK\x01\x02" + struct.pack("<HH", 20, 20) + plain + place + name)
        parts.append(b"PK\x03\x04" + struct.pack("<H", 20) + plain + name)
    files, directory = b"".join(parts), b"".join(entries)
    ends = struct.pack("<HHHHIIH", 0, 0, 34464, 34464, len(directory), len(files), 0)
    return files + directory + b"PK\x05\x06" + ends


def false_size() -> bytes:
    data = package({"a.xml": GOOD}, listed=False)
    place = data.index(b"PK\x01\x02")
    return data[:place + 24] + struct.pack("<I", 0xFFFFFFF0) + data[place + 28:]


def locked() -> bytes:
    data = package({"a.xml": GOOD}, listed=False)
    place = data.index(b"PK\x01\x02")
    return data[:place + 8] + b"\x01\x00" + data[place + 10:]


PACKAGES = {
    "leads out": (lambda: named("../../x.xml"), "not-well-formed"), "absolute": (lambda: named("/etc/x.xml"),
                                                                              "not-well-formed"),
    "drive letter": (lambda: named("C:/x.xml"), "not-well-formed"), "symbolic link": (linked, "not-well-formed"),
    "backslash": (lambda: named("..\\x.xml"), "not-well-formed"), "overlapping": (overlapping, "not-well-formed"),
    "one name twice": (lambda: package({"a.xml": GOOD, "A.XML": GOOD}, listed=False), "not-well-formed"),
    "false size": (false_size, "too-large"), "password": (locked, "encrypted"),
    "bomb": (lambda: package({"a.xml": bytes(65 * 2**20)}, listed=False), "too-large"),
    "dense bomb": (lambda: package({"a.xml": bytes(60 * 2**20)}, listed=False), "not-well-formed"),
    "a hundred thousand files": (many, "too-large"),
    "nothing but a package inside": (lambda: package({"inner.zip": package({"a.xml": GOOD})}, listed=False), "empty"),
    "something before it": (lambda: b"GIF89a" + package({"a.xml": GOOD}), "not-well-formed"),
    "entities inside": (lambda: package({"a.xml": FILES["billion laughs"][0]()}), "entities"),
    "entities in the manifest": (lambda: package({"imsmanifest.xml": FILES["billion laughs"][0]()}), "entities"),
}


@pytest.mark.parametrize("name", PACKAGES)
def test_t40_a_hostile_package_is_refused_at_once_and_nothing_is_written(name, tmp_path, monkeypatch):
    make, code = PACKAGES[name]
    data = make()
    monkeypatch.chdir(tmp_path)
    began = time.process_time()
    reading = read_any("bank.zip", data)
    assert time.process_time() - began < 2
    assert reading.items == []
    assert code in [problem.code for problem in reading.problems if problem.severity == "error"]
    assert os.listdir(tmp_path) == []


MEASURED = """
import resource, sys, time
from question_bank.interchange import read_any
resource.setrlimit(resource.RLIMIT_AS, (2 ** 30, 2 ** 30))
resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
reading = read_any(sys.argv[1], sys.stdin.buffer.read())
most = next(int(line.split()[1]) for line in open("/proc/self/status") if line.startswith("VmHWM"))
print(len(reading.items), most // 1024, time.process_time(), [problem.code for problem in reading.problems])
"""


@pytest.mark.parametrize(("name", "make"), [
    ("q.xml", FILES["deep"][0]), ("q.xml", lambda: bank(bank_item(met(equal("b")), stem="<i>x</i>" * 149_000))),
    ("q.zip", lambda: package({f"{number}.xml": item("<i>x</i>" * 9000) for number in range(30)})),
    ("q.zip", PACKAGES["a hundred thousand files"][0])])
def test_t40_a_hostile_file_stays_within_200_megabytes(name, make):
    command = [sys.executable, "-c", MEASURED, name]
    done = subprocess.run(command, input=make(), capture_output=True, cwd=HOME, check=True)
    items, megabytes, seconds, codes = done.stdout.decode().split(maxsplit=3)
    assert (items, int(megabytes) < 200, float(seconds) < 3) == ("0", True, True), done.stdout
    assert json.loads(codes.replace("'", '"'))[0] == "too-large"
