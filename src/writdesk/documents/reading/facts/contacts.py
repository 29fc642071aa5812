"""How to reach the officer: address for mail, telephone with its extension, street, P.O. box.

A paper holds other people's addresses, too: the provider's, a witness's, the clerk's. Each candidate is
weighed by what stands around it; one that does not stand out is offered.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from writdesk.documents.reading.fact import Fact
from writdesk.documents.reading.facts.context import Context
from writdesk.documents.reading.facts.identifiers import addresses_in
from writdesk.documents.reading.facts.telephones import Telephone, telephones_in
from writdesk.documents.reading.labels import Field

EMAIL = re.compile(r"(?<![\w.+\-@/])[\w.+\-]+@\s?[\w\-]+(?:\s?\.\s?[\w\-]+)*\.[a-zA-Z]{2,12}(?![\w@])")
_ACCOUNT = re.compile(
    r"registered\s+(?:with|to|under|for)|account\s+(?:of|with|holder)|associated\s+with|subscriber\s+(?:of|e-?mail)|user\s+of",
    re.IGNORECASE,
)
_OTHERS = re.compile(
    r"\b(?:witness|victim|complainant|counsel|chambers|filing|support|questions?\s+about|your\s+(?:compliance|records|office)|"
    r"on\s+file|previous|secretary\s+of\s+state|fax|facsimile|main|switchboard|parent|mother|father|(?<!\.)example|press|media|enquiries|complaints?|supervisor|ombudsman|listing\s+office)\b",
    re.IGNORECASE,
)
_OFFICER = re.compile(
    r"\b(?:officer|agent|det\.?|inv\.?|sgt\.?|detective|investigator|inspector|sergeant|constable|attorney|prosecutor|contact|reach\s+me|call\s+me|"
    r"deliver(?:ed)?\s+to|sent\s+by\s+electronic\s+mail|at\s+my|direct|sincerely|yours|regards|badge|shield|e-?mail:|phone:|tel|(?:may|can|please)\s+(?:call|telephone|reach|write\s+to)|return\s+to)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class _Candidate:
    value: str
    start: int
    end: int
    weight: int
    is_account: bool = False


def read_contacts(context: Context, officers: list[str]) -> Iterator[Fact]:
    """Officer's e-mail and telephone; e-mails and telephones of accounts."""
    yield from _emails(context, officers)
    yield from _phones(context, officers)


def _emails(context: Context, officers: list[str]) -> Iterator[Fact]:
    candidates = []
    for hit in EMAIL.finditer(context.text):
        value = re.sub(r"\s+", "", hit.group()).lower().rstrip(".")
        weight = _weight(context, hit.start(), hit.end()) + 3 * _is_like(value.partition("@")[0], officers)
        is_account = _is_account(context, hit.start(), value, ("account_email",), ("email",))
        if re.match(r"(?:press|media|info|complaints?|listing|support|webmaster|noreply|no-reply)@", value):
            weight -= 5
        candidates.append(_Candidate(value, hit.start(), hit.end(), weight, is_account))
    for field in context.labelled("officer_email"):
        for hit in EMAIL.finditer(field.value):
            value = re.sub(r"\s+", "", hit.group()).lower()
            candidates = [
                _Candidate(each.value, each.start, each.end, each.weight + 4 * (each.value == value), False)
                if each.value == value
                else each
                for each in candidates
            ]
    yield from _chosen(context, candidates, "officer_email", "identifier.email", least=1)


def _is_like(local: str, officers: list[str]) -> bool:
    """Whether an address's local part is made of an officer's name."""
    parts = {part.lower() for name in officers for part in re.findall(r"[^\W\d_]{3,}", name)}
    plain = _ascii(local.lower())
    return any(_ascii(part) in plain for part in parts)


def _ascii(text: str) -> str:
    import unicodedata

    return "".join(sign for sign in unicodedata.normalize("NFKD", text) if not unicodedata.combining(sign))


def _phones(context: Context, officers: list[str]) -> Iterator[Fact]:
    candidates = []
    for phone in telephones_in(context.text, region=_region(context)):
        weight = _weight(context, phone.start, phone.end) + _label_weight(context, phone)
        digits = re.sub(r"\D", "", phone.e164)[-7:]
        if any(digits in re.sub(r"\D", "", field.value) for field in context.labelled("officer_phone")):
            weight += 5
        is_account = _is_account(context, phone.start, phone.e164, ("account_phone",), ("phone",))
        candidates.append(_Candidate(phone.value, phone.start, phone.end, weight, is_account))
    yield from _chosen(context, candidates, "officer_phone", "identifier.phone", least=1)


def _region(context: Context) -> str | None:
    if context.is_american:
        return "US"
    return {
        "Singapore": "SG", "United Kingdom": "GB", "India": "IN", "Ireland": "IE", "Australia": "AU",
        "Canada": "CA", "New Zealand": "NZ", "Malaysia": "MY", "Germany": "DE", "France": "FR", "Spain": "ES",
    }.get(context.country or "")  # fmt: skip


