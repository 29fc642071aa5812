# ruff: noqa: E501 - a pattern is read as one line
"""Which data a paper asks for: the categories named in what it demands, not in what it tells."""

from __future__ import annotations

import re
from collections.abc import Iterator

from writdesk.documents.reading.fact import Fact
from writdesk.documents.reading.facts.context import Context

_CATEGORIES: tuple[tuple[str, str], ...] = (
    ("subscriber_information", r"subscriber(?:'s|’s)?(?:\s+(?:information|records?|data|names?|details?|account))|basic\s+subscriber|subscriber\s+information|"
     r"account\s*-?holder(?:'s|’s)?\s+(?:information|details?|names?|data|identity|records?)|(?:account\s+)?registration\s+(?:details|particulars|information|data|name|records?)|particulars\s+of\s+registration|names?,\s*(?:street\s+|e-?mail\s+)?address|"
     r"name,\s+(?:date|tele|phone|e-?mail|user)|registration\s+name|(?:e-?mail|telephone|phone)(?:\s+(?:address|number))?\s+(?:given|provided|used|registered|on)\s+(?:at|on|for|the)|"
     r"(?:names?|identity|data|details|particulars)\s+of\s+(?:the\s+)?(?:subscriber|holder|user|owner|account\s+holder|person\s+who\s+(?:opened|registered|created))|who\s+(?:opened|registered|created|owns)\s+(?:it|the\s+account|this\s+account)|identif(?:y|ies)\s+the\s+(?:account\s+)?(?:holder|user|subscriber|owner)|given\s+(?:on|at|upon)\s+registration|billing\s+(?:records|information|details)|(?:titular|titulaire)|subscriber['’]s\s+name|(?:identity|contact|personal)\s+(?:and\s+\w+\s+)?details|identity\s+of\s+(?:whoever|the\s+person)|means\s+(?:and\s+source\s+)?of\s+payment|"
     r"(?:telephone|phone)\s+numbers?(?:\s+and\s+|,\s*)e-?mail|e-?mail\s+address(?:es)?(?:\s+and\s+|,\s*)(?:tele)?phone|(?:tele)?phone\s+number\s+(?:on|of|for|behind)\s+the\s+account|account\s+information"),
    ("log_data", r"\bI\.?P\.?\s*-?\s*(?:address(?:es)?|logs?|data|history|records?)|internet\s+protocol|log-?\s?in\s+(?:records?|history|logs?|times?|data|IP)|login\s+(?:records?|history|logs?|times?|data|IP)|\blogs?\b(?!\s*-?in\b)|log\s+(?:files?|data)|"
     r"connection\s+(?:records?|logs?|data)|access\s+logs?|session\s+(?:times?|logs?|records?|durations?)|device\s+(?:identifiers?|information|ids?)|registros\s+de\s+conexi[oó]n|records\s+of\s+log-?\s?ins?|(?:log|sign)-?\s?ins?\b"),
    ("video_content", r"(?<![/\w.])videos?\b(?!/)(?!\s*(?:link|url|at\b|is\b|id\b|:))(?!\s*above\s+is)|video\s+content|contents?\s+of\s+(?:all\s+)?(?:communications|posts|videos)|photographs?|\bposts\b(?!\s+office)|uploaded\s+content|images"),
    ("user_interactions", r"(?:direct|private|instant)\s+messages?|\bDMs\b|(?:the|all|every|any)\s+messages?\b|correspondence|messages\s+(?:sent|exchanged|between)|\bcomments?\b(?=\s+(?:made|on|and|or|left|posted|under|of|sent)|[,;.)\s]*$|,)|\bcomments\b|\blikes\b|interactions|followers\b|accounts\s+followed|chats?\b"),
)  # fmt: skip
_PATTERNS = tuple((name, re.compile(pattern, re.IGNORECASE)) for name, pattern in _CATEGORIES)
_DEMANDS = re.compile(
    r"\b(?:produced?|disclosed?|provided?|furnish(?:ed)?|preserved?|bring|obtain|deliver|seized?|inspect(?:ed)?|renew(?:ed|al)?|extend(?:ed)?|continue|transmit(?:ted)?|communicate|retain(?:ed)?|release|identify|send|give|supply|supplied|surrender|search|compel|cause|request(?:ed|s|ing)?|"
    r"require[ds]?|ask|asked|seek|facilite|hand\s+over|turn\s+over|make\s+available|records?\s+preserved|records\s+(?:and\s+other\s+information\s+)?to\s+be)\b",
    re.IGNORECASE,
)
_NOT_ASKED = re.compile(
    r"\b(?:not\s+(?:sought|requested|asked|seek|required|include)|no\s+content|does\s+not\s+(?:seek|require|include)|other\s+than|excluding|"
    r"except(?:ing)?|without\s+(?:the\s+)?contents?|is\s+not\s+sought)\b",
    re.IGNORECASE,
)
_TOLD = re.compile(
    r"\b(?:(?:he|she|they|user|girl|boy|suspect|has|had|who)\s+(?:\w+\s+)?posted|told|threatened|announced|uploaded\s+a|(?<!the\s)said|reported|deliver(?:ed)?\s+(?:the\s+information\s+)?to|contact\s+me|questions?|"
    r"is\s+being|has\s+been|was\s+(?:used|posted)|notify|may\s+be\s+(?:sent|reached|delivered))\b",
    re.IGNORECASE,
)
# What speaks to the provider outright, whatever else the sentence tells.
_STRONGLY = re.compile(
    r"you\s+are\b.{0,60}\b(?:commanded|ordered|requested|required|directed|summoned|asked)|I\s+(?:specifically\s+)?request|\b(?:we|I)\s+(?:hereby\s+|respectfully\s+|therefore\s+)*(?:request|ask|seek|require)\b|"
    r"\bplease\s+(?:also\s+)?(?:produce|provide|preserve|disclose|send|furnish|retain|keep|renew|extend|give|supply)|\b(?:shall|must|is\s+ordered\s+to|are\s+ordered\s+to)\b[^;]{0,80}\b(?:furnish|produce|disclose|provide|deliver|preserve|hand\s+over)",
    re.IGNORECASE | re.DOTALL,
)
# A schedule's heading with its list behind it: "Schedule 2: The material for May: (i) ...".
_HEADED = re.compile(
    r"^\W*(?:(?:part|section|schedule|attachment|annex|appendix|exhibit)\s+\w{1,3}\s*[—–:.\-]*\s*)?(?:the\s+)?(?:specific\s+)?(?:data|records|information|particulars|items|things|material|documents)\b[^.\n]{0,80}?:\s",
    re.IGNORECASE,
)
_TICKED_LINE = re.compile(
    r"^[ \t]*(?:X|☒|☑|✓|✔|\[\s?[xX✓✔]\s?\]|\([xX]\))[ \t]+(?P<item>[A-Za-z][^\n\ue000☐□]{4,140})",
    re.MULTILINE,
)
_HEADING = re.compile(
    r"(?:(?:part|section|schedule|attachment|annex|appendix|exhibit)\s+\w+\s*[—–:.\-]*\s*|[IVX\d]+\.\s*)?(?:the\s+)?"
    r"(?:(?:data|records|information|particulars|items|things|material)(?:\s+(?:and\s+\w+\s+)?(?:to\s+be\s+\w+(?:\s+by\s+[\w ]+)?|requested|sought|required))?)\s*[:.]?",
    re.IGNORECASE,
)
_LIST_LEAD = re.compile(r":\s*$")
_TICKED = re.compile(r"(?:\[\s*[xX✓✔]\s*\]|☒|☑|✓|✔|(?<![\w])X(?=\s))\s*$")
_BOXED = re.compile(r"(?:\[\s*[xX✓✔]?\s*\]|☒|☑|☐|□)")


