"""The questions about the grounds of a request: process, emergency, or the steps taken to obtain process."""

from __future__ import annotations

from writdesk.core.request import Kind
from writdesk.web.request_form.asked import Asked, words
from writdesk.web.request_form.question import Group, Option, Question, Shape, day, flag, long_text, text

HARMS = {
    "death": "Death",
    "serious_physical_injury": "Serious physical injury",
    "imminent_harm_to_child": "Imminent harm to a child",
    "life_health_or_safety": "Danger to life, health or safety",
}


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
