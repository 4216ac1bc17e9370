"""Files of QTI for tests: one item with chosen parts, a bank of QTI 1.2, and packages around them."""

import io
import zipfile

V2, V3 = "http://www.imsglobal.org/xsd/imsqti_v2p1", "http://www.imsglobal.org/xsd/imsqtiasi_v3p0"
CP = "http://www.imsglobal.org/xsd/imscp_v1p1"
MATCH = '<responseProcessing template="http://www.imsglobal.org/question/qti_v2p1/rptemplates/match_correct"/>'
CORRECT = "<match><variable identifier='RESPONSE'/><correct identifier='RESPONSE'/></match>"


def choice(name: str, text: str = "", **attributes: str) -> str:
    """One option of QTI 2."""
    extra = "".join(f' {key}="{value}"' for key, value in attributes.items())
    return f'<simpleChoice identifier="{name}"{extra}>{text or f"Option {name}"}</simpleChoice>'


def values(*names: str) -> str:
    """The right answers of a declaration."""
    return "<correctResponse>" + "".join(f"<value>{name}</value>" for name in names) + "</correctResponse>" \
        if names else ""


def mapping(points: dict[str, object], **bounds: object) -> str:
    """Points by option."""
    extra = "".join(f' {key}="{value}"' for key, value in bounds.items())
    return f"<mapping{extra}>" + "".join(f'<mapEntry mapKey="{name}" mappedValue="{value}"/>'
                                         for name, value in points.items()) + "</mapping>"


def item(stem: str = "Which one?", *, declared: str = values("B"), cardinality: str = "single", most: str = "1",
         choices: str = choice("A") + choice("B") + choice("C"), rules: str = MATCH, outcomes: str = "",
         after: str = "", before: str = "", identifier: str = "q-1", space: str = V2, shuffle: str = "true",
         attributes: str = "") -> bytes:
    """An item of QTI 2.1; each part can be replaced."""
    return (f'<?xml version="1.0" encoding="UTF-8"?>\n<assessmentItem xmlns="{space}" identifier="{identifier}" '
            f'title="A question" adaptive="false" timeDependent="false"{attributes}>'
            f'<responseDeclaration identifier="RESPONSE" cardinality="{cardinality}" baseType="identifier">{declared}'
            f'</responseDeclaration><outcomeDeclaration identifier="SCORE" cardinality="single" baseType="float"/>'
            f'{outcomes}{before}<itemBody><p>{stem}</p><choiceInteraction responseIdentifier="RESPONSE" '
            f'shuffle="{shuffle}" maxChoices="{most}">{choices}</choiceInteraction></itemBody>{rules}{after}'
            "</assessmentItem>").encode()


def written_out(test: str = CORRECT, points: object = 1, rest: str = "") -> str:
    """Response processing that gives points when a test is met."""
    return (f"<responseProcessing><responseCondition><responseIf>{test}<setOutcomeValue identifier='SCORE'>"
            f"<baseValue baseType='float'>{points}</baseValue></setOutcomeValue></responseIf></responseCondition>{rest}"
            "</responseProcessing>")


def bank(*items: str, section: str = "") -> bytes:
    """A test of QTI 1.2 with these items."""
    return ('<?xml version="1.0" encoding="UTF-8"?><questestinterop xmlns="http://www.imsglobal.org/xsd/ims_qtiasiv1p2">'
            f'<assessment ident="a" title="Quiz"><section ident="root">{section}{"".join(items)}</section></assessment>'
            "</questestinterop>").encode()


def bank_item(rules: str, *, ident: str = "i1", cardinality: str = "Single", labels: str = "abc", facts: str = "",
              stem: str = "Which one?", feedback: str = "", response: str = "") -> str:
    """An item of QTI 1.2; `rules` are its respconditions."""
    options = "".join(f'<response_label ident="{label}"><material><mattext texttype="text/plain">Option {label}'
                      "</mattext></material></response_label>" for label in labels)
    response = response or (f'<response_lid ident="r1" rcardinality="{cardinality}"><render_choice>{options}'
                            "</render_choice></response_lid>")
    return (f'<item ident="{ident}" title="Question"><itemmetadata><qtimetadata>{facts}</qtimetadata></itemmetadata>'
            f'<presentation><material><mattext texttype="text/html">{stem}</mattext></material>{response}'
            '</presentation><resprocessing><outcomes><decvar maxvalue="100" minvalue="0" varname="SCORE" '
            f'vartype="Decimal"/></outcomes>{rules}</resprocessing>{feedback}</item>')


def met(test: str, points: object = 100, more: str = "no", action: str = "Set") -> str:
    """A respcondition of QTI 1.2."""
    return (f'<respcondition continue="{more}"><conditionvar>{test}</conditionvar>'
            f'<setvar action="{action}" varname="SCORE">{points}</setvar></respcondition>')


def equal(name: str) -> str:
    """That this option was chosen."""
    return f'<varequal respident="r1">{name}</varequal>'


def fact(label: str, entry: str) -> str:
    """One labelled entry of the metadata of QTI 1.2."""
    return f"<qtimetadatafield><fieldlabel>{label}</fieldlabel><fieldentry>{entry}</fieldentry></qtimetadatafield>"


def manifest(*resources: str) -> bytes:
    """A manifest with these resources."""
    return (f'<manifest xmlns="{CP}" identifier="m"><organizations/><resources>{"".join(resources)}</resources>'
            "</manifest>").encode()


def resource(href: str, kind: str = "imsqti_item_xmlv2p1", identifier: str = "", inside: str = "") -> str:
    """One resource of a manifest."""
    return (f'<resource identifier="{identifier or href}" type="{kind}" href="{href}">{inside}<file href="{href}"/>'
            "</resource>")


def package(files: dict[str, bytes], listed: bool = True, folder: str = "") -> bytes:
    """A package; its manifest lists every XML file unless there is one in `files`."""
    named = {"imsmanifest.xml": manifest(*map(resource, files))} if listed and "imsmanifest.xml" not in files else {}
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in {**named, **files}.items():
            archive.writestr(folder + name, data)
    return out.getvalue()
