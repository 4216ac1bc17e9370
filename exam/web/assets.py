"""Static files under names that carry their content's digest, so that they may be kept for ever by a browser."""

import gzip
import hashlib
import re
from pathlib import Path

import brotli
from flask import Flask
from werkzeug.datastructures import Headers
from whitenoise import WhiteNoise

STATIC = Path(__file__).resolve().parents[2] / "static"
PREFIX = "/static/"
HASHED = re.compile(r"^(?P<stem>.+)\.(?P<digest>[0-9a-f]{12})(?P<ending>(/[a-z0-9_-]+)?\.[a-z0-9]+)$")
# Scripts that import each other by name share one digest, which stands in the name of their folder.
FOLDERS_OF_MODULES = ("js/room",)
FOREVER = "public, max-age=31536000, immutable"
TEXTUAL = {".css": "text/css; charset=utf-8", ".js": "text/javascript; charset=utf-8", ".svg": "image/svg+xml"}


class AssetMap:
    """From a file's name to its address. Digests are taken once, when the application starts."""

    def __init__(self, root: Path = STATIC):
        self.addresses = {name: self._address(root / name, name) for name in _names(root)}

    @staticmethod
    def _address(path: Path, name: str) -> str:
        folder, _, own_name = name.rpartition("/")
        if folder in FOLDERS_OF_MODULES:
            return f"{PREFIX}{folder}.{_digest(*sorted(path.parent.glob('*.js')))}/{own_name}"
        return f"{PREFIX}{name.removesuffix(path.suffix)}.{_digest(path)}{path.suffix}"

    def __call__(self, name: str) -> str:
        """The address of a static file. Raises KeyError for a file that does not exist."""
        return self.addresses[name]


def _digest(*paths: Path) -> str:
    return hashlib.sha256(b"".join(path.read_bytes() for path in paths)).hexdigest()[:12]


def _names(root: Path) -> list[str]:
    compressed = (".gz", ".br")
    return sorted(str(path.relative_to(root)) for path in root.rglob("*")
                  if path.is_file() and path.suffix not in compressed)


class Compressed:
    """Every textual file in brotli and gzip, made once when the application starts: nothing stale can lie about."""

    def __init__(self, root: Path = STATIC):
        self.files = {f"{PREFIX}{name}": self._both((root / name).read_bytes())
                      for name in _names(root) if (root / name).suffix in TEXTUAL}

    @staticmethod
    def _both(data: bytes) -> dict[str, bytes]:
        return {"br": brotli.compress(data, quality=6), "gzip": gzip.compress(data, 6, mtime=0)}

    def best(self, environ, plain: str) -> tuple[str, bytes] | None:
        """(encoding, bytes) that this browser takes; None when the file is to be sent as it is."""
        accepted = environ.get("HTTP_ACCEPT_ENCODING", "")
        if environ.get("REQUEST_METHOD") not in ("GET", "HEAD") or plain not in self.files:
            return None
        return next(((kind, self.files[plain][kind]) for kind in ("br", "gzip") if kind in accepted), None)


class StaticDoor:
    """WSGI: answers hashed and plain names alike, so that a page of an earlier deploy still finds its files."""

    def __init__(self, files: WhiteNoise):
        self.files, self.compressed = files, Compressed()

    def __call__(self, environ, start_response):
        """Serve a static file, or pass the request on."""
        path = environ.get("PATH_INFO", "")
        if not (path.startswith(PREFIX) and (match := HASHED.match(path))):
            return self.files(environ, start_response)
        plain = match["stem"] + match["ending"]
        best = self.compressed.best(environ, plain)
        if best:
            return _send(environ, start_response, plain, *best)
        return self.files({**environ, "PATH_INFO": plain}, _kept_for_ever(start_response))


def _send(environ, start_response, plain: str, encoding: str, data: bytes):
    headers = Headers([("Content-Type", TEXTUAL[Path(plain).suffix]), ("Content-Length", str(len(data))),
                       ("Content-Encoding", encoding), ("Vary", "Accept-Encoding"), ("Cache-Control", FOREVER)])
    _headers(headers, None, plain)
    start_response("200 OK", headers.to_wsgi_list())
    return [] if environ.get("REQUEST_METHOD") == "HEAD" else [data]


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
    app.wsgi_app = StaticDoor(files)
