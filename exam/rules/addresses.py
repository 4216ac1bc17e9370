"""One canonical form of mail addresses and phone numbers, for finding conflicts and never for delivery (T02)."""

import unicodedata

# Providers that ignore dots and everything after a plus sign, with their other names.
DOMAIN_ALIASES = {"googlemail.com": "gmail.com", "hotmail.co.uk": "hotmail.co.uk", "me.com": "icloud.com",
                  "mac.com": "icloud.com", "pm.me": "proton.me", "protonmail.com": "proton.me",
                  "ymail.com": "yahoo.com", "rocketmail.com": "yahoo.com"}
DOTS_IGNORED = {"gmail.com"}
MINUS_IS_TAG = {"yahoo.com"}


def canonical_email(address: str) -> str:
    """The address that two spellings of one mailbox share."""
    local, _, domain = unicodedata.normalize("NFKC", address).strip().rpartition("@")
    domain = _ascii_domain(domain.lower().rstrip("."))
    domain = DOMAIN_ALIASES.get(domain, domain)
    local = local.casefold().split("+")[0]
    if domain in MINUS_IS_TAG:
        local = local.split("-")[0]
    if domain in DOTS_IGNORED:
        local = local.replace(".", "")
    return f"{local}@{domain}"


def _ascii_domain(domain: str) -> str:
    try:
        return domain.encode("idna").decode()
    except UnicodeError:
        return domain


def canonical_phone(number: str) -> str:
    """The last ten digits: how a phone number is compared within North America."""
    return "".join(sign for sign in number if sign.isdecimal())[-10:]
