"""Static files under names that carry their content's digest, so that they may be kept for ever by a browser."""

import hashlib
import re
from pathlib import Path

from flask import Flask
from whitenoise import WhiteNoise

STATIC = Path(__file__).resolve().parents[2] / "static"
PREFIX = "/static/"
HASHED = re.compile(r"^(?P<stem>.+)\.(?P<digest>[0-9a-f]{12})(?P<ending>\.[a-z0-9]+)$")
FOREVER = "public, max-age=31536000, immutable"


class AssetMap:
    """From a file's name to its address. Digests are taken once, when the application starts."""

    def __init__(self, root: Path = STATIC):
        self.addresses = {name: self._address(root / name, name) for name in _names(root)}

    @staticmethod
    def _address(path: Path, name: str) -> str:
        digest = hashlib.sha256(path.read_bytes()).hexdigest()[:12]
        return f"{PREFIX}{name.removesuffix(path.suffix)}.{digest}{path.suffix}"

    def __call__(self, name: str) -> str:
        """The address of a static file. Raises KeyError for a file that does not exist."""
        return self.addresses[name]


def _names(root: Path) -> list[str]:
    compressed = (".gz", ".br")
    return sorted(str(path.relative_to(root)) for path in root.rglob("*")
                  if path.is_file() and path.suffix not in compressed)


class StaticDoor:
    """WSGI: answers hashed and plain names alike, so that a page of an earlier deploy still finds its files."""

    def __init__(self, inner, files: WhiteNoise):
        self.inner, self.files = inner, files

    def __call__(self, environ, start_response):
        """Serve a static file, or pass the request on."""
        path = environ.get("PATH_INFO", "")
        if path.startswith(PREFIX) and (match := HASHED.match(path)):
            plain = match["stem"] + match["ending"]
            environ = {**environ, "PATH_INFO": plain}
            return self.files(environ, _kept_for_ever(start_response))
        return self.files(environ, start_response)


def _kept_for_ever(start_response):
    def start(status, headers, *rest):
        kept = [(name, value) for name, value in headers if name.lower() != "cache-control"]
        if status.startswith("200"):
            kept.append(("Cache-Control", FOREVER))
        return start_response(status, kept, *rest)
    return start


def _headers(headers, path, url) -> None:
    headers["X-Content-Type-Options"] = "nosniff"
    headers["Cross-Origin-Resource-Policy"] = "same-origin"
    headers["Referrer-Policy"] = "no-referrer"


def static_app(app: Flask) -> None:
    """Serve static/ in front of the application, and give templates `asset(name)`."""
    assets = AssetMap()
    app.jinja_env.globals["asset"] = assets
    files = WhiteNoise(app.wsgi_app, root=str(STATIC), prefix=PREFIX, max_age=3600, allow_all_origins=False,
                       add_headers_function=_headers)
    app.wsgi_app = StaticDoor(app.wsgi_app, files)
