"""Whether the account holder is told, and what holds notice back.

Counsel's safe side: an order or statute against notice holds it, however defective. Silence about the law is
no permission either; then a person decides.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from writdesk.core.guideline import NoticeDefault, NoticeRule, WithheldWhen
from writdesk.core.request import NondisclosureOrder, NoticeWishes, Request


class Plan(StrEnum):
    """What is planned about notice."""

    NOTIFY = "notify"
    WITHHOLD = "withhold"
    DELAY = "delay"
    PERSON_DECIDES = "person_decides"


@dataclass(frozen=True, kw_only=True, slots=True)
class NoticePlan:
    """The plan and its reason. ``until``: with DELAY, the last day on which notice is held."""

    plan: Plan
    because: str
    before_disclosure: bool = False
    until: date | None = None

    def to_document(self) -> dict[str, Any]:
        """The plan as JSON values, in the contract's order of keys."""
        return {
            "plan": self.plan.value,
            "before_disclosure": self.before_disclosure,
            "because": self.because,
        }


PROHIBITED = NoticePlan(plan=Plan.WITHHOLD, because="Law forbids notice.")
NO_END = NoticePlan(
    plan=Plan.WITHHOLD,
    because="A nondisclosure order forbids notice and names no end; it holds until counsel says.",
)
ENDED = NoticePlan(
    plan=Plan.PERSON_DECIDES,
    because="The nondisclosure order had ended when the request came; a person decides.",
)
ASKED = NoticePlan(
    plan=Plan.WITHHOLD,
    because="The officer asks not to notify and states that notice would jeopardise the case.",
)
JEOPARDY = NoticePlan(
    plan=Plan.WITHHOLD, because="The officer states that notice would jeopardise the investigation."
)
LAW_UNKNOWN = NoticePlan(
    plan=Plan.PERSON_DECIDES, because="Whether law forbids notice is not stated; a person decides."
)
NO_PROMISE = NoticePlan(
    plan=Plan.PERSON_DECIDES, because="The guideline promises no notice here; a person decides."
)


def plan_notice(rule: NoticeRule, request: Request) -> NoticePlan:
    """The plan for this request: what holds notice comes first, then what the guideline promises."""
    wishes = request.notice
    if wishes.prohibited_by_law:
        return PROHIBITED
    if wishes.nondisclosure_order is not None:
        return _by_order(wishes.nondisclosure_order, request.received_at.date())
    asked = _by_officer(rule, wishes)
    if asked is not None:
        return asked
    if rule.default is NoticeDefault.PERSON_DECIDES or request.kind not in rule.applies_to:
        return NO_PROMISE
    if wishes.prohibited_by_law is None:
        return LAW_UNKNOWN
    return NoticePlan(
        plan=Plan.NOTIFY,
        before_disclosure=rule.before_disclosure,
        because=rule.text or "The guideline promises notice.",
    )


def _by_order(order: NondisclosureOrder, received_on: date) -> NoticePlan:
    if order.ends_on is None:
        return NO_END
    if order.ends_on < received_on:
        return ENDED
    because = f"A nondisclosure order forbids notice until {order.ends_on}."
    return NoticePlan(plan=Plan.DELAY, because=because, until=order.ends_on)


def _by_officer(rule: NoticeRule, wishes: NoticeWishes) -> NoticePlan | None:
    if not wishes.officer_states_jeopardy:
        return None
    if WithheldWhen.JEOPARDY in rule.withheld_when:
        return JEOPARDY
    if WithheldWhen.REQUESTED_BY_OFFICER in rule.withheld_when and wishes.officer_asks_not_to_notify:
        return ASKED
    return None