def read_data(context: Context) -> Iterator[Fact]:
    """Each category once, where it is first asked for."""
    found: dict[str, Fact] = {}
    for text, start in _demands(context):
        for name, hit in _named(text):
            if name not in found:
                found[name] = context.paper.fact(
                    "data_category", name, start + hit.start(), start + hit.end(), because=hit.group()
                )
    yield from found.values()


def _named(text: str) -> Iterator[tuple[str, re.Match[str]]]:
    for name, pattern in _PATTERNS:
        for hit in pattern.finditer(text):
            if not re.search(r"\bno\s+$|\bnot\s+$", text[: hit.start()], re.IGNORECASE):
                yield name, hit
                break


def _demands(context: Context) -> Iterator[tuple[str, int]]:
    """What the paper demands: labelled fields, sentences with a verb of asking, the items of their lists."""
    for field in context.labelled("data", "emergency_information"):
        at = context.text.find(field.value) if field.value else -1
        if at >= 0 and not _NOT_ASKED.search(field.whole):
            end = (
                at + len(field.whole)
                if context.text[at : at + len(field.whole)] == field.whole
                else at + len(field.value)
            )
            yield context.text[at:end], at
    ticked = list(_ticked(context))
    yield from ticked
    is_open = False
    for sentence in context.sentences:
        text = sentence.text
        if _HEADING.fullmatch(text.strip()):
            is_open = True
            continue
        asks = bool(_DEMANDS.search(text) or _HEADED.search(text))
        if _NOT_ASKED.search(text) or (_TOLD.search(text) and not _STRONGLY.search(text)):
            is_open = False
            continue
        if asks or (is_open and not ticked and _is_item(text)):
            yield from _without_boxes(text, sentence.start)
        is_open = (
            (bool(_LIST_LEAD.search(text)) and (asks or is_open))
            or (is_open and _is_item(text))
            or (asks and ":" in text[-200:])
        )


def _ticked(context: Context) -> Iterator[tuple[str, int]]:
    """The lines behind a tick that name a category: a form's choice."""
    for hit in _TICKED_LINE.finditer(context.text):
        if any(True for _ in _named(hit["item"])) and not _NOT_ASKED.search(hit["item"]):
            yield hit["item"], hit.start("item")


def _is_item(text: str) -> bool:
    return bool(re.match(r"\s*(?:[•·▪‣\-–*]|\(?[a-z0-9ivx]{1,4}[.)])\s", text)) or len(text) < 260


def _without_boxes(text: str, start: int) -> Iterator[tuple[str, int]]:
    """Where a sentence has boxes to tick, only what stands behind a tick; all of it otherwise."""
    ticks = list(
        re.finditer(
            r"(?:^|\s)(?:X|☒|☑|\[[xX]\])\s+(?P<item>[a-zA-Z][\w\s\-]{2,40}?)(?=\s+(?:X|☒|☑|☐|\[)|[.,;:]|$)",
            text,
        )
    )
    if ticks and len(ticks) < 8:
        for hit in ticks:
            yield hit["item"], start + hit.start("item")
        return
    # What stands behind an empty box is not asked for; blanked, so that places stay.
    yield re.sub(r"[☐□]\s+[^☐□☒.;:\ue000]+", lambda hit: " " * len(hit.group()), text), start
