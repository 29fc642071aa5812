"""The blanks of the form, section by section, in the order in which an officer fills them in."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass

from writdesk.core.countries import COUNTRIES
from writdesk.core.guideline import Guideline, RoutedBy, WithheldWhen
from writdesk.documents.emergency_form.field import Blank, Need, Option, Row, Section, Sentence, Shape

ACCOUNTS = 3
_ACROSS = 3
IDENTIFIERS = {
    "username": "Username",
    "profile_url": "Address of the profile (URL)",
    "user_id": "User ID",
    "video_url": "Address of a video (URL)",
    "video_id": "Video ID",
    "email": "Email address of the account",
    "phone": "Telephone of the account",
}
HARMS = {
    "death": "Death",
    "serious_physical_injury": "Serious physical injury",
    "imminent_harm_to_child": "Imminent harm to a child",
    "life_health_or_safety": "Danger to life, health or safety",
}
OTHER_HARM = Option(value="other", label="Something else")
_DAY = "YYYY-MM-DD"
_COUNTRY_OPTIONS = tuple(Option(value=code, label=name) for code, name in COUNTRIES)


@dataclass(frozen=True, kw_only=True, slots=True)
class Asked:
    """What the questions depend on: the facts that the guideline looks at, and how accounts are named."""

    guideline: Guideline
    facts: frozenset[str]
    every_account: Collection[str]
    any_account: Collection[str]


def sections_of(asked: Asked) -> Iterator[Section]:
    """The sections, before the guideline's sentences are put beside them."""
    yield Section(title="Your agency and you", rows=tuple(_agency(asked)))
    yield Section(title="The emergency", rows=tuple(_emergency(asked)))
    yield Section(
        title="The accounts",
        rows=tuple(_accounts(asked)),
        hint="For more accounts, fill in a second form.",
    )
    yield Section(title="The information", rows=tuple(_information(asked)))
    notice = tuple(_notice(asked))
    if notice:
        yield Section(title="Telling the account holder", rows=notice)
    yield Section(title="Signature", rows=tuple(_signature()))


def _agency(asked: Asked) -> Iterator[Row]:
    yield _row(
        Blank(
            id="letterhead",
            label="Letterhead",
            shape=Shape.LONG,
            lines=4,
            hint="Your agency’s letterhead: type it, or print on it",
        )
    )
    yield _row(
        Blank(id="agency.name", label="Agency", width=3),
        _country("agency.jurisdiction", "Country", width=2),
    )
    yield _row(
        Blank(id="officer.name", label="Your name", width=3),
        Blank(id="officer.badge_number", label="Badge or ID number", width=2),
    )
    yield _row(
        Blank(id="officer.email", label="Email address at your agency", width=2),
    )
    yield _row(
        Blank(id="officer.phone", label="Telephone, with country code", width=3),
        Blank(id="officer.extension", label="Extension", need=Need.IF_ANY, width=2),
    )
    yield _row(
        Blank(id="officer.mailing_address", label="Street address of your agency", shape=Shape.LONG, lines=2)
    )
    if "response_requested_by" in asked.facts:
        yield _row(
            Blank(id="response_requested_by", label="Answer requested by", shape=Shape.DATE, hint=_DAY)
        )


def _emergency(asked: Asked) -> Iterator[Row]:
    harms = (
        Option(value=each, label=HARMS.get(each, _words(each))) for each in asked.guideline.emergency.harms
    )
    yield _row(
        Blank(
            id="emergency.harm",
            label="Which harm do you fear?",
            shape=Shape.CHOICE,
            options=(*harms, OTHER_HARM),
        )
    )
    yield _row(Blank(id="emergency.person_in_danger", label="Who is in danger?", shape=Shape.LONG, lines=2))
    yield _row(
        Blank(id="emergency.is_child", label="The person is a child", shape=Shape.TICK),
        Blank(id="emergency.imminent", label="The harm is imminent", shape=Shape.TICK),
    )
    yield _row(Blank(id="emergency.nature", label="What is happening?", shape=Shape.LONG, lines=7))
    yield _row(
        Blank(id="emergency.other_circumstances", label="What else is known?", shape=Shape.LONG, lines=6)
    )


