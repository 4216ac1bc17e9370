"""What the export page accepts: which results, for whom, and why."""

from wtforms import BooleanField, SelectField

from exam.forms.account import real_address
from exam.forms.base import Form, line, text


class NewExport(Form):
    """An export is for somebody and for a reason; both are on record."""

    program_id = SelectField("Program")
    only_new = BooleanField("Only what this recipient has not got yet", default=True, description=(
        "What was released since the last export of this program to the same recipient. Somebody whose name stands in "
        "no earlier export gets everything."))
    recipient = line("Who gets the files", missing="Say who gets the files: a person or an office.")
    recipient_address = line("Their e-mail address", most=254, required=False, rules=(real_address,),
                             description="If a result in these files is corrected later, they are told by letter.")
    reason = text("Why they need them", most=500, missing="Say why the files are needed.", render_kw={"rows": 3})
