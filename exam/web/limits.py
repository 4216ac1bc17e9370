"""How often something may be tried from one place: counted in the database, so that all servers count alike."""

import hashlib
import hmac
import ipaddress

import flask

from exam.actions.limits import count_try
from exam.errors import TooMany
from exam.web.clock import now


def limit_tries(kind: str, key: str, *, tries: int, minutes: int) -> None:
    """Count one try; raise TooMany when there were more than `tries` in this stretch of time. For POST only."""
    wait = count_try(_digest(kind, key), tries=tries, seconds=minutes * 60, now=now())
    if wait:
        raise TooMany(wait)


def network() -> str:
    """Where the request comes from: an IPv4 address, or the /64 of an IPv6 one, which one household shares."""
    address = flask.request.remote_addr or "unknown"
    if ":" not in address:
        return address
    return str(ipaddress.ip_network((address.partition("%")[0], 64), strict=False))


def _digest(kind: str, key: str) -> str:
    """No address or name is stored: keys are hashed with the installation's secret."""
    secret = flask.current_app.config["SECRET_KEY"].encode()
    return hmac.new(secret, f"{kind}|{key}".encode(), hashlib.sha256).hexdigest()
