"""The token that every form of a signed-in person carries; the room has one of its own and is let out of this."""

from flask_wtf import CSRFProtect

csrf = CSRFProtect()
