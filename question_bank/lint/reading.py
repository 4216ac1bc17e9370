"""The rules on how hard a text is to read: Flesch-Kincaid (IW-09) and the length of sentences (IW-10)."""

from collections.abc import Iterator

from question_bank.items import ItemContent
from question_bank.lint.fault import Fault, fault, said
from question_bank.lint.known import Known
from question_bank.lint.syllables import spoken
from question_bank.lint.wording import Wording
from question_bank.lint.words import sentences, words_of

PER_SENTENCE, PER_WORD, BASE = 0.39, 11.8, 15.59  # Kincaid, Fishburne, Rogers and Chissom (1975)
HARD_WORD = 4


def reading_grade(item: ItemContent, known: Known) -> float:
    """The school year that a reader needs for the stem with its options, by Flesch and Kincaid."""
    return _of(Wording(item, known))


def _of(wording: Wording) -> float:
    words, spoken_parts, count = 0, 0, 0
    easy = _easy(wording)
    for sentence in _as_read(wording):
        here = words_of(sentence)
        words, count = words + len(here), count + 1
        spoken_parts += sum(spoken(word, easy) for word in here)
    return PER_SENTENCE * words / count + PER_WORD * spoken_parts / words - BASE if words else 0.0


def _easy(wording: Wording) -> frozenset[str]:
    return frozenset(word.casefold() for word in wording.values.easy_words)


def _as_read(wording: Wording) -> list[str]:
    """Every sentence. An option is one by itself, unless it finishes the sentence of the stem."""
    before = sentences(wording.stimulus)
    asked = wording.stem_sentences
    if asked and wording.is_completion:
        return [*before, *asked[:-1], *(f"{asked[-1]} {option}" for option in wording.options)]
    return [*before, *asked, *(sentence for option in wording.options for sentence in sentences(option))]


def plain_words(wording: Wording) -> Iterator[Fault]:
    """IW-09: the words fit the people who read them."""
    values, level = wording.values, _of(wording)
    if level <= values.grade_warn:
        return
    easy = _easy(wording)
    hard = sorted({word for _, text in wording.texts() for word in words_of(text) if spoken(word, easy) >= HARD_WORD},
                  key=lambda word: (-spoken(word, easy), word))[:6]
    grave = level > values.grade_error
    yield fault("IW-09", wording.place("text"), f"Reading this takes about {level:.1f} years of school; "
                f"{values.grade_error if grave else values.grade_warn:g} is the most. "
                f"Use shorter sentences and shorter words{f' than {said(hard)}' if hard else ''}.", *hard,
                severity="error" if grave else "warning")


def short_sentences(wording: Wording) -> Iterator[Fault]:
    """IW-10: sentences are short."""
    values = wording.values
    lengths = [(len(words_of(sentence)), place, sentence) for place, text in wording.texts()
               for sentence in sentences(text)]
    for count, place, sentence in lengths:
        if count > values.sentence_max_words:
            start = " ".join(sentence.split()[:5])
            yield fault("IW-10", place, f'The sentence that begins "{start}" has {count} words. Cut it into sentences '
                        f"of at most {values.sentence_max_words}.", start)
    stem = [len(words_of(sentence)) for sentence in wording.stem_sentences]
    if stem and sum(stem) > values.sentence_mean_words * len(stem):
        mean = sum(stem) / len(stem)
        yield fault("IW-10", wording.place("stem"), f"The sentences of the stem have {mean:.0f} words on average. "
                    f"Bring them to {values.sentence_mean_words} or fewer.")


RULES = (plain_words, short_sentences)