def _accounts(asked: Asked) -> Iterator[Row]:
    order = [name for name in IDENTIFIERS if name in asked.every_account]
    order += [name for name in IDENTIFIERS if name in asked.any_account]
    order += [name for name in ("username", "profile_url", "user_id") if name not in order]
    if (
        asked.guideline.routing.by is RoutedBy.ACCOUNT_HOLDER_LOCATION
        or "account_holder_location" in asked.facts
    ):
        yield _row(_country("account_holder_location", "Country of the account holder, as far as you know"))
    for place in range(ACCOUNTS):
        blanks = [_identifier(place, name, asked) for name in order]
        for start in range(0, len(blanks), _ACROSS):
            title = f"Account {place + 1}" if start == 0 else ""
            yield Row(blanks=tuple(blanks[start : start + _ACROSS]), title=title, is_wide=True)


def _identifier(place: int, name: str, asked: Asked) -> Blank:
    is_asked = place == 0 and name in asked.every_account
    need = Need.ASKED if is_asked else Need.HELPS
    return Blank(id=f"accounts.{place}.{name}", label=IDENTIFIERS[name], need=need)


def _information(asked: Asked) -> Iterator[Row]:
    yield _row(
        Blank(
            id="emergency.specific_information_requested",
            label="Which information do you need?",
            shape=Shape.LONG,
            lines=4,
        )
    )
    yield _row(
        Blank(
            id="emergency.why_necessary",
            label="Why is this information necessary to prevent the harm?",
            shape=Shape.LONG,
            lines=5,
        )
    )
    if "emergency.specific_posts" in asked.facts:
        yield _row(
            Blank(
                id="emergency.specific_posts",
                label="Posts to be reviewed",
                shape=Shape.LONG,
                lines=4,
                hint="One a line",
            )
        )
    for category in asked.guideline.categories:
        title = category.title or _words(category.id)
        yield _row(
            Blank(id=f"data.{category.id}.asked", label=title, shape=Shape.TICK, width=2),
            Blank(id=f"data.{category.id}.from", label="From", shape=Shape.DATE, hint=_DAY),
            Blank(id=f"data.{category.id}.until", label="Until", shape=Shape.DATE, hint=_DAY),
        )


def _notice(asked: Asked) -> Iterator[Row]:
    rule = asked.guideline.notice
    if WithheldWhen.REQUESTED_BY_OFFICER in rule.withheld_when:
        yield Row(
            blanks=(
                Blank(
                    id="notice.officer_asks_not_to_notify",
                    label="I ask that the account holder is not told",
                    shape=Shape.TICK,
                ),
            ),
            sentences=(Sentence(text=rule.text, section=rule.section),),
        )
    if "enforcement.officer_asks_deferral" in asked.facts:
        yield _row(
            Blank(
                id="enforcement.officer_asks_deferral",
                label="I ask to wait before acting on a breach of the terms",
                shape=Shape.TICK,
            )
        )


def _signature() -> Iterator[Row]:
    yield _row(
        Blank(id="officer.is_sworn", label="I am a sworn law-enforcement official", shape=Shape.TICK),
    )
    yield _row(
        Blank(id="signature", label="Signature", shape=Shape.SIGNATURE, width=2),
        Blank(id="documents.dated", label="Date", shape=Shape.DATE, hint=_DAY),
    )
    yield _row(Blank(id="signed_by", label="Name in print"))


def _country(name: str, label: str, *, width: int = 1) -> Blank:
    return Blank(id=name, label=label, shape=Shape.COUNTRY, options=_COUNTRY_OPTIONS, width=width)


def _row(*blanks: Blank) -> Row:
    return Row(blanks=blanks)


def _words(code: str) -> str:
    return code.replace("_", " ").capitalize()
