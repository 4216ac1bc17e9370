"""The settings of one installation, read from the environment and refused when they are not fit for use."""

import ipaddress
import os
from collections.abc import Mapping
from datetime import timedelta
from pathlib import Path
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from exam.errors import ConfigurationError

MODES = ("production", "demo", "test")
LOG_LEVELS = ("DEBUG", "INFO", "WARNING", "ERROR")
WEAK = ("secret", "changeme", "change-me", "password", "examhall", "demo")


def from_environment(environ: Mapping[str, str] = os.environ) -> dict:
    """All settings as Flask's configuration. Raises ConfigurationError listing everything that is wrong."""
    mode = environ.get("EXAMHALL_MODE", "production")
    if mode not in MODES:
        raise ConfigurationError(f"EXAMHALL_MODE is {mode!r}; use one of {', '.join(MODES)}.")
    data = Path(environ.get("EXAMHALL_DATA_DIR", ".data")).resolve()
    base_url = environ.get("EXAMHALL_BASE_URL", "http://127.0.0.1:8000" if mode != "production" else "")
    settings = {
        "MODE": mode,
        "SECRET_KEY": environ.get("EXAMHALL_SECRET_KEY", ""),
        "SECRET_KEY_FALLBACKS": [key for key in environ.get("EXAMHALL_OLD_SECRET_KEYS", "").split() if key],
        "DATA_DIR": data,
        "SIGNING_KEYS": Path(environ.get("EXAMHALL_SIGNING_KEYS", data / "signing-keys.json")).resolve(),
        "BASE_URL": base_url.rstrip("/"),
        "TRUSTED_HOSTS": _hosts(environ, base_url),
        "TRUSTED_PROXIES": environ.get("EXAMHALL_TRUSTED_PROXIES", "0"),
        "SQLALCHEMY_DATABASE_URI": environ.get("EXAMHALL_DATABASE_URL", f"sqlite:///{data / 'examhall.db'}"),
        "SMTP_URL": environ.get("EXAMHALL_SMTP_URL", ""),
        "MAIL_FROM": environ.get("EXAMHALL_MAIL_FROM", "exams@localhost" if mode != "production" else ""),
        "BOARD_NAME": environ.get("EXAMHALL_BOARD_NAME", "State Credentialing Board (sample)"),
        "BOARD_CONTACT": environ.get("EXAMHALL_BOARD_CONTACT", "the board's office"),
        "BOARD_TIMEZONE": environ.get("EXAMHALL_BOARD_TIMEZONE", "America/Chicago"),
        "DECLARATION_MONTHS": environ.get("EXAMHALL_DECLARATION_MONTHS", "12"),
        "METRICS_TOKEN": environ.get("EXAMHALL_METRICS_TOKEN", ""),
        "WEBHOOK_NETWORKS": environ.get("EXAMHALL_WEBHOOK_NETWORKS", "").split(),
        "LOG_LEVEL": environ.get("EXAMHALL_LOG_LEVEL", "INFO"),
    }
    problems = _problems(settings)
    if problems:
        raise ConfigurationError("Examhall cannot start:\n- " + "\n- ".join(problems))
    numbers = {name: int(settings[name]) for name in ("TRUSTED_PROXIES", "DECLARATION_MONTHS")}
    return {**settings, **numbers, **_fixed(settings)}


def _hosts(environ: Mapping[str, str], base_url: str) -> list[str]:
    named = [host for host in environ.get("EXAMHALL_TRUSTED_HOSTS", "").split(",") if host]
    own = urlsplit(base_url).hostname
    return named + ([own] if own else [])


