"""Whether two revisions of an item count the same answers as right."""

from question_bank.items import ItemContent


def counts_otherwise(old: ItemContent, new: ItemContent) -> bool:
    """Whether somebody who answered well under the old revision might not have under the new one, or the reverse.

    Moving options about, or mending a word of the key, changes nothing; another key, another rule of counting, and a
    text that goes over from the wrong options to the right ones do.
    """
    if _rule(old) != _rule(new):
        return True
    right, wrong = _texts(old, right=True), _texts(old, right=False)
    now_right, now_wrong = _texts(new, right=True), _texts(new, right=False)
    if right == now_right:
        return False
    moved_over = bool(right & now_wrong or wrong & now_right)
    return moved_over or set(old.right_options) != set(new.right_options)


def _rule(content: ItemContent) -> tuple[bool, str]:
    several = content.kind == "multiple"
    return several, content.scoring if several else ""


def _texts(content: ItemContent, *, right: bool) -> set[str]:
    return {" ".join(option.text.casefold().split()) for option in content.options
            if (option.id in content.right_options) is right}
