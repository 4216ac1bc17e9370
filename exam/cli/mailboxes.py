"""The mailbox that bounces come to: a Maildir folder or an mbox file."""

import mailbox
from collections.abc import Iterator
from contextlib import closing
from email import message_from_bytes, policy
from pathlib import Path

from exam.rules.bounces import Bounce, read_bounce


class ReturnedMail:
    """What came back. In a Maildir, messages that were understood are moved from new to cur."""

    def __init__(self, path: str):
        self.path = Path(path)
        self.understood = self.other = 0

    def bounces(self) -> Iterator[Bounce]:
        """Each failed delivery, one after the other; it counts as read when the next one is asked for."""
        folder = self.path.is_dir()
        with closing((mailbox.Maildir if folder else mailbox.mbox)(self.path, create=False)) as box:
            for key in list(box.keys()):
                if folder and box.get_message(key).get_subdir() != "new":
                    continue
                bounce = read_bounce(message_from_bytes(box.get_bytes(key), policy=policy.default))
                if bounce is None:
                    self.other += 1
                    continue
                yield bounce
                self.understood += 1
                self._put_away(box, key)

    def _put_away(self, box, key: str) -> None:
        if self.path.is_dir():
            message = box.get_message(key)
            message.set_subdir("cur")
            message.add_flag("S")
            box[key] = message
