"""The texts of a Moodle question: by their spelling, with the pictures that travel beside them."""

import re
from base64 import b64decode
from urllib.parse import unquote

from question_bank.assets import Asset, AssetRefused, asset_from
from question_bank.interchange.foreign_markup import Translated, escaped, translated

INLINE = re.compile(r"^data:image/[a-z.+-]+;base64,(.*)$", re.IGNORECASE | re.DOTALL)
BESIDE = "@@PLUGINFILE@@"


class Texts:
    """Turns text elements into our markup, and keeps the pictures that they show."""

    def __init__(self, assets: dict[str, Asset]):
        self.assets, self.done = assets, []

    def __call__(self, element) -> str:
        """The text of an element such as questiontext; empty where there is none."""
        if element is None:
            return ""
        raw = plain_of(element)
        if element.get("format") == "plain_text":
            self.done.append(Translated(escaped(raw)))
        else:
            files = {(file.get("path") or "/") + (file.get("name") or ""): file for file in element.findall("file")}
            self.done.append(translated(raw, lambda address: self._picture(address, files)))
        return self.done[-1].text

    def picture_of_old(self, question) -> str:
        """The picture that a question of Moodle 1.9 shows below its text, in elements of its own."""
        name, spelled = words_of(question.find("image")), words_of(question.find("image_base64"))
        if not name and not spelled:
            return ""
        address = f"data:image/any;base64,{spelled}" if spelled else name
        self.done.append(translated(f'<img src="{escaped(address)}" alt="">', lambda one: self._picture(one, {})))
        return self.done[-1].text

    def _picture(self, address: str, files: dict) -> str | None:
        inline = INLINE.match(address)
        if inline:
            return self._kept(inline[1])
        if address.startswith(BESIDE):
            file = files.get(unquote(address.removeprefix(BESIDE)))
            return None if file is None else self._kept(file.text or "")
        return None

    def _kept(self, spelled: str) -> str | None:
        try:
            asset = asset_from(b64decode("".join(spelled.split()), validate=True))
        except (AssetRefused, ValueError):
            return None
        self.assets[asset.digest] = asset
        return asset.digest


def plain_of(element, standard: str = "") -> str:
    """The words of an element's <text>, or of the element itself, as they stand."""
    if element is None:
        return standard
    inner = element.find("text")
    found = "".join((element if inner is None else inner).itertext())
    return found.strip() or standard


def words_of(element) -> str:
    """The words of an element on one line."""
    return " ".join(plain_of(element).split())
