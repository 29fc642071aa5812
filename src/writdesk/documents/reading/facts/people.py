# ruff: noqa: E501 - a pattern is read as one line
"""Who asks and who signs: names, badges, the head of the agency; from labels, titles and signature blocks."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from writdesk.documents.reading.fact import Fact
from writdesk.documents.reading.facts.context import Context
from writdesk.documents.reading.labels import Field
from writdesk.documents.reading.places import Cell, Row

_UPPER = "A-ZÀ-ÖØ-ÞĀŁŚŠŽ"
_LOWER = "a-zß-öø-ÿāąćęłńóśšžźż"
_PART = rf"(?:[{_UPPER}][{_LOWER}]+(?:[-'’][{_UPPER}]?[{_LOWER}]+)*|[{_UPPER}]['’][{_UPPER}][{_LOWER}]+|Mc[A-Z]\w+|Mac[A-Z]\w+|[{_UPPER}]\.|[{_UPPER}]{{2,}}(?:[-'’][{_UPPER}]+)*)"
_LINK = r"(?:bin|binte|binti|de|del|della|da|di|van|von|der|den|la|le|el|al|bte|s/o|d/o|y)"
NAME = rf"{_PART}(?:\s+(?:{_LINK}\s+){{0,2}}{_PART}){{1,4}}(?:,?\s+(?:Jr\.?|Sr\.?|II|III|IV))?"
RANK = (
    r"(?:(?:Supervisory\s+|Patrol\s+|Master\s+|Staff\s+|Station\s+|Field\s+|Police\s+|Senior\s+|Acting\s+|Chief\s+|Deputy\s+|Assistant\s+|First\s+|Lead\s+|Resident\s+|Criminal\s+)*"
    r"(?:Special\s+Agent|Inv\.|Detective(?:\s+(?:Constable|Sergeant|Corporal|Chief|Captain|Inspector|Superintendent|Lieutenant))*|Sergeant|Sgt\.?|Lieutenant|"
    r"Lt\.?|Captain|Capt\.?|Inspector|Insp\.?|Superintendent(?:\s+of\s+Police)?|Constable|Officer|Trooper|Investigator|Agent|"
    r"Corporal|Cpl\.?|Deputy(?:\s+Sheriff)?|Task\s+Force\s+Officer|TFO|DC|DS|DI|DCI|PC|Det\.?(?:\s+Sgt\.?)?|SA|Subinspectora?|"
    r"Inspectora|Comisari[oa]|Kriminal\w+|Analyst|Postal\s+Inspector|Marshal|Ranger|Garda|Examiner|Commissaire|Capitaine|Commandant|Adjudant(?:-chef)?|Brigadier(?:-chef)?|Gendarme|Inspecteur|Hoofdinspecteur|(?:Ober|Haupt)kommissar(?:in)?|Ispettore|Maresciallo|Subinspector|Colonel|Major|Special\s+Investigator))"
)
_OFFICER_TITLE = re.compile(rf"^\W*(?:{RANK})(?:\b|\s|$|,)", re.IGNORECASE)
ATTORNEY = (
    r"(?:(?:Special\s+)?Assistant\s+United\s+States\s+Attorney|(?:Deputy\s+|Assistant\s+)?(?:District|State['’]?s?|County|Prosecuting|"
    r"Commonwealth['’]?s?|City)\s+Attorney|Assistant\s+U\.?S\.?\s+Attorney|AUSA|Trial\s+Attorney|(?:Deputy\s+|Assistant\s+)?Attorney\s+General|"
    r"(?:Specialist\s+|Senior\s+|Crown\s+|Public\s+|Deputy\s+Public\s+|Chief\s+|Federal\s+)*Prosecutor|Procurator\s+Fiscal(?:\s+Depute)?|"
    r"Paralegal|(?:(?:Senior|Principal|Crown|State|Public|Legal)\s+)*Counsel(?!\s+for))"
)
_SIGNING_TITLE = re.compile(
    rf"(?:\bjudge\b|\bjustice\b|magistrate|\bclerk\b|\bregistrar\b|foreperson|\bdirector\b|\bchief\b|commissioner|commander|sheriff|"
    rf"\bhead\s+of\b|agent\s+in\s+charge|\bsignature\b|\bsigned\b|\bpresident\b|inspector-general|\bprosecutor\b|{ATTORNEY}|"
    rf"^\W*{RANK}\b|\bsecretary\b|\bminister\b|\bprocureur\b|magistrad[oa]|staatsanw(?:[aä]|ae)lt|richter|\bjuez\b|\bfiscal\b|superintendent|\bgeneral\b|\btitle\b|"
    rf"\bofficer\b|\bnotary\b|\bJ\.\s?[A-Z]\.(?:\s?[A-Z]\.)?|\bauthori[sz]ed\b)",
    re.IGNORECASE,
)
_HONOUR = re.compile(
    rf"^\s*(?:(?:the\s+)?hon(?:ou?rable|\.)?|mr\.?|mrs\.?|ms\.?|dr\.?|miss|sir|dame|me\.?|judge|magistrate(?:\s+judge)?|s/|/s/|by:?|name:?|signed:?|signature:?|{RANK}|(?:Ilm[oa]\.?\s+)?Sr[a]?\.?|Ilm[oa]\.?)\s+",
    re.IGNORECASE,
)
_NO_PERSON = re.compile(
    r"\b(?:r[eé]publique|fran[cç]aise|minist\w+|rep[uú]blica|bundesrepublik|kingdom|crown|court|united|states|county|district|office|police|department|street|avenue|road|request|records|law|"
    r"enforcement|response|custodian|attachment|exhibit|yours|truly|sincerely|regards|respectfully|order|warrant|subpoena|"
    r"search|seizure|grand|jury|account|user|data|information|republic|kingdom|city|state|north|south|port|dear|"
    r"agency|bureau|service|division|criminal|attorney|clerk|judge|official|legal|process|emergency|disclosure|"
    r"preservation|date|privacy|statement|form|seal|received|copy|page|written|authori[sz]ation|magistrate|"
    r"sworn|translation|certified|filed|task|force|super\w*|letter|rogatory|part|schedule|title|code|number|"
    r"name|badge|telephone|email|re|subject|signature|printed|mutual|assistance|custodian|team|trust|safety|"
    r"new|federal|plaza|courthouse|people|plaintiff|defendant|internet|protocol|conducted|particulars|entry|"
    r"january|february|march|april|may|june|july|august|september|october|november|december|monday|tuesday|"
    r"wednesday|thursday|friday|saturday|sunday|royal|central|national|authority|headquarters|house|building|"
    r"suite|floor|room|block|unit|section|chapter|article|act|treaty|public|penal|procedure|control|operations|"
    r"department|chief|constable|inspector|inc|llc|ltd|pte)\b",
    re.IGNORECASE,
)
_OTHERS = re.compile(
    r"\b(?:witness|victim|complainant|counsel|defendant|suspect|plaintiff|vs?\.|chambers|subject)\b",
    re.IGNORECASE,
)


def clean_name(text: str) -> str:
    """The name without rank, honours and what follows; empty where there is none.

    >>> clean_name("Det. Sgt. Ana M. O'Neil, Badge 4"), clean_name("HON. JOHN DOE"), clean_name("Clerk of Court")
    ("Ana M. O'Neil", 'JOHN DOE', '')
    """
    plain = " ".join(text.split()).strip(" .,;:_-–|*()")
    while (hit := _HONOUR.match(plain)) and hit.end() < len(plain):
        plain = plain[hit.end() :].strip(" .,:")
    found = re.match(NAME, plain)
    if not found:
        return ""
    name = found.group().strip(" ,")
    rest = plain[found.end() :]
    while name and _NO_PERSON.search(name):
        return ""
    if (
        rest
        and re.match(r"\s*[\w@]", rest)
        and not re.match(rf"\s+(?:{RANK}|{ATTORNEY})", rest, re.IGNORECASE)
    ):
        return ""
    return name


@dataclass(frozen=True, slots=True)
class Signature:
    """A name over a title at the end of a paper."""

    name: str
    title: str
    start: int
    end: int


def signatures_of(context: Context) -> list[Signature]:
    """The signature blocks of a paper, from top to bottom; what a label calls a signature first."""
    found = [each for field in context.labelled("signature") for each in _labelled_signature(context, field)]
    rows = context.paper.rows
    for number, row in enumerate(rows):
        for cell in row.cells:
            signature = _in_one_line(context, cell) or _over_title(context, rows, number, cell)
            if signature and not any(signature.name.lower() == other.name.lower() for other in found):
                found.append(signature)
    return found or list(_after_greeting(context))


def _labelled_signature(context: Context, field: Field) -> Iterator[Signature]:
    name = clean_name(re.split(r"\s{2,}|[,;(|]", field.value)[0])
    at = context.text.find(field.value) if name else -1
    if at >= 0:
        yield Signature(name, field.label, at, at + len(field.value))


def _in_one_line(context: Context, cell: Cell) -> Signature | None:
    """ "Anna Bell, Clerk of the Court"."""
    name, comma, title = cell.text.partition(",")
    if not comma or len(cell.text) > 90 or not _SIGNING_TITLE.search(title) or re.search(r"\d|@", title):
        return None
    if re.search(rf"\b{ATTORNEY}", title, re.IGNORECASE) and title.count(","):
        return None
    return _signature(context, clean_name(name), title.strip(), cell)


def _over_title(context: Context, rows: tuple[Row, ...], number: int, cell: Cell) -> Signature | None:
    if not 2 <= len(cell.words) <= 7 or re.search(r"[\d@:]", cell.text):
        return None
    name = clean_name(cell.text) or _bench_name(cell.text)
    if not name:
        return None
    title = _title_under(rows, number, cell, name)
    return _signature(context, name, title, cell) if title else None


_BENCH = re.compile(
    rf"(?:(?:His|Her)\s+Honou?r\s+Judge|HHJ|(?:District|Circuit|Deputy)?\s*Judge|(?:Mr|Mrs|Ms|Lord|Lady)\s+Justice|Justice\s+of\s+the\s+Peace|Sheriff)\s+{_PART}(?:\s+{_PART})?$"
)


def _bench_name(text: str) -> str:
    """A judge who signs as judges do, with the family name alone."""
    plain = " ".join(text.split())
    return plain if _BENCH.match(plain) else ""


def _title_under(rows: tuple[Row, ...], number: int, cell: Cell, name: str) -> str:
    """The line under a name (or under its repetition in print) that is a title."""
    last = cell
    for row in rows[number + 1 : number + 4]:
        if row.page != rows[number].page:
            return ""
        under = next((each for each in row.cells if _is_under(each, last)), None)
        if under is None:
            continue
        if clean_name(under.text).lower() == name.lower() or not under.text.strip("_.- "):
            last = under
            continue
        is_title = (
            len(under.words) <= 12 and _SIGNING_TITLE.search(under.text) and not is_sentence(under.text)
        )
        return under.text if is_title else ""
    return ""


def is_sentence(text: str) -> bool:
    """Whether a line is running text instead of a title."""
    return (
        bool(re.search(r"\b(?:is|are|was|will|shall|has|have|be|that|which|you|we|please)\b", text))
        or len(text) > 80
    )


def _is_under(cell: Cell, above: Cell) -> bool:
    near = cell.top - above.bottom < 2.2 * max(above.height, cell.height)
    shared = min(cell.right, above.right) - max(cell.left, above.left)
    return near and (shared > 0.3 * min(cell.right - cell.left, above.right - above.left))


def _signature(context: Context, name: str, title: str, cell: Cell) -> Signature | None:
    if not name:
        return None
    at = _place(context, cell)
    return Signature(name, title, at, at + len(cell.text)) if at >= 0 else None


def _place(context: Context, cell: Cell) -> int:
    """Where a cell's words stand in the flow."""
    if not cell.words:
        return -1
    first = cell.words[0]
    return next((mark.start for mark in context.paper.flow.marks if mark.word is first), -1)


