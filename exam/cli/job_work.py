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
from exam.queries.exports import is_logged
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


WORK: dict[str, Work] = {
    "assemble_exam_forms": drawn_set,
    "assemble_own_forms": own_forms,
    "check_key": check_key,
    "shadow_scoring": shadow_scoring,
    "look_through_bank": looked_through,
    "analyse_exam_form": analyse_exam_form,
    "export_results": export_results,
}
