"""What makes a good password, and how it is kept."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exam.rules import passwords

NOBODY = {"personal": (), "with_factor": False}


@pytest.mark.parametrize("password", [
    "quiet lantern over seven rivers", "Zt9#qq!mWc4$rLx2", "ünïcödé wörds äre wélcome", "x7 " * 20 + "lantern glow",
])
def test_v5_6_2_5_long_and_unusual_is_good_whatever_signs_it_has(password):
    assert passwords.faults_of(password, **NOBODY) == []


@pytest.mark.parametrize("password", [
    "passwordpassword", "Password123456789!", "qwertyuiopasdfghjkl", "iloveyouiloveyou", "123456789012345",
    "abcdefghijklmnop", "aaaaaaaaaaaaaaaa", "letmein letmein 1", "examhallexamhall",
])
def test_v5_6_2_4_what_everybody_tries_first_is_refused(password):
    assert passwords.faults_of(password, **NOBODY) != []


def test_v5_6_2_1_fifteen_alone_twelve_with_a_second_factor():
    twelve = "mz4 qk8 vt2x"
    assert passwords.faults_of(twelve, personal=(), with_factor=True) == []
    assert "at least 15" in passwords.faults_of(twelve, **NOBODY)[0]


def test_v5_6_2_11_ones_own_name_is_refused():
    assert passwords.faults_of("seven rivers of Marisol", personal=("Marisol",), with_factor=False) != []


def test_v5_6_2_9_a_password_of_200_signs_is_kept_whole():
    long = "ß" * 150 + "quiet lantern over seven rivers and hills abcdefg"
    stored = passwords.hashed(long)
    assert passwords.fits(long, stored)
    assert not passwords.fits(long[:-1], stored)


def test_v5_11_4_2_it_is_argon2id_with_the_settings_that_were_chosen():
    assert passwords.hashed("quiet lantern over seven rivers").startswith("$argon2id$v=19$m=19456,t=2,p=1$")


@pytest.mark.parametrize("stored", [None, "", "no hash at all"])
def test_nothing_fits_an_account_without_a_password(stored):
    assert not passwords.fits("nobody has this password", stored)


@given(st.integers(min_value=0, max_value=4_000_000_000))
def test_a_code_is_good_one_step_early_or_late_and_no_further(seconds):
    secret = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"
    step = seconds // 30 + 5
    typed = passwords.pyotp.TOTP(secret).generate_otp(step)
    assert passwords.step_of_code(secret, typed, at_seconds=step * 30) == step
    near = {passwords.step_of_code(secret, typed, at_seconds=(step + away) * 30) for away in (-1, 1)}
    assert step in near
    far = passwords.step_of_code(secret, typed, at_seconds=(step + 3) * 30)
    assert far is None or far != step
