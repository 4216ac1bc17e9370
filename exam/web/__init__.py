"""What every page shares: the clock, who is signed in, guards, headers, error pages, logs and measures."""

from flask import Flask
from werkzeug.middleware.proxy_fix import ProxyFix

from exam.web.assets import static_app
from exam.web.compression import set_up_compression
from exam.web.context import set_up_context
from exam.web.cookies import SealedCookie
from exam.web.csrf import csrf
from exam.web.error_pages import set_up_error_pages
from exam.web.headers import set_up_headers
from exam.web.identity import set_up_identity
from exam.web.logs import set_up_logs
from exam.web.measures import set_up_measures
from exam.web.origins import set_up_origins
from exam.web.save_door import set_up_save_door
from exam.web.sizes import set_up_sizes
from exam.web.words import set_up_words


def set_up_web(app: Flask) -> None:
    """Install everything that surrounds the pages. The order matters: logs see what the others decide."""
    app.session_interface = SealedCookie()
    set_up_logs(app)
    set_up_measures(app)
    set_up_headers(app)
    set_up_compression(app)
    set_up_origins(app)
    set_up_sizes(app)
    csrf.init_app(app)
    set_up_identity(app)
    set_up_error_pages(app)
    set_up_context(app)
    set_up_words(app)
    set_up_save_door(app)
    static_app(app)
    if app.config["TRUSTED_PROXIES"]:
        number = app.config["TRUSTED_PROXIES"]
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=number, x_proto=number)
