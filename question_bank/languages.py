"""The languages of items, exam forms and programs: their codes, and their names in plain words."""

import re

CODE = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*")
NAMES = {"ar": "Arabic", "bs": "Bosnian", "de": "German", "en": "English", "es": "Spanish", "fr": "French",
         "ht": "Haitian Creole", "ko": "Korean", "pt": "Portuguese", "ru": "Russian", "so": "Somali", "sw": "Swahili",
         "tl": "Tagalog", "uk": "Ukrainian", "vi": "Vietnamese", "zh": "Chinese"}


def is_language(code: str) -> bool:
    """Whether this is spelled as the code of a language, such as en or pt-BR."""
    return len(code) <= 12 and CODE.fullmatch(code) is not None


def language_in_words(code: str) -> str:
    """The name of a language, or its code where we know no name."""
    return NAMES.get(code, code)


def language_named(words: str) -> str:
    """The code that somebody means who wrote a code or a name; what is neither stays as it was written."""
    plain = words.strip()
    by_name = {name.casefold(): code for code, name in NAMES.items()}
    return by_name.get(plain.casefold(), plain.lower() if plain.lower() in NAMES else plain)