def _after_greeting(context: Context) -> Iterator[Signature]:
    greeting = re.compile(
        r"(?:sincerely(?:\s+yours)?|(?:very\s+)?(?:truly|respectfully)(?:\s+(?:yours|submitted))?|yours\s+(?:faithfully|sincerely|truly)|"
        r"(?:kind|best|with)?\s*regards|so\s+ordered|signed[^\n]{0,60})[,.]?\s*[\n\ue000\s]+(?P<line>[^\n\ue000]+)",
        re.IGNORECASE,
    )
    for hit in greeting.finditer(context.text):
        name = clean_name(re.sub(r"^name\s*:\s*", "", hit["line"].strip(), flags=re.IGNORECASE))
        if name:
            yield Signature(name, "", hit.start("line"), hit.end("line"))


def read_signers(context: Context, signatures: list[Signature]) -> Iterator[Fact]:
    """Who signed: the last block on the pages that are the paper itself."""
    usable = [each for each in signatures if not _is_of_others(context, each)]
    best = _likeliest(usable)
    for each in usable:
        fact = context.paper.fact("signed_by", each.name, each.start, each.end, because=each.title)
        yield fact if each is best else fact.offered("another name stands in the paper's signature, too")


def _likeliest(signatures: list[Signature]) -> Signature | None:
    for pattern in (
        r"\bjudge\b|magistrate|justice|clerk|foreperson|signature|registrar|magistrad|juez",
        r".",
    ):
        for each in signatures:
            if re.search(pattern, each.title, re.IGNORECASE):
                return each
    return signatures[-1] if signatures else None


