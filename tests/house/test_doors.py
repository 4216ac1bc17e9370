"""One door to the database, one clock, one place that knows who is signed in."""

from tests.support.building import ROOT, calls, named, python_files

DATABASE_FLOORS = (ROOT / "exam" / "database", ROOT / "exam" / "migrations")
BELOW_THE_WEB = ("actions", "queries", "letters", "models", "database", "rules", "migrations")
CLOCKS = ("datetime.now", "datetime.utcnow", "date.today", "datetime.today", "time.time", "dt.datetime.now")
WHO_IS_SIGNED_IN = ("current_user", "login_user", "session")


def floors_below_the_web():
    return [path for floor in BELOW_THE_WEB for path in python_files(f"exam/{floor}")] + list(
        python_files("question_bank")
    )


def test_only_the_database_floor_commits():
    elsewhere = [
        named(path, line)
        for path in python_files("exam")
        for call, line in calls(path)
        if call.endswith(".commit") and not set(DATABASE_FLOORS) & set(path.parents)
    ]
    assert elsewhere == []


def test_nothing_below_the_web_reads_the_clock():
    reading = [named(path, line) for path in floors_below_the_web() for call, line in calls(path) if call in CLOCKS]
    assert reading == []


def test_the_web_reads_the_clock_in_one_place():
    reading = {
        named(path)
        for path in python_files("exam")
        for call, _ in calls(path)
        if call.startswith("datetime.") and call in CLOCKS
    }
    assert reading <= {"exam/web/clock.py", "exam/app.py"}


def test_randomness_that_decides_anything_comes_from_the_secrets_module():
    weak = (
        "random.random",
        "random.choice",
        "random.randint",
        "random.choices",
        "random.shuffle",
        "random.sample",
    )
    using = [named(path, line) for path in python_files("exam") for call, line in calls(path) if call in weak]
    assert using == []


def test_no_view_writes_sql_or_adds_rows():
    writing = [
        named(path, line)
        for path in python_files("exam/views")
        for call, line in calls(path)
        if call.endswith((".add", ".add_all", ".flush", ".execute", ".scalars", ".delete")) and "session" in call
    ]
    assert writing == []


def test_nothing_runs_a_shell_or_evaluates_text():
    dangerous = (
        "eval",
        "exec",
        "os.system",
        "subprocess.getoutput",
        "pickle.loads",
        "yaml.load",
        "marshal.loads",
    )
    using = [
        named(path, line)
        for path in python_files("exam", "question_bank")
        for call, line in calls(path)
        if call in dangerous
    ]
    assert using == []
