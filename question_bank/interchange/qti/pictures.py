"""Pictures that a text shows: from a file of the package or written into the text, kept under their digest."""

import base64
import posixpath
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from urllib.parse import unquote

from question_bank.assets import Asset, AssetRefused, asset_from
from question_bank.interchange.qti.refusals import ItemRefused, Notices

INLINE = re.compile(r"data:(image/[\w.+-]+)?(?:;[\w=.-]+)*;base64,", re.IGNORECASE)
SCHEME = re.compile(r"(?:[A-Za-z][A-Za-z0-9+.-]*:|//|\\\\)")
RUNS = re.compile(r"\s*(?:javascript|vbscript|data)\s*:", re.IGNORECASE)
# What Canvas and Common Cartridge write for the folder of the files.
FILE_BASE = re.compile(r"^(?:\$|%24)IMS[-_]CC[-_]FILE_?BASE(?:\$|%24)/?", re.IGNORECASE)
FORMULAS = "/equation_images/"  # where Canvas draws a formula; its words stand beside the picture
FILE_BASE_FOLDERS = ("", "web_resources/")


@dataclass
class Pictures:
    """The pictures of one file of questions. `entry` gives the bytes of a file of the package, or None."""

    entry: Callable[[str], bytes | None]
    folder: str = ""
    alone: bool = False
    kept: dict[str, Asset] = field(default_factory=dict)

    def digest_of(self, address: str, notices: Notices) -> str | None:
        """The digest of the picture at this address, or None when it is dropped. Raises ItemRefused."""
        address = address.strip()
        inline = INLINE.match(address)
        if inline:
            return self._taken(_decoded(address[inline.end():]), notices)
        if RUNS.match(address):
            notices.note("script-removed", "The address of a picture that runs something was removed.")
            return None
        if address.startswith(FORMULAS):
            notices.note("math-as-text", "A formula was turned into plain text. Read it again.")
            return None
        name = self._found(address)
        if name is None:
            return self._missing(address, notices)
        return self._taken(self.entry(name), notices)

    def path_of(self, address: str) -> str | None:
        """The name in the package that an address means, or None where there is none. Raises ItemRefused."""
        return self._found(address.strip())

    def _found(self, address: str) -> str | None:
        base = FILE_BASE.match(address)
        if base is None and SCHEME.match(address):
            raise ItemRefused("external-resource", f"The question needs {address[:80]}, which is not in the file. "
                              "Put it into the package.")
        plain = unquote((address[base.end():] if base else address).partition("?")[0].partition("#")[0])
        folders = FILE_BASE_FOLDERS if base else (self.folder, "")  # some programs mean the root of the package
        for folder in folders:
            name = posixpath.normpath(posixpath.join(folder, plain.lstrip("/") if base else plain))
            if not name.startswith(("..", "/")) and self.entry(name) is not None:
                return name
        return None

    def _missing(self, address: str, notices: Notices) -> None:
        if not self.alone:
            raise ItemRefused("missing-file", f"The picture {address[:80]} is not in the package. Add it, or take it "
                              "out of the question.")
        notices.note("media-dropped", f"The picture {address[:80]} is not in this file. Import the whole package, or "
                     "add the picture here.")

    def _taken(self, data: bytes, notices: Notices) -> str | None:
        try:
            asset = asset_from(data)
        except AssetRefused as refused:
            if refused.code == "too-large":
                raise ItemRefused("too-large", str(refused)) from None
            notices.note(refused.code, f"A picture was dropped. {refused}")
            return None
        self.kept[asset.digest] = asset
        return asset.digest


def _decoded(spelled: str) -> bytes:
    try:
        return base64.b64decode(re.sub(r"\s|%0[aAdD]", "", unquote(spelled)), validate=True)
    except ValueError:
        return b""