def _is_of_others(context: Context, signature: Signature) -> bool:
    """The head of a paper names people, too: its sheriff, its attorney."""
    line_start = context.text.rfind("\n", 0, signature.start) + 1
    return bool(_OTHERS.search(context.text[line_start : signature.start]))


def read_officers(context: Context, signatures: list[Signature]) -> Iterator[Fact]:
    """The officer who asks: by label, by a sentence that names the rank, or as who signs with a rank."""
    found = [*_labelled_officers(context), *_officers_in_prose(context)]
    if not found:
        found = [
            context.paper.fact("officer_name", each.name, each.start, each.end, because=each.title)
            for each in signatures
            if _OFFICER_TITLE.match(each.title)
            or re.search(rf"^\W*{ATTORNEY}", each.title, re.IGNORECASE)
            or re.search(r"signature\s+of\s+(?:the\s+)?(?:requesting\s+)?officer", each.title, re.IGNORECASE)
        ]
    if not found:
        # One who signs a letter to a provider with a name alone has written it.
        found = [
            context.paper.fact("officer_name", each.name, each.start, each.end)
            for each in signatures
            if not each.title
        ]
    names: list[str] = []
    for fact in _in_full_first(found):
        if fact.value.lower() in names:
            continue
        yield fact if not names else fact.offered("another officer is named, too")
        names.append(fact.value.lower())


