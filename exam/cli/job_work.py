"""What each kind of job does: a function from what was asked to the result.

It is given what was asked and `say(done, total, step)`, which tells the person how far it is; saying so ends what was
read from the database, so read it again afterwards. What it keeps it keeps at its end, through one action that may
happen twice without harm. It raises Refused with sentences when there can be no result, and does heavy work through
`question_bank.apart`.
"""

from collections.abc import Callable

from exam.cli.analysing import analyse_exam_form
from exam.cli.own_forms import own_forms
from exam.cli.scoring_work import check_key, shadow_scoring
from exam.queries.assembling import drawn_set
from exam.queries.bank_look import looked_through

Say = Callable[[int, int, str], None]
Work = Callable[[dict, Say], dict]

WORK: dict[str, Work] = {
    "assemble_exam_forms": drawn_set,
    "assemble_own_forms": own_forms,
    "check_key": check_key,
    "shadow_scoring": shadow_scoring,
    "look_through_bank": looked_through,
    "analyse_exam_form": analyse_exam_form,
}
