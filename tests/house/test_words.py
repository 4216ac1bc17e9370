"""One word for one thing, nothing unfinished, and nothing that only the builders' machines know."""

import re
from pathlib import Path

from tests.support.building import ROOT, named, names_defined, python_files, text_files

THIS_FILE = Path(__file__)
# In small letters and without a colon, "todo" is a Spanish word.
UNFINISHED = re.compile(r"\b(TODO|FIXME|XXX|HACK|(?i:(todo|fixme|xxx|hack)(?=[:(]))|"
                        r"(?i:coming soon|not implemented yet|lorem ipsum))\b")
SILENCED = re.compile(r"#\s*noqa|type:\s*ignore|pragma:\s*no cover|eslint-disable", re.IGNORECASE)
LEFT_OUT = re.compile(r"pytest\.(skip|importorskip|xfail)|mark\.(skip|skipif|xfail)|unittest\.skip|\.fixme\(")
SLEEPING = re.compile(r"\btime\.sleep\(|wait_for_timeout\(")
PRIVATE_PLACES = re.compile(r"(?<![\w.])/(work|tmp|opt|root)/[\w.]|\.\./shared|/home/\w")
REGISTRIES = re.compile(r"pypi\.org|pythonhosted|npmjs\.(org|com)|deb\.debian\.org|--(extra-)?index-url|--find-links")
OTHER_WORDS = {
    "attempt": "Sitting",
    "session": "Sitting, or SignIn for who is signed in",
    "user": "Account",
    "quiz": "exam",
    "grade": "Result",
    "assignment": "Nomination",
    "category": "Competency",
    "utils": "the name of its subject",
    "helper": "the name of its subject",
    "helpers": "the name of its subject",
    "misc": "the name of its subject",
    "manager": "what it does",
}
WORDS_OF_OTHERS = {"session", "open_session", "user_loader", "load_user", "current_user", "login_manager"}
READING_GRADE = re.compile(r"grade_(warn|error|mean)|form_grade|reading_grade|grade_level")  # of a text


def finds(pattern: re.Pattern[str], paths) -> list[str]:
    found = []
    for path in paths:
        if path == THIS_FILE:
            continue
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
            if pattern.search(line):
                found.append(f"{named(path, number)}: {line.strip()[:100]}")
    return found


def words_of(name: str) -> set[str]:
    spaced = re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", name)
    return set(spaced.lower().split("_"))


def test_nothing_is_left_unfinished():
    assert finds(UNFINISHED, text_files()) == []


def test_no_warning_is_silenced():
    assert finds(SILENCED, text_files()) == []


def test_no_test_is_left_out():
    assert finds(LEFT_OUT, python_files("tests")) == []


def test_no_test_sleeps():
    assert finds(SLEEPING, python_files("tests")) == []


def test_no_file_knows_the_machine_it_was_written_on():
    assert finds(PRIVATE_PLACES, text_files()) == []


def test_no_file_names_where_packages_come_from():
    pins = ROOT.glob("requirements*.txt")
    assert finds(REGISTRIES, [*text_files(), *pins]) == []


def test_one_word_from_the_button_to_the_database():
    strange = []
    for path in python_files("exam", "question_bank"):
        for name, line in [*names_defined(path), (path.stem, 1)]:
            for word in words_of(name) & OTHER_WORDS.keys():
                if name not in WORDS_OF_OTHERS and not READING_GRADE.search(name):
                    strange.append(f"{named(path, line)}: {name}, say {OTHER_WORDS[word]}")
    assert strange == []


def test_folders_and_files_are_named_by_their_subject():
    drawers = {"utils", "helpers", "misc", "common", "util", "stuff", "tools"}
    assert [named(path) for path in python_files() if path.stem in drawers or path.parent.name in drawers] == []
