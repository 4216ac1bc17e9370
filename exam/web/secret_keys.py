"""The secrets that seal links and derive codes: the present one first, older ones after it."""

from flask import current_app


def secret_keys() -> list[str]:
    """Keys for sealing (the first) and for opening (all)."""
    return [current_app.config["SECRET_KEY"], *current_app.config["SECRET_KEY_FALLBACKS"]]
