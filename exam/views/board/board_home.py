"""The first page of the board's staff: what waits for somebody with these roles."""

import flask

from exam.queries.waiting import waiting_for
from exam.views.board.addresses import page_address
from exam.views.board.menu import entries
from exam.web.clock import now
from exam.web.guards import for_staff
from exam.web.identity import current_account, role_holds

door = flask.Blueprint("board_home", __name__, url_prefix="/board")
for_staff(door)
door.app_context_processor(lambda: {"board_menu": entries, "page_address": page_address})


@door.get("")
def overview():
    """What waits; everybody on the staff may open it, and sees what their roles may open."""
    account = current_account()
    rows = waiting_for(account.id, role_holds, now=now())
    return flask.render_template("board/board_home/overview.html", rows=rows, roles=sorted(account.role_names))
