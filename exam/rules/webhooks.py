"""Webhooks: how a message is signed, and which addresses a server of ours may speak to at all (T41)."""

import hashlib
import hmac
import ipaddress
from collections.abc import Iterable
from urllib.parse import urlsplit

GIVEN_UP = "Given up after five days. Switch it off, or have its owner fetch what is missing through the API."


def secret_for(installation_secret: str, webhook_id: str, serial: int) -> str:
    """The secret of one webhook. It is derived from the installation's, so that the database holds none."""
    named = f"examhall-webhook|{webhook_id}|{serial}".encode()
    return "whsec_" + hmac.new(installation_secret.encode(), named, hashlib.sha256).hexdigest()


def signature_of(secret: str, message_id: str, timestamp: int, body: bytes) -> str:
    """HMAC-SHA256 over id, time and body, each parted by a point: none of the three can be exchanged."""
    signed = f"{message_id}.{timestamp}.".encode() + body
    return "v1=" + hmac.new(secret.encode(), signed, hashlib.sha256).hexdigest()


def fault_of_url(url: str, *, loopback: bool) -> str:
    """What is wrong with an address, in words; empty when nothing is. http only to this machine, in demo and tests."""
    try:
        place = urlsplit(url)
        port = place.port
    except ValueError:
        return "This is not an address."
    if place.scheme == "http" and loopback and place.hostname in ("127.0.0.1", "localhost"):
        return ""
    if place.scheme != "https" or not place.hostname or not url.isascii() or not url.isprintable() or " " in url:
        return "Give an address that begins with https://"
    if place.username or place.password or place.fragment or port == 0:
        return "Give the address without a name, a password or a # in it."
    return ""


def may_be_reached(address: str, allowed: Iterable[str], *, loopback: bool) -> bool:
    """Whether this resolved address is public, or allowed by the operator's list of networks."""
    found = ipaddress.ip_address(address.partition("%")[0])
    found = getattr(found, "ipv4_mapped", None) or found
    if any(found in ipaddress.ip_network(network) for network in allowed):
        return True
    return found.is_global and not found.is_multicast if not (loopback and found.is_loopback) else True
