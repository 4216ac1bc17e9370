"""Which addresses are one mailbox, for conflicts only (T02)."""

import pytest

from exam.rules.addresses import canonical_email, canonical_phone

SAME = [
    ("ann@gmail.com", "a.n.n@gmail.com"), ("ann@gmail.com", "Ann+proctor@googlemail.com"),
    ("ann@example.org", "ANN@EXAMPLE.ORG"), ("ann@example.org", "ann+x+y@example.org."),
    ("ann@icloud.com", "ann@me.com"), ("ann@icloud.com", "ann@mac.com"), ("ann@proton.me", "ann@protonmail.com"),
    ("ann@yahoo.com", "ann-tag@yahoo.com"), ("ann@bücher.example", "ann@xn--bcher-kva.example"),
    ("ann@example.org", "ａｎｎ@example.org"), ("ann@example.org", " ann@example.org "),
]
DIFFERENT = [
    ("ann@example.org", "a.nn@example.org"), ("ann@gmail.com", "anne@gmail.com"), ("ann@gmail.com", "ann@example.org"),
    ("ann@example.org", "ann@mail.example.org"), ("ann-tag@example.org", "ann@example.org"),
]


@pytest.mark.parametrize(("one", "other"), SAME)
def test_t02_spellings_of_one_mailbox_are_equal(one, other):
    assert canonical_email(one) == canonical_email(other)


@pytest.mark.parametrize(("one", "other"), DIFFERENT)
def test_t02_different_mailboxes_stay_different(one, other):
    assert canonical_email(one) != canonical_email(other)


@pytest.mark.parametrize("spelled", ["+1 (573) 555-0142", "573.555.0142", "5735550142", "001 573 555 0142"])
def test_a_phone_number_is_one_number_however_it_is_written(spelled):
    assert canonical_phone(spelled) == "5735550142"
