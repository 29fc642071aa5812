"""The questions of each step. What is asked only by some guidelines is shown only under those."""

from __future__ import annotations

from collections.abc import Mapping

from writdesk.core.countries import COUNTRIES
from writdesk.core.guideline import Category
from writdesk.web.request_form.asked import Asked, words
from writdesk.web.request_form.question import (
    Group,
    Option,
    Question,
    Shape,
    day,
    flag,
    text,
)

MOST_ACCOUNTS = 50
IDENTIFIERS = {
    "username": "Username",
    "profile_url": "Address of the profile (URL)",
    "user_id": "User ID",
    "video_url": "Address of a video (URL)",
    "email": "E-mail address of the account",
    "phone": "Telephone number of the account",
}
KINDS = (
    Option(value="legal", label="Legal request", hint="You have a subpoena, a court order or a warrant."),
    Option(
        value="emergency",
        label="Emergency request",
        hint="Somebody’s life or safety is in danger now.",
    ),
    Option(
        value="preservation",
        label="Preservation request",
        hint="Data must be kept while you obtain legal process. Nothing is disclosed.",
    ),
)
LANGUAGES = {
    "en": "English",
    "ar": "Arabic",
    "zh": "Chinese",
    "fr": "French",
    "de": "German",
    "id": "Indonesian",
    "ja": "Japanese",
    "ko": "Korean",
    "pt": "Portuguese",
    "ru": "Russian",
    "es": "Spanish",
    "th": "Thai",
    "vi": "Vietnamese",
    "other": "Another language",
}


def _country(name: str, label: str, hint: str) -> Question:
    options = tuple(Option(value=code, label=title) for code, title in COUNTRIES)
    return Question(name=name, label=label, hint=hint, shape=Shape.SELECT, options=options)


def kind(asked: Asked) -> tuple[Group, ...]:
    """Kind and places, which route at once."""
    return (
        Group(
            questions=(
                Question(name="kind", label="What kind of request is it?", shape=Shape.CHOICE, options=KINDS),
                flag(
                    "agency.is_law_enforcement",
                    "Is your agency a law-enforcement authority?",
                    "What you state here the desk checks against its own directory.",
                ),
                _country("agency.jurisdiction", "In which country is your agency?", ""),
                _country(
                    "account_holder_location",
                    "Where is the account holder, as far as you know?",
                    "Leave it open if you do not know.",
                ),
            )
        ),
    )


def officer(asked: Asked) -> tuple[Group, ...]:
    """Agency and officer."""
    return (
        Group(
            questions=(
                text("agency.name", "Name of your agency", autocomplete="organization"),
                text("officer.name", "Your name", autocomplete="name"),
                text("officer.badge_number", "Badge or identification number"),
                Question(
                    name="officer.email",
                    label="Your e-mail address at the agency",
                    shape=Shape.EMAIL,
                    autocomplete="email",
                ),
                Question(
                    name="officer.phone",
                    label="Your telephone number",
                    shape=Shape.TEL,
                    hint="With any extension.",
                    autocomplete="tel",
                ),
                text("officer.mailing_address", "Street address of your agency"),
                *asked.only_asked(flag("officer.is_sworn", "Are you a sworn law-enforcement official?")),
                day("response_requested_by", "By which day do you ask for an answer?"),
            )
        ),
    )


def account_count(answers: Mapping[str, str]) -> int:
    """How many accounts are shown: those that were named, and one more where it was asked for."""
    filled = [_place(name) for name, value in answers.items() if value]
    return min(max(1, _number(answers.get("accounts.count", "")), *filled), MOST_ACCOUNTS)


def _place(name: str) -> int:
    """``accounts.2.username`` stands in the third place; what is no account's answer in none."""
    part, _, rest = name.partition(".")
    return _number(rest.partition(".")[0]) + 1 if part == "accounts" and "." in rest else 0


def _number(text: str) -> int:
    return int(text) if text.isdecimal() and len(text) <= 3 else 0


