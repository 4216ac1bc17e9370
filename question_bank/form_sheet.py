"""An exam form on paper, for a panel or a candidate: its questions in order, without keys, always the same bytes."""

from collections.abc import Callable, Sequence
from html import escape

from question_bank.instructions import instruction
from question_bank.items import ItemContent
from question_bank.markup import render

LETTERS = "ABCDEFGHIJ"
NOTICE = ("Secure exam material. Do not copy, photograph or share any of it, and do not talk about the questions "
          "outside the panel. Give every sheet back before you leave.")

# What a candidate reads above the questions of a printed exam.
DIRECTIONS = ("Secure exam material. Do not copy or photograph any of it. Choose among the letters and say or point to "
              "your answer: it is entered on the exam page for you, and you can change it until you hand in. Give "
              "every sheet back to your proctor before you leave.")


def sheet_of(code: str, digest: str, language: str, contents: Sequence[ItemContent], *, style: str,
             picture: Callable[[str], str], for_candidate: bool = False) -> bytes:
    """The sheet as an HTML page. `style` is the address of its style sheet, `picture` gives that of a picture.

    Options stand in the order written. Nothing of now enters: no date, no name, no state.
    """
    title = escape(f"Exam form {code}, {'printed exam' if for_candidate else 'sheet for the panel'}")
    notice = DIRECTIONS if for_candidate else NOTICE
    parts = [f'<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
             f'<meta name="viewport" content="width=device-width, initial-scale=1">\n<title>{title}</title>\n'
             f'<link rel="stylesheet" href="{escape(style)}">\n</head>\n<body>\n<main lang="{escape(language)}">\n'
             f'<h1 lang="en">{title}</h1>\n<p class="notice" lang="en">{escape(notice)}</p>\n'
             f'<p lang="en">{len(contents)} questions. Digest of the form: <code>{escape(digest)}</code></p>\n']
    told = ""
    for number, content in enumerate(contents, start=1):
        if content.stimulus and content.scenario != told:
            parts.append(f'<section class="reading">\n<h2 lang="en">Read this first: it belongs to question {number} '
                         f'and those after it that ask about it</h2>\n{render(content.stimulus, picture)}\n'
                         "</section>\n")
        told = content.scenario
        parts.append(_question(number, content, picture))
    parts.append("</main>\n</body>\n</html>\n")
    return "".join(parts).encode()


def _question(number: int, content: ItemContent, picture: Callable[[str], str]) -> str:
    options = "".join(f"<li>{render(option.text, picture)}</li>\n" for _, option in
                      zip(LETTERS, content.options, strict=False))
    hint = instruction(content)
    said = f'<p class="hint">{escape(hint)}</p>\n' if hint else ""
    return (f'<section class="question">\n<h2 lang="en">Question {number}</h2>\n'
            f"<div>{render(content.stem, picture)}</div>\n{said}<ol>\n{options}</ol>\n</section>\n")
