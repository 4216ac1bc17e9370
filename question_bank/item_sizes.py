"""How large the parts of an item may be: generous for a question, and too small for an attack."""

LARGEST_FILE = 8 * 1024 * 1024  # bytes of a file of items
MOST_OPTIONS = 10
MOST_ITEMS = 20_000
MOST_ENTRIES = 50  # of one list inside an item: tags, references, reviews

SIZES = {
    "code": 60, "kind": 40, "competency": 60, "level": 40, "stem": 4000, "key": 128, "language": 12,
    "translation_of": 60, "translation_of_digest": 64, "keys": 128, "scoring": 40, "title": 200,
    "scenario": 60, "stimulus": 8000, "accepted": 1000, "author": 200, "tool": 400, "use": 20, "tags": 60,
    "enemies": 60,
    "id": 128, "text": 1500, "rationale": 3000, "source": 500, "section": 300, "checked": 40, "reviews": 3000,
}

# Texts that a page shows as markup; everything else is shown as plain text.
KINDS_OF_TEXT = ("stimulus", "stem", "text", "rationale")
