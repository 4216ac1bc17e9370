"""One item as a plain, frozen value: what is asked, the options, the key, and why it is right."""

import hashlib
import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field


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


KINDS = ("single", "multiple", "true_false")
SCORING_RULES = ("all_or_nothing", "right_minus_wrong")
ASSET = re.compile(r"asset:([0-9a-f]{64})")


@dataclass(frozen=True)
class ItemContent:
    """The whole content of one item at one time.

    `key` is the id of the right option. Only a multiple response leaves it empty and names its right options in
    `keys`; `right_options` is the same question for every kind. `scoring` says how a multiple response is counted.
    Items with one `scenario` are a set: they share the same `stimulus` and stay together on an exam form.
    `accepted` holds the reason for each warning of the writing rules that was accepted, by the id of the rule.
    """

    code: str
    competency: str
    level: str
    stem: str
    options: tuple[Option, ...]
    key: str = ""
    keys: tuple[str, ...] = ()
    kind: str = "single"
    scoring: str = "all_or_nothing"
    title: str = ""
    scenario: str = ""
    stimulus: str = ""
    rationale: str = ""
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
    accepted: Mapping[str, str] = field(default_factory=dict)

    @property
    def right_options(self) -> tuple[str, ...]:
        """The ids of every right option, one or several."""
        return self.keys if self.kind == "multiple" else (self.key,)

    @property
    def points(self) -> int:
        """The most that the item adds to a raw score."""
        partial = self.kind == "multiple" and self.scoring == "right_minus_wrong"
        return len(self.keys) if partial else 1

    @property
    def assets(self) -> tuple[str, ...]:
        """The digests of the pictures that its texts show, each once, in order."""
        reasons = (self.rationale, *(option.rationale for option in self.options))
        return tuple(dict.fromkeys((*self.pictures_asked, *_pictures_in(reasons))))

    @property
    def pictures_asked(self) -> tuple[str, ...]:
        """The same, of what a candidate sees while answering: a picture in a reason may give the key away."""
        return _pictures_in((self.stimulus, self.stem, *(option.text for option in self.options)))

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


def _pictures_in(texts: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(digest for text in texts for digest in ASSET.findall(text)))


def content_from_document(document: Mapping) -> ItemContent:
    """The typed item that a JSON document says. Raises KeyError or TypeError for a document that is none."""
    plain = dict(document)
    plain["options"] = tuple(Option(**option) for option in plain["options"])
    plain["references"] = tuple(Reference(**reference) for reference in plain.get("references", ()))
    for name in ("keys", "tags", "reviews", "enemies"):
        plain[name] = tuple(plain.get(name, ()))
    return ItemContent(**plain)


def document_of(content: ItemContent) -> dict:
    """The JSON document of an item: lists instead of tuples, and every field named."""
    return json.loads(json.dumps(asdict(content)))


def digest_of(document: Mapping) -> str:
    """SHA-256 of the canonical spelling: sorted keys, no spaces, UTF-8."""
    spelled = json.dumps(document, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(spelled.encode()).hexdigest()
