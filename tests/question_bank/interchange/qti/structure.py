"""What QTI 2.1, 2.2 and 3.0 allow inside what: a judge of written items that shares nothing with the writer.

Set down from the information models of the specifications: for each element the order of its children as a regular
expression over their names, its attributes (with `!` where one must be there), and whether words may stand in it.
Beyond this judge, packages of 2.1 and 3.0 were turned into each other by citolab-qti-convert 0.2.0, a converter that
others made, and read again with the same keys, options, texts, reasons and pictures.
"""

import re

from lxml import etree

SPACES = {"qti21": "http://www.imsglobal.org/xsd/imsqti_v2p1", "qti3": "http://www.imsglobal.org/xsd/imsqtiasi_v3p0",
          "qti22": "http://www.imsglobal.org/xsd/imsqti_v2p2"}
IDENTIFIER = re.compile(r"[A-Za-z_][A-Za-z0-9_.-]*")
INLINE = "em|strong|sub|sup|code|br|img"
BLOCK = "p|ul|ol|blockquote|table|div"
FLOW = f"({INLINE}|{BLOCK})*"
MODEL = {
    "assessmentItem": ("responseDeclaration+ outcomeDeclaration* assessmentStimulusRef? itemBody responseProcessing "
                       "modalFeedback*", "identifier! title! adaptive! timeDependent! lang schemaLocation", False),
    "responseDeclaration": ("correctResponse mapping?", "identifier! cardinality! baseType!", False),
    "outcomeDeclaration": ("defaultValue?", "identifier! cardinality! baseType!", False),
    "correctResponse": ("value+", "", False), "defaultValue": ("value+", "", False), "value": ("", "", True),
    "mapping": ("mapEntry+", "lowerBound upperBound defaultValue!", False),
    "mapEntry": ("", "mapKey! mappedValue!", False),
    "assessmentStimulusRef": ("", "identifier! href!", False),
    "itemBody": ("rubricBlock? div choiceInteraction", "", False),
    "rubricBlock": (f"({BLOCK})*", "view! class label", False),
    "choiceInteraction": ("prompt? simpleChoice+", "responseIdentifier! shuffle! maxChoices!", False),
    "simpleChoice": (FLOW, "identifier!", True),
    "responseProcessing": ("(responseCondition | setOutcomeValue)*", "template", False),
    "responseCondition": ("responseIf responseElseIf* responseElse?", "", False),
    "responseIf": ("match setOutcomeValue", "", False), "responseElse": ("setOutcomeValue", "", False),
    "match": ("variable correct", "", False), "variable": ("", "identifier!", False),
    "correct": ("", "identifier!", False), "mapResponse": ("", "identifier!", False),
    "setOutcomeValue": ("baseValue | mapResponse | variable", "identifier!", False),
    "baseValue": ("", "baseType!", True),
    "modalFeedback": ({"qti21": FLOW, "qti22": FLOW, "qti3": "contentBody"}, "outcomeIdentifier! showHide! identifier!",
                      {"qti21": True, "qti22": True, "qti3": False}),
    "contentBody": (FLOW, "", True), "assessmentStimulus": ("stimulusBody", "identifier! title! schemaLocation", False),
    "stimulusBody": (f"({BLOCK})*", "", False),
    "div": (FLOW, "", True), "p": (f"({INLINE})*", "", True), "blockquote": (f"({BLOCK})*", "", False),
    "ul": ("li*", "", False), "ol": ("li*", "", False), "li": (FLOW, "", True), "br": ("", "", False),
    "img": ("", "src! alt!", False), "table": ("caption? thead? tbody+", "", False), "caption": (FLOW, "", True),
    "thead": ("tr+", "", False), "tbody": ("tr*", "", False), "tr": ("(th | td)*", "", False), "th": (FLOW, "", True),
    "td": (FLOW, "", True), **dict.fromkeys(("em", "strong", "sub", "sup", "code"), (f"({INLINE})*", "", True)),
}


def faults(data: bytes, version: str) -> list[str]:
    """Everything in a written document that its version does not allow."""
    root = etree.fromstring(data)
    found = [f"{element.tag} is of another namespace" for element in root.iter()
             if not element.tag.startswith(f"{{{SPACES[version]}}}")]
    names = {element: _name(element, version, found) for element in root.iter()}
    for element, name in names.items():
        children, attributes, words = MODEL.get(name, (None, "", False))
        if children is None:
            found.append(f"{name} is not known")
            continue
        children = children[version] if isinstance(children, dict) else children
        words = words[version] if isinstance(words, dict) else words
        line = "".join(f"{names[child]};" for child in element)
        if not re.fullmatch(re.sub(r"\w+", r"(?:\g<0>;)", children).replace(" ", ""), line):
            found.append(f"{name} holds {line}")
        if not words and "".join([element.text or "", *(child.tail or "" for child in element)]).strip():
            found.append(f"{name} holds words")
        found += _attribute_faults(element, name, attributes, version)
    return [*found, *_name_faults(root, names)]


def _name(element, version: str, found: list[str]) -> str:
    name = etree.QName(element).localname
    of_html = name in MODEL and name.lower() == name and MODEL[name][1] in ("", "src! alt!") and name not in (
        "match", "value", "variable", "correct")
    if version == "qti3" and not name.startswith("qti-") and not of_html:
        found.append(f"{name} has no prefix")
    return _joined(name.removeprefix("qti-")) if version == "qti3" else name


def _attribute_faults(element, name: str, known: str, version: str) -> list[str]:
    given = {etree.QName(key).localname for key in element.attrib}
    if version == "qti3":
        given = {_joined(key) for key in given}
    allowed = {word.rstrip("!") for word in known.split()}
    must = {word.rstrip("!") for word in known.split() if word.endswith("!")}
    return [f"{name} has {key}" for key in given - allowed] + [f"{name} lacks {key}" for key in must - given]


def _name_faults(root, names: dict) -> list[str]:
    """Names must be spelled as names, stand once, and be declared where they are used."""
    def named(*kinds: str, key: str = "identifier") -> list[str]:
        return [element.get(key) or element.get("outcome-identifier") for element, name in names.items()
                if name in kinds]

    declared, choices = named("responseDeclaration", "outcomeDeclaration"), named("simpleChoice")
    used = named("variable", "correct", "mapResponse", "setOutcomeValue")
    used += named("modalFeedback", key="outcomeIdentifier")
    right = [element.text for element, name in names.items() if name == "value"
             and names[element.getparent()] == "correctResponse"]
    return [f"{name!r} is no name" for name in declared + choices if not IDENTIFIER.fullmatch(name)] \
        + [f"{name!r} is not declared" for name in used if name not in declared] \
        + [f"{name!r} is no choice" for name in right if name not in choices] \
        + ["a name stands twice"] * (len(set(declared)) < len(declared) or len(set(choices)) < len(choices))


def _joined(name: str) -> str:
    return re.sub("-([a-z])", lambda found: found[1].upper(), name)
