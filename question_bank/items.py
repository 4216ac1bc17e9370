"""One item as a plain, frozen value: what is asked, the options, the key, and why it is right."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass


@dataclass(frozen=True)
class Option:
    """One answer to choose, with the reason why it is right or wrong."""

    id: str
    text: str
    rationale: str = ""


@dataclass(frozen=True)
class Reference:
    """A published source that backs the key: its name, the section, and the day it was checked."""

    source: str
    section: str = ""
    checked: str = ""


@dataclass(frozen=True)
class ItemContent:
    """The whole content of one item at one time. `key` is the id of the right option."""

    code: str
    competency: str
    level: str
    stem: str
    options: tuple[Option, ...]
    key: str
    kind: str = "single"
    tags: tuple[str, ...] = ()
    references: tuple[Reference, ...] = ()
    language: str = "en"
    translation_of: str = ""
    translation_of_digest: str = ""
    author: str = ""
    tool: str = ""
    reviews: tuple[Mapping[str, str], ...] = ()
    use: str = "operational"
    enemies: tuple[str, ...] = ()
    fixed_order: bool = False

    @property
    def has_negative_stem(self) -> bool:
        """Whether the stem asks for the exception: NOT or EXCEPT, in whatever case (rule IW-15)."""
        words = {word.strip(".,;:?!\"'()").upper() for word in self.stem.split()}
        return not words.isdisjoint({"NOT", "EXCEPT"})

    def option(self, option_id: str) -> Option:
        """The option with this id. Raises KeyError when there is none."""
        for option in self.options:
            if option.id == option_id:
                return option
        raise KeyError(option_id)


def content_from_document(document: Mapping) -> ItemContent:
    """The typed item that a JSON document says. Raises KeyError or TypeError for a document that is none."""
    plain = dict(document)
    plain["options"] = tuple(Option(**option) for option in plain["options"])
    plain["references"] = tuple(Reference(**reference) for reference in plain.get("references", ()))
    for name in ("tags", "reviews", "enemies"):
        plain[name] = tuple(plain.get(name, ()))
    return ItemContent(**plain)


def document_of(content: ItemContent) -> dict:
    """The JSON document of an item: lists instead of tuples, and every field named."""
    return json.loads(json.dumps(asdict(content)))


def digest_of(document: Mapping) -> str:
    """SHA-256 of the canonical spelling: sorted keys, no spaces, UTF-8."""
    spelled = json.dumps(document, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(spelled.encode()).hexdigest()