def _in_full_first(found: list[Fact]) -> list[Fact]:
    """A name with an initial gives way to the same family name written out."""
    if not found or not re.match(r"[A-Z]\.\s", found[0].value):
        return found
    family, initial = found[0].value.split()[-1], found[0].value[0]
    full = [each for each in found[1:] if each.value.split()[-1] == family and each.value[0] == initial]
    return [*full[:1], *(each for each in found if each not in full[:1] + found[:1])] if full else found


def _is_after_bench(context: Context, field: Field) -> bool:
    """Whether a bare "Name:" stands beneath a judge's title."""
    at = context.text.find(field.value)
    above = context.text[max(0, at - 60) : max(0, at)]
    is_bench = re.search(r"\b(?:judge|magistrate|justice|clerk)\b", above, re.IGNORECASE)
    return bool(is_bench) and field.label.lower() in {"name", "printed name", "full name"}


def _labelled_officers(context: Context) -> Iterator[Fact]:
    for field in context.labelled("officer", "sender"):
        value = re.sub(r"^(?:\([^)]*\)\s*)", "", field.value)
        name = clean_name(re.split(r"\s*[,;(/|]|\s{2,}|\s+[-–]\s+", value)[0]) or clean_name(value)
        if name and _is_after_bench(context, field):
            continue
        if name and not re.match(r"(?:submitted|prepared|made|sent)\s+by", field.label, re.IGNORECASE):
            yield field.fact(context.paper, "officer_name", name, name)


