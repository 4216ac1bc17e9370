"""Start and end codes: forty bits, no look-alikes, forgiving to read and strict to guess."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exam.rules.codes import ALPHABET, LENGTH, PHASES, code_for, matches, plain

SECRET, OLD = "s" * 40, "o" * 40


def test_a_code_has_forty_bits_and_no_look_alikes():
    assert len(set(ALPHABET)) == 32
    assert LENGTH * 5 == 40
    assert not set("ILOU") & set(ALPHABET)


@pytest.mark.parametrize("respelled", [
    str.lower, str.strip, lambda code: code.replace(" ", ""), lambda code: code.replace(" ", "-"),
    lambda code: f"  {code[0]} {code[1:]} ", lambda code: code.replace("0", "o").replace("1", "l"),
])
def test_a_code_may_be_typed_in_several_spellings(respelled):
    for serial in range(40):
        code = code_for(SECRET, "sitting", "end", serial)
        assert matches(respelled(code), [SECRET], "sitting", "end", serial)


@given(sitting=st.text(max_size=30), serial=st.integers(1, 99), other=st.integers(1, 99), phase=st.sampled_from(PHASES))
def test_v5_0_0_6_6_2_t09_a_code_fits_its_sitting_phase_and_serial_only(sitting, serial, other, phase):
    code = code_for(SECRET, sitting, phase, serial)
    assert matches(code, [SECRET], sitting, phase, serial)
    assert not matches(code, [SECRET], sitting + "x", phase, serial)
    assert matches(code, [SECRET], sitting, phase, other) is (other == serial)
    for another in set(PHASES) - {phase}:
        assert not matches(code, [SECRET], sitting, another, serial)


def test_f31_an_older_secret_still_opens_a_code_shown_under_it():
    assert matches(code_for(OLD, "sitting", "end", 1), [SECRET, OLD], "sitting", "end", 1)


@pytest.mark.parametrize("typed", ["", " ", "AAAA", "ÄÖÜß ÄÖÜß", "💥" * 8, "0" * 5000])
def test_odd_typing_is_simply_wrong(typed):
    assert not matches(typed, [SECRET], "sitting", "end", 1)
    assert plain(plain(typed)) == plain(typed)
