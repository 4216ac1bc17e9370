"""The rule for incomplete data: nothing counts below the share, and silence is never taken for "count"."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from exam.rules.incomplete_data import COUNT, SIT_AGAIN, choose_until, counted, may_count, outcome
from question_bank.programs import ProgramError, program_from_document, shipped_programs

TOLD = datetime(2026, 3, 2, 18, 0, tzinfo=UTC)


@settings(max_examples=200, deadline=None)
@given(st.sets(st.integers(1, 30), min_size=1), st.sets(st.integers(1, 30)), st.sets(st.integers(1, 30)),
       st.booleans(), st.integers(1, 100), st.sampled_from([None, COUNT, SIT_AGAIN]), st.integers(0, 30))
def test_c25_the_rule_is_exact_and_never_counts_what_is_not_proved(scored, proved, changed, seal, percent, choice, day):
    journal = dict.fromkeys(proved, "a")
    handed_in = {place: "b" if place in changed else journal.get(place) for place in range(1, 31)}
    found = counted(scored, journal, handed_in, seal_holds=seal)
    assert found.scored == len(scored) and found.complete == len(scored) - len(found.incomplete)
    assert set(found.incomplete) == (scored - (proved - changed) if seal else scored)
    assert (found.kind == "gone") == (not proved)
    countable = may_count(found.complete, found.scored, percent)
    assert countable == (found.complete / found.scored * 100 >= percent - 1e-9)
    until, now = choose_until(TOLD, 14), TOLD + timedelta(days=day)
    said = outcome(countable=countable, choice=choice, until=until, now=now)
    assert (said == COUNT) == (countable and choice == COUNT)
    assert (said is None) == (countable and choice is None and day < 14)


def test_c25_the_sample_programs_say_the_rule_in_the_agreement_and_a_file_without_a_fair_one_is_refused():
    for program in shipped_programs():
        rule, words = program.incomplete_data, " ".join(program.statements.agreement.paragraphs)
        if program.exam.required:
            assert f"at least {rule.count_percent_min} percent of the questions" in words
            assert f"choose within {rule.choice_days} days" in words
            assert program.statements.agreement.version == "2026.2"
    for key, value in (("count_percent_min", 0), ("count_percent_min", 101), ("choice_days", 0)):
        with pytest.raises(ProgramError, match=key):
            program_from_document({**shipped_programs()[0].document, "incomplete_data": {key: value}})