def accounts(asked: Asked) -> tuple[Group, ...]:
    """One group an account, the identifiers that the guideline names first."""
    order = _identifiers(asked)
    return tuple(
        Group(
            title=f"Account {index + 1}",
            hint=""
            if index
            else "Give what you know of these; what the guideline needs is named if it is missing.",
            questions=tuple(text(f"accounts.{index}.{each}", IDENTIFIERS[each]) for each in order),
        )
        for index in range(account_count(asked.answers))
    )


def _identifiers(asked: Asked) -> tuple[str, ...]:
    named = [
        identifier
        for provision in asked.guideline.provisions
        if asked.kind in provision.applies_to
        for identifier in provision.parameters.get("identifiers", ())
        if identifier in IDENTIFIERS
    ]
    required = sorted(set(named), key=list(IDENTIFIERS).index)
    others = [each for each in ("username", "profile_url", "user_id") if each not in required]
    return (*required, *others)


def data(asked: Asked) -> tuple[Group, ...]:
    """One group a category, in the guideline's own words."""
    return tuple(_category(category) for category in asked.guideline.categories)


def _category(category: Category) -> Group:
    name = f"data.{category.id}"
    public = flag(f"{name}.publicly_available", "Can anybody see it now, without an account holder’s leave?")
    return Group(
        title=category.title or words(category.id),
        words=category.text,
        section=category.section,
        questions=(
            Question(name=f"{name}.asked", label=f"I ask for {category.title}", shape=Shape.TICK),
            day(f"{name}.from", "From"),
            day(f"{name}.until", "Until"),
            text(
                f"{name}.description",
                "What exactly",
                "Only if you ask for a part of it. Without days, all that is held is meant.",
            ),
            *((public,) if category.except_when else ()),
        ),
    )


def notice(asked: Asked) -> tuple[Group, ...]:
    """Notice, the orders against it, and deferral of enforcement."""
    rule, enforcement = asked.guideline.notice, asked.guideline.enforcement
    deferral = flag("enforcement.officer_asks_deferral", "Do you ask us to wait before we act on a breach?")
    groups = (
        Group(
            words=rule.text,
            section=rule.section,
            questions=(
                flag("notice.officer_asks_not_to_notify", "Do you ask that the account holder is not told?"),
                flag(
                    "notice.officer_states_jeopardy",
                    "Would telling the account holder jeopardise your investigation?",
                ),
                flag("notice.prohibited_by_law", "Does a law forbid telling the account holder?"),
            ),
        ),
        Group(
            title="A nondisclosure order",
            questions=(
                flag("notice.has_order", "Is there a nondisclosure order?"),
                text("notice.nondisclosure_order.issued_by", "Who issued the order?"),
                day("notice.nondisclosure_order.issued_on", "Order issued on"),
                day("notice.nondisclosure_order.ends_on", "Order ends on"),
                flag("notice.nondisclosure_order.tied_to_process", "Does the order name this legal process?"),
            ),
        ),
    )
    if not enforcement.acts:
        return groups
    return (
        *groups,
        Group(
            title="Breaches of the provider’s terms",
            words=enforcement.text,
            section=enforcement.section,
            questions=(deferral,),
        ),
    )


def letter(asked: Asked) -> tuple[Group, ...]:
    """The letter that comes with the request, and who has authorised it."""
    language = Question(
        name="documents.language",
        label="In which language is it?",
        shape=Shape.SELECT,
        options=tuple(Option(value=code, label=title) for code, title in LANGUAGES.items()),
    )
    authorised = asked.only_asked(
        flag(
            "authorisation.signed_by_head_of_agency", "Has the head of your agency signed an authorisation?"
        ),
        flag("authorisation.certifies_necessity", "Does it certify that the data is necessary?"),
    )
    consent = flag("authorisation.account_holder_consents", "Does the account holder consent?")
    groups = (
        Group(
            hint="You upload it at the end, just before you send the request. "
            "Have you only the legal process, and no letter? Leave this open and go on.",
            questions=(
                flag("documents.on_letterhead", "Is it on your agency’s letterhead?"),
                flag("documents.signed", "Is it signed?"),
                day("documents.dated", "Which date does it bear?"),
                language,
            ),
        ),
    )
    if not authorised:
        return groups
    return (*groups, Group(title="Authorisation", questions=(*authorised, consent)))
