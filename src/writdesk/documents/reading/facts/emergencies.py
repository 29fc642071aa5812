"""The statement of an emergency: who is in danger, what harm, why now, what is asked, what else there is."""

from __future__ import annotations

import re
from collections.abc import Iterator

from writdesk.documents.reading.fact import Fact
from writdesk.documents.reading.facts.context import Context
from writdesk.documents.reading.paper import BREAK, tidy

_NAMES = {
    "person_in_danger": "emergency.person_in_danger",
    "emergency_nature": "emergency.nature",
    "emergency_why": "emergency.why_necessary",
    "emergency_information": "emergency.specific_information_requested",
    "emergency_other": "emergency.other_circumstances",
}
_HARMS: tuple[tuple[str, str], ...] = (
    ("death", r"danger\s+of\s+death|\bdeath\b|loss\s+of\s+life"),
    ("serious_physical_injury", r"serious\s+(?:physical|bodily)\s+injury"),
    ("imminent_harm_to_child", r"(?:imminent\s+)?harm\s+to\s+a\s+(?:child|minor)"),
    ("life_health_safety", r"life,\s+health\s*,?\s+(?:or|and)\s+safety"),
)
_TICK = r"(?:X|x|☒|☑|\[\s*[xX✓✔]\s*\]|✓|✔)"
_IS_TICKED = re.compile(rf"(?:^|[\s(\[]){_TICK}\s*$")
# How far a box may stand from the harm that it offers.
_BOX_REACH = 250
_ACCOUNT_ONLY = re.compile(
    r"(?<=[.!])\s+(?=(?:The|This|His|Her|Their|Our)\s+(?:\w+\s+)?"
    r"(?:account|user\s?name|profile)\s+(?:is|are)\b)"
)
_EMPTY = {"", "-", "—", "–", "none", "n/a", "na", "nil", "not applicable", "none."}


def read_emergency(context: Context) -> Iterator[Fact]:
    """The statement's parts by their labels, and the harm."""
    seen: set[str] = set()
    for field in context.labelled(*_NAMES):
        name = _NAMES[field.key]
        value = tidy(re.sub(r"^\W*\*\s*", "", field.whole))
        if field.key == "emergency_information":
            # The sentence that only says which account is meant asks for nothing.
            value = _ACCOUNT_ONLY.split(value)[0]
        if value.lower() in _EMPTY or name in seen or re.fullmatch(r"[_.\s]+", value) or len(value) < 4:
            continue
        seen.add(name)
        yield field.fact(context.paper, name, value, lines=1 + len(field.more))
    yield from _harms(context)


def _harms(context: Context) -> Iterator[Fact]:
    """What is ticked; where there are no boxes, what the paper states."""
    ticked: set[str] = set()
    for flow in (context.paper.flow, context.paper.by_rows):
        # A box's words may run on in the next row of a form; places stay, because one sign stands for one.
        text = flow.text.replace(BREAK, " ")
        for name, hit in _hits(text):
            if name not in ticked and _IS_TICKED.search(text[max(0, hit.start() - 6) : hit.start()]):
                ticked.add(name)
                yield context.paper.fact("emergency.harm", name, hit.start(), hit.end(), flow=flow)
    if ticked or _has_boxes(context):
        return
    said: set[str] = set()
    for name, hit in _hits(context.text):
        if name not in said and _is_stated(context, hit):
            said.add(name)
            yield context.paper.fact("emergency.harm", name, hit.start(), hit.end())


def _hits(text: str) -> Iterator[tuple[str, re.Match[str]]]:
    for name, pattern in _HARMS:
        for hit in re.finditer(rf"(?:danger\s+of\s+|imminent\s+)?(?:{pattern})", text, re.IGNORECASE):
            yield name, hit


def _has_boxes(context: Context) -> bool:
    """Several harms side by side are a form's choice, not a statement."""
    flat = re.sub(r"\s+", " ", context.text)
    for hit in re.finditer(_HARMS[0][1], flat, re.IGNORECASE):
        near = flat[hit.start() : hit.start() + 160]
        if sum(bool(re.search(pattern, near, re.IGNORECASE)) for _, pattern in _HARMS) >= 2:
            return True
    places = [place.start() for place in re.finditer("☐", context.text)]
    return any(abs(place - hit.start()) < _BOX_REACH for place in places for _, hit in _hits(context.text))


def _is_stated(context: Context, hit: re.Match[str]) -> bool:
    sentence = context.sentence_at(hit.start()).text
    is_law = re.search(
        r"2702|in\s+good\s+faith|believes?\s+that\s+an?\s+emergency|involving\s+danger",
        sentence,
        re.IGNORECASE,
    )
    return not is_law
