"""What each kind of job does: a function from what was asked to the result.

It is given what was asked and `say(done, total, step)`, which tells the person how far it is; saying so ends what was
read from the database, so read it again afterwards. What it keeps it keeps at its end, through one action that may
happen twice without harm. It raises Refused with sentences when there can be no result, and does heavy work through
`question_bank.apart`.
"""

from collections.abc import Callable

from exam.actions import exports
from exam.cli.analysing import analyse_exam_form
from exam.cli.own_forms import own_forms
from exam.cli.scoring_work import check_key, shadow_scoring
from exam.queries.assembling import drawn_set
from exam.queries.bank_look import looked_through
from exam.queries.exam_forms import exam_form_with_id
from exam.queries.exports import is_logged
from exam.queries.linking import linking_made
from exam.rules import actors
from exam.web.clock import now
from exam.web.signing_keys import signer

Say = Callable[[int, int, str], None]
Work = Callable[[dict, Say], dict]


def export_results(asked: dict, say: Say) -> dict:
    """The files of an export. One that was logged before its worker died is not made a second time."""
    if not is_logged(asked["export_id"]):
        chosen = ("program_id", "only_new", "recipient", "recipient_address", "reason", "export_id")
        exports.export_results(**{name: asked[name] for name in chosen}, signer=signer(), say=say, now=now(),
                               by=actors.Actor(*asked["by"].split(":", 1)))
    return {"export_id": asked["export_id"]}


def link_exam_forms(asked: dict, say: Say) -> dict:
    """The record of a linking, with the cut that follows from it; keeping it is for the person who proposes the cut."""
    say(0, 1, "Linking the scores of both forms")
    return linking_made(exam_form_with_id(asked["exam_form_id"]), exam_form_with_id(asked["base_id"]), asked["method"])


WORK: dict[str, Work] = {
    "assemble_exam_forms": drawn_set,
    "assemble_own_forms": own_forms,
    "check_key": check_key,
    "link_exam_forms": link_exam_forms,
    "shadow_scoring": shadow_scoring,
    "look_through_bank": looked_through,
    "analyse_exam_form": analyse_exam_form,
    "export_results": export_results,
}
