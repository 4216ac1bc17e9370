"""While a calibration runs, numpy's matrix library uses one thread; afterwards it has back what it had."""

import pytest

from question_bank.psychometrics.one_core import _controls, one_core


def test_the_threads_come_back_even_after_a_failure():
    controls = _controls()
    if controls is None:
        with one_core():
            return
    read, write = controls
    before = read()
    write(2)
    with pytest.raises(RuntimeError), one_core():
        inside = read()
        raise RuntimeError
    after = read()
    write(before)
    assert (inside, after) == (1, min(2, after))
