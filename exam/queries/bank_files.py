"""Files of items, read and written in a process of its own; what cannot be done is said in words."""

import hashlib
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from exam.errors import Refused
from exam.queries.assets import pictures_missing, pictures_of
from exam.queries.bank_import import REFUSED, Incoming, counts_of, incoming
from exam.queries.bank_rules import open_faults
from question_bank.apart import NotPossible, losses_apart, read_apart, write_apart
from question_bank.assets import Asset
from question_bank.items import ItemContent
from question_bank.problems import Problem


@dataclass(frozen=True)
class ImportPreview:
    """What would happen to each good item, what is wrong with the others, and what must be mended before approval.

    `notices` say what was changed or left out of items that are good all the same.
    """

    rows: list[Incoming]
    problems: list[Problem]
    faults: list[Problem]
    pictures: list[Asset] = field(default_factory=list)
    notices: list[Problem] = field(default_factory=list)

    @property
    def counts(self) -> dict[str, int]:
        """How many items of each outcome."""
        return counts_of(self.rows)

    @property
    def refused_items(self) -> list[str]:
        """The codes of items that are good, but may not go in: retired, or with another key than the one used."""
        return [row.content.code for row in self.rows if row.outcome in REFUSED]

    @property
    def left_out(self) -> int:
        """How many items of the file cannot go in, as far as their problems tell them apart."""
        return len({problem.place.partition(",")[0] for problem in self.problems}) + len(self.refused_items)

    @property
    def taken(self) -> int:
        """How many items would be created or changed."""
        return self.counts["created"] + self.counts["changed"]

    @property
    def open_faults(self) -> dict[str, int]:
        """How much the writing rules ask for, by the code of each item that would go in."""
        found = Counter(fault.place.partition(",")[0] for fault in self.faults)
        return {content.code: found[content.code] for content in self.contents}

    @property
    def looked_at(self) -> str:
        """One value for exactly this preview: it differs when the file or the bank has changed."""
        facts = [f"{row.content.code} {row.outcome}" for row in self.rows] + [str(problem) for problem in self.problems]
        return hashlib.sha256("\n".join(facts).encode()).hexdigest()

    @property
    def contents(self) -> list[ItemContent]:
        """The items that would go in."""
        return [row.content for row in self.rows if row.outcome not in REFUSED]


def import_preview(name: str, data: bytes) -> ImportPreview:
    """Read a file and say what its import would do now."""
    read = read_apart(name, data)
    missing = pictures_missing(read.items, read.assets)
    without = {problem.place.partition(",")[0] for problem in missing}
    good = [content for content in read.items if content.code not in without]
    found = [*read.problems, *missing]
    return ImportPreview(incoming(good), [one for one in found if one.severity == "error"], open_faults(good),
                         list(read.assets.values()), [one for one in found if one.severity != "error"])


def bank_file(kind: str, contents: Sequence[ItemContent]) -> bytes:
    """The items as a file. Raises Refused when the format cannot hold them."""
    try:
        return write_apart(kind, contents, pictures_of(contents))
    except NotPossible as trouble:
        raise Refused(*trouble.sentences) from None


def losses_in(kind: str, contents: Sequence[ItemContent]) -> list[Problem]:
    """What a file of this format would not hold of these items. Raises Refused when they are too many."""
    try:
        return losses_apart(kind, contents)
    except NotPossible as trouble:
        raise Refused(*trouble.sentences) from None


def pictures_in(contents: Sequence[ItemContent]) -> int:
    """How many pictures these items show."""
    return len({digest for content in contents for digest in content.assets})
