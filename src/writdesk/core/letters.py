"""Letters: a template, a few particulars, and the provisions it rests on. Pure text."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from string import Template


@dataclass(frozen=True, kw_only=True, slots=True)
class CitedProvision:
    """One provision as a letter cites it: what to do, and the guideline's own sentence."""

    remedy: str
    text: str
    section: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Letter:
    """A letter ready to be read over, edited and sent."""

    id: str
    subject: str
    text: str


class LetterFault(Exception):
    """A letter's template cannot be used; the message names the template and what is wrong with it."""

    code = "letter_fault"


def compose(
    letter: str, template: str, particulars: Mapping[str, str], provisions: Sequence[CitedProvision] = ()
) -> Letter:
    """Fill ``template``: its first line is ``Subject: …``, the rest the body, with ``$name`` for particulars.

    ``$provisions`` becomes a numbered list. Raises ``LetterFault`` for a name that nothing fills.
    """
    head, _, body = template.partition("\n")
    if not head.startswith("Subject: "):
        raise LetterFault(f"The letter {letter} does not begin with a line 'Subject: …'.")
    values = {**particulars, "provisions": _numbered(provisions)}
    try:
        subject = Template(head.removeprefix("Subject: ")).substitute(values)
        text = Template(body.strip("\n")).substitute(values)
    except (KeyError, ValueError) as error:
        raise LetterFault(f"The letter {letter} names {error}, which nothing fills.") from error
    return Letter(id=letter, subject=" ".join(subject.split()), text=text.rstrip() + "\n")


def _numbered(provisions: Sequence[CitedProvision]) -> str:
    return "\n\n".join(
        f"{number}. {provision.remedy}\n"
        f"   Our guideline says, under “{provision.section}”:\n   “{provision.text}”"
        for number, provision in enumerate(provisions, start=1)
    )
