"""Who acts: a plain value that is written into the trail and the audit chain, never a name or an address.

An operator alone is named, because the command line knows no account.
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class Actor:
    """A kind (candidate, staff, proctor, panelist, system), and the id of the account, nomination or process."""

    kind: str
    key: str

    def __str__(self) -> str:
        return f"{self.kind}:{self.key}"


def candidate(account_id: str) -> Actor:
    """A signed-in candidate."""
    return Actor("candidate", account_id)


def staff(account_id: str) -> Actor:
    """A signed-in member of the board's staff."""
    return Actor("staff", account_id)


def proctor(nomination_id: str) -> Actor:
    """A proctor, known by the nomination the link named."""
    return Actor("proctor", nomination_id)


def panelist(panelist_id: str) -> Actor:
    """A member of a standard-setting panel, known by the letter's link."""
    return Actor("panelist", panelist_id)


def system(process: str) -> Actor:
    """A process of ours: courier, sweep, release, operator."""
    return Actor("system", process)


def operator(name: str) -> Actor:
    """A person at the operator's own command line, who has no account here and signs with a name."""
    return Actor("operator", name[:70])