def _label_weight(context: Context, phone: Telephone) -> int:
    before = context.text[max(0, phone.start - 30) : phone.start]
    if len(own := before.rpartition("\n")[2].strip()) > 2:
        before = own
    if re.search(r"\bfax|facsimile|main\s*$|main\W{0,3}$", before, re.IGNORECASE):
        return -6
    return (
        2
        if re.search(r"\b(?:tel|telephone|phone|direct|mobile|cell)\b[^\n]{0,12}$", before, re.IGNORECASE)
        else 0
    )


def _weight(context: Context, start: int, end: int) -> int:
    """How much speaks for the officer: what stands in the sentence before, in the block, and who is named."""
    sentence = context.sentence_at(start)
    before = context.text[max(sentence.start, start - 160) : start]
    block_start, _ = context.block_at(start)
    near = context.text[max(block_start, start - 240) : start]
    weight = 0
    if context.is_addressee(start):
        weight -= 6
    if _OTHERS.search(before) or _OTHERS.search(
        re.sub(r"\b(?:fax|facsimile)\b.*", "", context.text[end : end + 25])
    ):
        weight -= 4
    if _OFFICER.search(near):
        weight += 2
    if _OFFICER.search(before):
        weight += 1
    # Signatures and contacts stand at the end.
    return weight + (1 if start > 0.5 * len(context.text) else 0)


def _is_account(
    context: Context, start: int, value: str, sure: tuple[str, ...], maybe: tuple[str, ...]
) -> bool:
    digits = re.sub(r"\D", "", value)[-7:]
    for field in context.labelled(*sure):
        if value in field.whole.lower() or (digits and digits in re.sub(r"\D", "", field.whole)):
            return True
    before = context.text[max(0, start - 220) : start]
    own = context.text[max(context.sentence_at(start).start, start - 160) : start]
    if re.search(
        r"\baccounts?\b[^.;]{0,60}\b(?:registered|opened|created|associated)\s+(?:to|with|under|by|for|on)\b.{0,110}$",
        own,
        re.IGNORECASE | re.DOTALL,
    ) and not _OFFICER.search(own[-60:]):
        return True
    return bool(re.search(rf"(?:{_ACCOUNT.pattern})[^.\n]{{0,30}}[:\s]*$", before, re.IGNORECASE)) or (
        _is_in_account_table(context, start, maybe)
    )


def _is_in_account_table(context: Context, start: int, keys: tuple[str, ...]) -> bool:
    """A form's inner table under "for the account registered with:"."""
    lead = context.text[max(0, start - 260) : start]
    hit = re.search(
        r"account\s+registered\s+with\s*:|accounts?\s+(?:registered|identified|associated)[^.]{0,60}:",
        lead,
        re.IGNORECASE,
    )
    return (
        bool(hit) and not re.search(r"\b(?:officer|signature|badge)\b", lead[hit.end() :], re.IGNORECASE)
        if hit
        else False
    )


def _chosen(
    context: Context, candidates: list[_Candidate], name: str, account_name: str, *, least: int
) -> Iterator[Fact]:
    seen: set[str] = set()
    for each in candidates:
        if each.is_account and each.value not in seen:
            seen.add(each.value)
            yield context.paper.fact(account_name, each.value, each.start, each.end)
    rest = sorted((each for each in candidates if each.value not in seen), key=lambda each: -each.weight)
    for order, each in enumerate(rest):
        if each.value in seen:
            continue
        seen.add(each.value)
        fact = context.paper.fact(name, each.value, each.start, each.end)
        if order == 0 and each.weight >= least:
            yield fact
        elif each.weight > -4:
            yield fact.offered("another one in the paper may be the officer's")