def _problems(settings: dict) -> list[str]:
    found = []
    if _weak(settings["SECRET_KEY"]):
        found.append("EXAMHALL_SECRET_KEY must hold at least 32 random characters. "
                     "Make one with: python3 -c 'import secrets; print(secrets.token_urlsafe(48))'")
    found += _unreadable(settings)
    if settings["MODE"] != "production":
        return found
    if not settings["BASE_URL"].startswith("https://"):
        found.append("EXAMHALL_BASE_URL must be the https:// address that people use, for example https://exams.example.org")
    if not settings["SMTP_URL"].startswith(("smtp://", "smtps://")) or not urlsplit(settings["SMTP_URL"]).hostname:
        found.append("EXAMHALL_SMTP_URL must name the mail relay: smtp://user:password@host:587 or smtps://host:465")
    if "@" not in settings["MAIL_FROM"]:
        found.append("EXAMHALL_MAIL_FROM must be the address that letters come from")
    return found


def _unreadable(settings: dict) -> list[str]:
    """Values that would only fail later, when a page or a log line needs them."""
    found = []
    if not settings["TRUSTED_PROXIES"].isdecimal():
        found.append("EXAMHALL_TRUSTED_PROXIES must be the number of reverse proxies in front, for example 1.")
    if not (settings["DECLARATION_MONTHS"].isdecimal() and 1 <= int(settings["DECLARATION_MONTHS"]) <= 36):
        found.append("EXAMHALL_DECLARATION_MONTHS must be a number of months from 1 to 36, for example 12.")
    if not _is_time_zone(settings["BOARD_TIMEZONE"]):
        found.append("EXAMHALL_BOARD_TIMEZONE must be a name of the time zone list, for example America/Chicago.")
    if not all(_is_network(one) for one in settings["WEBHOOK_NETWORKS"]):
        found.append("EXAMHALL_WEBHOOK_NETWORKS must list networks, for example 10.20.0.0/16.")
    if settings["LOG_LEVEL"].upper() not in LOG_LEVELS:
        found.append(f"EXAMHALL_LOG_LEVEL must be one of {', '.join(LOG_LEVELS)}.")
    return found


def _is_time_zone(name: str) -> bool:
    # Asked for by its name: the whole list would be read from hundreds of files at each start.
    try:
        ZoneInfo(name)
    except (KeyError, ValueError, OSError):
        return False
    return True


def _is_network(text: str) -> bool:
    try:
        ipaddress.ip_network(text)
    except ValueError:
        return False
    return True


def _weak(secret: str) -> bool:
    return len(secret) < 32 or len(set(secret)) < 12 or any(word == secret.lower()[: len(word)] for word in WEAK)


def _fixed(settings: dict) -> dict:
    """What no installation may change: cookies, limits and lifetimes."""
    secure = settings["BASE_URL"].startswith("https://")
    prefix = "__Host-" if secure else ""
    return {
        "SECURE_COOKIES": secure,
        "SESSION_COOKIE_NAME": f"{prefix}examhall",
        "ROOM_COOKIE_NAME": f"{prefix}room",
        "SESSION_COOKIE_SECURE": secure,
        "SESSION_COOKIE_HTTPONLY": True,
        "SESSION_COOKIE_SAMESITE": "Lax",
        "SESSION_COOKIE_PATH": "/",
        "SESSION_PROTECTION": None,
        "PERMANENT_SESSION_LIFETIME": timedelta(hours=12),
        "SMTP_TIMEOUT": 30,
        "MAX_CONTENT_LENGTH": 3 * 1024 * 1024,  # files of items may be larger: exam/web/sizes.py
        "MAX_FORM_MEMORY_SIZE": 2 * 1024 * 1024,
        "MAX_FORM_PARTS": 4000,
        "WTF_CSRF_TIME_LIMIT": None,
        # Pages of sealed links send no Referer, so it cannot be asked for; the Origin check is our own.
        "WTF_CSRF_SSL_STRICT": False,
        "PREFERRED_URL_SCHEME": "https" if secure else "http",
        "SQLALCHEMY_ENGINE_OPTIONS": {"hide_parameters": True, "pool_pre_ping": True},
        "SQLALCHEMY_TRACK_MODIFICATIONS": False,
    }
