"""What every template knows: the board, the demo, who is signed in and what they may do."""

from flask import Flask, current_app

from exam.web.declared import declaration_trouble, page_behind, words_sent
from exam.web.identity import role_holds, signed_in


def set_up_context(app: Flask) -> None:
    """Give templates their common words."""
    @app.context_processor
    def common() -> dict:
        present = signed_in()
        demo = current_app.config["MODE"] == "demo"
        return {"board_name": current_app.config["BOARD_NAME"], "board_contact": current_app.config["BOARD_CONTACT"],
                "demo": demo, "sample": demo, "account": present.account if present else None, "may": role_holds,
                "declaration_trouble": declaration_trouble, "page_behind": page_behind, "words_sent": words_sent}