_US_ADDRESS = re.compile(
    r"(?P<address>(?:\d{1,6}[A-Z]?|One|Two|Three)\s+[A-Z0-9][^\n@:;|]{3,70}?(?:,?[\s\n]+[^\n@:;|]{2,60}?){0,3}?,?\s+"
    r"(?:[A-Z]{2}|(?:[A-Z][a-z]+)(?:\s[A-Z][a-z]+)?)\s+\d{5}(?:-\d{4})?)(?!\d)"
)
_STREET = re.compile(
    r"\b(?:street|st\.|avenue|ave\.|road|rd\.|drive|dr\.|boulevard|blvd|lane|way|plaza|square|court|place|parkway|highway|walk|link|row|terrace|#\d\d-\d\d|wharf|quay)(?:\W|$)",
    re.IGNORECASE,
)
_POSTCODE = re.compile(
    r"^(?P<address>(?=[^\n]*,)[^\n@]{10,120}?\b(?:[A-Z]{1,2}\d[A-Z\d]?\s?\d[A-Z]{2}|[A-Z]\d[A-Z]\s?\d[A-Z]\d|Singapore\s+\d{6}|[A-Z][a-z]+\s+\d{4,6}))\s*$",
    re.MULTILINE,
)
_COMPANYS = re.compile(r"\b(?:Inc|LLC|Ltd|General\s+Counsel|Registered\s+Agents?|Custodian)\b", re.IGNORECASE)
_SAID = re.compile(
    r"(?:postal|mailing|street|office|business)\s+address\s+(?:of\s+the\s+officer\s+)?is\s+(?P<address>[^\n](?:[^.]|\.(?=\w)){10,160}?)(?:\.\s|\.$|\s*\ue000)",
    re.IGNORECASE,
)
_PO_BOX = re.compile(
    r"\b(?P<box>(?:P\.?\s?O\.?|Post(?:al)?\s+Office|Private|Postal)\s*(?:Box|Bag)\s+[A-Z]?\d[\w\-]*|(?-i:\bB\.?P\.?|\bApartado|\bPostfach|\bCasella\s+Postale)\s+\d[\w\-]*)",
    re.IGNORECASE,
)


def read_addresses(context: Context, *, is_foreign: bool = False) -> Iterator[Fact]:
    """The officer's street address and P.O. box, not the provider's.

    On a request of another state the head of the paper is the authority's, seldom the officer's.
    """
    for fact in _first_certain(list(_addresses(context))):
        yield (
            fact.offered("the address of the authority that asks")
            if is_foreign and not fact.because
            else fact
        )
    yield from _first_certain(list(_boxes(context)))


def _first_certain(facts: list[Fact]) -> Iterator[Fact]:
    seen: set[str] = set()
    for fact in facts:
        key = re.sub(r"\W", "", fact.value.lower())
        if key not in seen:
            yield fact if not seen else fact.offered("another address stands in the paper, too")
            seen.add(key)


def _addresses(context: Context) -> Iterator[Fact]:
    for field in context.labelled("address"):
        found = _labelled_address(context, field)
        if found:
            yield found
    for hit in _SAID.finditer(context.text):
        value = one_line(hit["address"])
        yield context.paper.fact("officer_address", value, hit.start("address"), hit.end("address"))
    for hit in _POSTCODE.finditer(context.text):
        if not (
            _is_providers(context, hit.start())
            or _OTHERS.search(hit["address"])
            or re.search(r"\b(?:Act|Code|Rules|Ordinance|Law)\b", hit["address"])
        ):
            yield context.paper.fact("officer_address", one_line(hit["address"]), hit.start(), hit.end())
    hits = [hit for hit in _US_ADDRESS.finditer(context.text) if _STREET.search(hit["address"])]
    for hit in hits:
        if not _is_providers(context, hit.start()) and not _COMPANYS.search(hit["address"]):
            value = one_line(hit["address"])
            yield context.paper.fact("officer_address", value, hit.start(), hit.end())


def _is_providers(context: Context, place: int) -> bool:
    sentence = context.sentence_at(place)
    before = context.text[max(sentence.start, place - 200) : place]
    return context.is_addressee(place) or bool(
        re.search(r"\b(?:place|premises|headquartered|located|courthouse|appear)\b", before, re.IGNORECASE)
    )


def _labelled_address(context: Context, field: Field) -> Fact | None:
    lines = [field.first.text]
    for line in field.more:
        if EMAIL.search(line.text) or re.search(r"\b(?:tel|phone|fax|e-?mail)\b", line.text, re.IGNORECASE):
            break
        if not lines[-1].rstrip().endswith(",") and re.search(
            r"\d{5}(?:-\d{4})?\s*$|\b[A-Z]{1,2}\d[A-Z\d]?\s\d[A-Z]{2}$", lines[-1]
        ):
            break
        lines.append(line.text)
    value = one_line("\n".join(lines))
    is_address = re.search(r"\d", value) or _STREET.search(value)
    if not is_address or EMAIL.search(value) or any(addresses_in(value)) or len(value) < 8:
        return None
    return field.fact(context.paper, "officer_address", value, lines=len(lines))


def one_line(written: str) -> str:
    """An address on one line, its parts set apart by commas.

    >>> one_line("12 Quay Street\\nHarbor, CA 90000")
    '12 Quay Street, Harbor, CA 90000'
    """
    lines = [" ".join(line.split()).strip(" ,") for line in re.split(r"\n|\ue000|[|·•]", written)]
    return ", ".join(line for line in lines if line)


def _boxes(context: Context) -> Iterator[Fact]:
    for hit in _PO_BOX.finditer(context.text):
        if not context.is_addressee(hit.start()):
            yield context.paper.fact("po_box", " ".join(hit["box"].split()), hit.start(), hit.end())
