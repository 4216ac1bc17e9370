"""Items by the file: choose one, look at what would happen to each item, confirm; and the bank as a file."""

import flask
from werkzeug.utils import secure_filename

from exam.actions import bank_exports, items
from exam.errors import Refused, StaleEdit
from exam.forms.board.items import BankExport, ItemConfirmation, ItemFile, UploadedFile
from exam.queries.bank_files import bank_file, import_preview, losses_in, pictures_in
from exam.queries.items import bank_as_contents
from exam.views.board.acting import tried
from exam.web.answers import back, download, told
from exam.web.clock import now
from exam.web.guards import for_staff, needs
from exam.web.identity import actor
from exam.web.sizes import takes_up_to
from question_bank.file_kinds import FILE_KINDS
from question_bank.item_sizes import LARGEST_FILE

# A file travels whole, and once more in letters inside the page that asks for confirmation.
LARGEST_REQUEST = LARGEST_FILE * 3 // 2
door = flask.Blueprint("item_files", __name__, url_prefix="/board/items")
for_staff(door)


@door.get("/import")
@needs("import_items")
def choose():
    """Choose a file. The page says which columns there are."""
    return _chooser(ItemFile())


@door.post("/import")
@takes_up_to(LARGEST_REQUEST)
@needs("import_items")
def preview():
    """Look at what is in the file: nothing goes in yet."""
    form = ItemFile()
    file = _uploaded(form) if form.validate() else None
    if file is None:
        return _chooser(form), 400
    return _shown(file, ItemConfirmation(formdata=None))


@door.post("/import/confirm")
@takes_up_to(LARGEST_REQUEST)
@needs("import_items")
def confirm():
    """What was looked at goes in, all of it or nothing. If anything changed meanwhile, the page comes back."""
    form = ItemConfirmation()
    if not form.validate():
        empty = ItemFile(formdata=None)
        empty.file.errors = form.content.errors
        return _chooser(empty), 400
    preview = import_preview(form.uploaded.name, form.uploaded.data)
    if not tried(form, lambda: _take_in(form, preview)):
        return _shown(form.uploaded, form), 400
    told("success", f"Created: {preview.counts['created']}. Changed: {preview.counts['changed']}. They are drafts.")
    return back("items.listing", state="draft")


@door.route("/export", methods=["GET", "POST"])
@needs("export_items")
def export():
    """The bank as a file, with its keys: first what the format cannot hold, then the file, on record."""
    form = BankExport(states=["approved"]) if flask.request.method == "GET" else BankExport()
    contents = bank_as_contents(form.states.data) if form.is_submitted() and form.validate() else None
    if contents is None:
        return flask.render_template("board/items/export.html", form=form), 400 if form.is_submitted() else 200
    losses = losses_in(form.format.data, contents)
    if not form.was_shown(contents):
        return flask.render_template("board/items/export.html", form=form, losses=losses, items=len(contents),
                                     pictures=pictures_in(contents), kind=FILE_KINDS[form.format.data])
    return _file(form, contents, losses)


def _file(form: BankExport, contents, losses):
    data, kind = bank_file(form.format.data, contents), FILE_KINDS[form.format.data]
    bank_exports.log_bank_export(contents, data, kind=form.format.data, states=form.states.data,
                                 reason=form.reason.data, losses=len(losses), now=now(), by=actor())
    return download(data, f"items.{kind.ending}", kind.media_type)


def _chooser(form: ItemFile) -> str:
    return flask.render_template("board/items/choose.html", form=form, most=LARGEST_FILE // 2**20)


def _uploaded(form: ItemFile) -> UploadedFile | None:
    """The file of a page; None, with a sentence, when it is too large to be looked at here."""
    data = form.file.data.read(LARGEST_FILE + 1)
    form.file.data.close()
    if len(data) > LARGEST_FILE:
        form.file.errors = [f"The file is larger than {LARGEST_FILE // 2**20} MB. Split it."]
        return None
    return UploadedFile(secure_filename(form.file.data.filename)[-100:] or "file", data)


def _shown(file: UploadedFile, form: ItemConfirmation):
    preview = import_preview(file.name, file.data)
    form.carry(file, preview.looked_at)
    form.leave_out.label.text = f"Import {preview.taken} and leave {preview.left_out} out"
    return flask.render_template("board/items/preview.html", preview=preview, form=form, name=file.name)


def _take_in(form: ItemConfirmation, preview) -> None:
    if form.looked_at.data != preview.looked_at:
        raise StaleEdit("The bank has changed since you looked at this file. Look again, and confirm.")
    if preview.left_out and not form.leave_out.data:
        raise Refused("Some of the file was refused. Mend it and choose it again, or tick the box to leave it out.")
    if not preview.contents:
        raise Refused("Nothing in this file can go in. Mend it and choose it again.")
    items.import_items(preview.contents, pictures=preview.pictures, open_faults=preview.open_faults, now=now(),
                       by=actor())
