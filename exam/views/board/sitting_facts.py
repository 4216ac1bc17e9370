"""The few facts that stand above every form about one sitting, so that nobody acts on the wrong one."""

import flask


def address_of(sitting) -> str:
    """The sitting's own page."""
    return flask.url_for("sittings.sitting", sitting_id=sitting.id)


def facts_of(sitting, *more) -> tuple:
    """Who, which exam, which state."""
    return (("Candidate", sitting.candidate.legal_name), ("Candidate id", sitting.candidate.board_candidate_id),
            ("Program", sitting.program_version.program_id), ("State", sitting.state.replace("_", " ")), *more)
