"""What every answer tells the browser: nothing inline, nothing from elsewhere, nothing kept."""

from flask import Flask, Response, make_response, request

POLICY = "; ".join((
    "default-src 'none'", "script-src 'self'", "style-src 'self'", "img-src 'self'", "font-src 'self'",
    "connect-src 'self'", "form-action 'self'", "frame-ancestors 'none'", "base-uri 'none'", "object-src 'none'",
    "require-trusted-types-for 'script'", "trusted-types 'none'"))

FRAMED = POLICY.replace("frame-ancestors 'none'", "frame-ancestors 'self'").replace(
    "form-action 'self'", "form-action 'none'").replace("script-src 'self'", "script-src 'none'")

ALWAYS = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=(), payment=(), usb=(), interest-cohort=()",
}
ONE_YEAR = "max-age=31536000; includeSubDomains"
# Addresses that carry a sealed link must not travel on in a Referer (T05).
LINK_PAGES = ("/proctor/", "/panel/", "/account/set-password/", "/account/reset-password/")


def set_up_headers(app: Flask) -> None:
    """Put the headers on every answer, error pages included."""
    @app.after_request
    def protect(answer):
        for name, value in ALWAYS.items():
            answer.headers.setdefault(name, value)
        on_a_link = request.path.startswith(LINK_PAGES)
        answer.headers.setdefault("Referrer-Policy", "no-referrer" if on_a_link else "same-origin")
        answer.headers.setdefault("Cache-Control", "no-store")
        if app.config["SECURE_COOKIES"]:
            answer.headers["Strict-Transport-Security"] = ONE_YEAR
        return answer


def with_frames(page: str) -> Response:
    """A page that holds frames of our own pages, and none from elsewhere."""
    answer = make_response(page)
    answer.headers["Content-Security-Policy"] = f"{POLICY}; frame-src 'self'"
    return answer


def within_our_pages(page: str) -> Response:
    """A page that may stand in a frame of our own pages. It holds nothing that can be sent."""
    answer = make_response(page)
    answer.headers["Content-Security-Policy"] = FRAMED
    answer.headers["X-Frame-Options"] = "SAMEORIGIN"
    return answer
