"""The pages, by audience: public, account, candidate, room, proctor, panel, board."""

from flask import Flask

from exam.views import account, api, candidate, demo, panel, proctor, public, room_saving
from exam.views.board import BOARD_DOORS


def register(app: Flask) -> None:
    """Hang every audience's pages into the application. The demo's pages exist only in a demo."""
    for module in (public, account, candidate, room_saving, proctor, panel):
        app.register_blueprint(module.door)
    api.register(app)
    for door in BOARD_DOORS:
        app.register_blueprint(door)
    if app.config["MODE"] == "demo":
        app.register_blueprint(demo.door)