_PROSE = (
    re.compile(rf"(?P<name>{NAME})\s*,\s*(?P<rank>{RANK}|{ATTORNEY})\b(?!\s+in\s+charge)"),
    re.compile(rf"\b(?P<rank>{RANK})\s+(?P<name>{NAME})(?=[\s,.;:()\ue000]|$)"),
    re.compile(
        rf"\b(?:officer\s+in\s+the\s+case\s+is|whose\s+contact\s+is|contact\s+is|contact|attention(?:\s+of)?)\s+(?P<name>(?:{RANK}\s+)?{NAME})"
    ),
    re.compile(rf"(?P<name>{NAME})\s*,\s*(?:[A-Z]\w+\s+){{0,3}}(?P<rank>{RANK})\s*,?\s+(?:of|with)\s+the\b"),
    re.compile(
        rf"\b(?:I\s+am|I,|[Mm]y\s+name\s+is|(?:write|reply|respond|address(?:ed)?)\s+to)\s+(?P<name>(?:{RANK}\s+)?{NAME})(?=\s*[,.(])"
    ),
    # "by Ann Bell, Elm Police Department, ID #12".
    re.compile(
        rf"(?P<name>{NAME})\s*,\s*(?P<rank>(?:[A-Z][\w’'.\-]*\s+){{1,5}}(?:Police|Department|Office|Bureau|Agency|Service|Division|Constabulary))\s*,?\s*\(?(?:ID|[Bb]adge|[Ss]hield|[Ss]tar|[Ss]erial|[Ss]ervice\s+[Nn]o)\b"
    ),
    re.compile(rf"\b(?P<rank>{ATTORNEY}|ADA|DDA|DAG|SAUSA)\s+(?P<name>{NAME})(?=[\s,.;:()\ue000]|$)"),
    # The head of a pleading: the attorney who files it.
    re.compile(rf"(?P<name>{NAME})\s*,?\s*\(?(?P<rank>(?:State\s+)?Bar)\s+(?:No\.?|Number|\#)"),
    # A block under a name: "Ann Bell | Inspector | Badge 12".
    re.compile(rf"(?P<name>{NAME})\s*[|·•/]\s*(?P<rank>(?:{RANK}|{ATTORNEY}))\b"),
)


def _officers_in_prose(context: Context) -> Iterator[Fact]:
    text = context.text
    found = []
    for pattern in _PROSE:
        for hit in pattern.finditer(text):
            name = clean_name(hit["name"])
            before = text[max(0, hit.start() - 60) : hit.start()]
            if not name or _is_not_who_asks(before, has_title="rank" in hit.groupdict()):
                continue
            found.append((hit.start("name"), name, hit.end("name"), _closeness(text, hit.end())))
    # Who is named with an address to write to stands before who only signs.
    for start, name, end, _ in sorted(found, key=lambda each: (-each[3], each[0])):
        yield context.paper.fact("officer_name", name, start, end)


_NOT_WHO_ASKS = re.compile(
    r"\b(?:witness|victim|counsel)\.?\s*$|\b(?:supervisor|superior|commander|colleague|partner)\b[^.]{0,30}$",
    re.IGNORECASE,
)


def _is_not_who_asks(before: str, *, has_title: bool) -> bool:
    """Whether the words before a name make it another's: a witness's, a superior's."""
    if _NOT_WHO_ASKS.search(before):
        return True
    return not has_title and bool(re.search(r"\b(?:mr|mrs|ms)\.?\s*$", before, re.IGNORECASE))


def _closeness(text: str, place: int) -> int:
    near = text[place : place + 220]
    return int(bool(re.search(r"@\w", near))) + int(bool(re.search(r"\d{3}.?\s?\d{4}", near)))


_HEAD = re.compile(
    r"\bhead\s+of\s+(?:the|this)\s+(?:agency|department|police|authority|force)|\bhead\s+of\s+agency|written\s+authori[sz]ation|"
    r"\bI\s+authori[sz]e\b|\bagency\s+head\b",
    re.IGNORECASE,
)


def read_heads(context: Context, signatures: list[Signature]) -> Iterator[Fact]:
    """The head of the agency who signs the written authorisation."""
    for field in context.labelled("head_of_agency"):
        name = clean_name(re.split(r"\s*[,;(|]|\s{2,}", field.value)[0])
        if name:
            yield field.fact(context.paper, "head_of_agency", name, name)
            return
    said = _HEAD.search(context.text)
    if not said:
        return
    for each in signatures:
        is_head = re.search(
            r"chief|director|commissioner|sheriff|inspector-general|head|commander|superintendent",
            each.title,
            re.IGNORECASE,
        )
        if each.start > said.start() and is_head:
            yield context.paper.fact("head_of_agency", each.name, each.start, each.end, because=each.title)
            return
