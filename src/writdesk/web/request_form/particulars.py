"""The questions of each step. What is asked only by some guidelines is shown only under those."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from writdesk.core.guideline import Category, Guideline
from writdesk.core.request import Kind
from writdesk.web.request_form.countries import COUNTRIES
from writdesk.web.request_form.question import (
    Group,
    Option,
    Question,
    Shape,
    day,
    flag,
    long_text,
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
HARMS = {
    "death": "Death",
    "serious_physical_injury": "Serious physical injury",
    "imminent_harm_to_child": "Imminent harm to a child",
    "life_health_or_safety": "Danger to life, health or safety",
}
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


@dataclass(frozen=True, kw_only=True)
class Asked:
    """What the questions depend on."""

    guideline: Guideline
    kind: Kind
    facts: frozenset[str]
    answers: Mapping[str, str]

    def only_asked(self, *questions: Question) -> tuple[Question, ...]:
        """Those of the questions that this guideline asks for this kind of request."""
        return tuple(question for question in questions if question.spoken_of in self.facts)

    @property
    def is_from_abroad(self) -> bool:
        """Whether the agency's country is one whose authorities do not come directly."""
        country, home = self.answers.get("agency.jurisdiction"), self.guideline.routing.home
        return bool(country and home and country not in home)


def words(code: str) -> str:
    """An id as words."""
    return code.replace("_", " ").capitalize()


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
    """How many accounts are shown: those that were named, one empty one, and more if asked for."""
    wanted = answers.get("accounts.count", "")
    filled = [int(name.split(".")[1]) for name, value in answers.items() if _is_account(name) and value]
    count = max([int(wanted) if wanted.isdecimal() else 1, *(index + 1 for index in filled)])
    return min(count, MOST_ACCOUNTS)


def _is_account(name: str) -> bool:
    parts = name.split(".")
    return len(parts) == 3 and parts[0] == "accounts" and parts[1].isdecimal()


def accounts(asked: Asked) -> tuple[Group, ...]:
    """One group an account, the identifiers that the guideline names first."""
    order = _identifiers(asked)
    return tuple(
        Group(
            title=f"Account {index + 1}",
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


def grounds(asked: Asked) -> tuple[Group, ...]:
    """The process, the emergency, or the steps taken to obtain process."""
    groups = {Kind.LEGAL: _process, Kind.EMERGENCY: _emergency, Kind.PRESERVATION: _preservation}
    abroad = (_treaty(asked),) if asked.is_from_abroad or _asks_for_treaty(asked) else ()
    return (*groups[asked.kind](asked), *abroad)


def _process(asked: Asked) -> tuple[Group, ...]:
    rules = asked.guideline.processes
    forms = dict.fromkeys(form for rule in rules for form in rule.forms)
    form = Question(
        name="process.form",
        label="If it is a subpoena, which kind?",
        shape=Shape.SELECT,
        options=tuple(Option(value=each, label=words(each)) for each in forms),
    )
    return (
        Group(
            questions=(
                Question(
                    name="process.id",
                    label="Which legal process do you have?",
                    shape=Shape.CHOICE,
                    options=tuple(
                        Option(value=rule.id, label=rule.title or words(rule.id)) for rule in rules
                    ),
                ),
                *((form,) if forms else ()),
                text("process.issued_by", "Who issued it?", "The court or authority."),
                text(
                    "process.addressed_to",
                    "To whom is it addressed?",
                    f"This guideline is that of {asked.guideline.provider}",
                ),
                text("process.case_number", "Case number"),
                day("process.issued_on", "Issued on"),
                day("process.returnable_on", "Returnable on"),
                flag("process.signed_by_issuer", "Is it signed by whoever issued it?"),
                text("process.statute", "Under which statute?"),
                text("process.offence", "Which offence is investigated?"),
                long_text(
                    "relationship_to_investigation",
                    "How do the accounts relate to your investigation?",
                ),
            )
        ),
    )


def _emergency(asked: Asked) -> tuple[Group, ...]:
    harms = tuple(
        Option(value=each, label=HARMS.get(each, words(each))) for each in asked.guideline.emergency.harms
    )
    other = Option(value="other", label="Something else")
    return (
        Group(
            words=asked.guideline.emergency.text,
            section=asked.guideline.emergency.section,
            questions=(
                text("emergency.person_in_danger", "Who is in danger?", "As exactly as you know."),
                flag("emergency.is_child", "Is it a child?"),
                Question(
                    name="emergency.harm",
                    label="Which harm do you fear?",
                    shape=Shape.CHOICE,
                    options=(*harms, other),
                ),
                flag("emergency.imminent", "Is the harm imminent?"),
                long_text("emergency.nature", "What is happening?"),
                long_text("emergency.specific_information_requested", "Which information do you need?"),
                long_text(
                    "emergency.why_necessary", "Why is this information necessary to prevent the harm?"
                ),
                long_text("emergency.other_circumstances", "What else should we know?"),
                *asked.only_asked(
                    long_text("emergency.specific_posts", "Which posts should be reviewed?", "One a line.")
                ),
            ),
        ),
    )


def _preservation(asked: Asked) -> tuple[Group, ...]:
    return (
        Group(
            words=asked.guideline.preservation.text,
            section=asked.guideline.preservation.section,
            questions=(
                long_text(
                    "preservation.steps_being_taken",
                    "What are you doing to obtain a court order or other legal process?",
                ),
                text(
                    "preservation.extends",
                    "Does it extend an earlier preservation?",
                    "Then give its reference.",
                ),
                long_text(
                    "relationship_to_investigation",
                    "How do the accounts relate to your investigation?",
                ),
            ),
        ),
    )


def _asks_for_treaty(asked: Asked) -> bool:
    return asked.answers.get("process.id", "") in asked.guideline.foreign.routes != ()


def _treaty(asked: Asked) -> Group:
    return Group(
        title="From another country",
        words=asked.guideline.foreign.text,
        section=asked.guideline.foreign.section,
        questions=(
            text("foreign.central_authority", "Central authority through which the request comes"),
            text("foreign.treaty_reference", "Reference of the treaty request"),
            flag(
                "foreign.received_through_us_court",
                "Was it issued through a court of the United States?",
            ),
        ),
    )


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
            day(f"{name}.from", "From", "Leave both days open for all of it."),
            day(f"{name}.until", "Until"),
            text(f"{name}.description", "What exactly"),
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
            hint="You upload the letter as a PDF at the end, just before you send the request.",
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
