"""The proofs by many runs, in their short form: the same packs, the same tampering, fewer of them."""

from scripts.proofs import evidence


def test_c28_packs_are_scored_again_and_each_tampering_is_found_and_placed(capsys):
    assert evidence.prove(short=True, seed=7) == 0
    said = capsys.readouterr().out
    assert "3 packs scored again: 0 differences." in said
    assert "100 tamperings: 0 unseen, 0 found but not placed." in said
