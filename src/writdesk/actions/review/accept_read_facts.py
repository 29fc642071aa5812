"""A person accepts, in one act, the facts that are certain and that the form does not have."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from writdesk.actions.act import act_on
from writdesk.actions.actor import Actor
from writdesk.actions.errors import InputRefused
from writdesk.actions.review.attest_fact import must_be_under_review
from writdesk.actions.review.facts_read import ReadFact, facts_read
from writdesk.actions.review.judge_fact import form_document, keep_judgement
from writdesk.core.form_places import NoPlace
from writdesk.core.lifecycle import Party
from writdesk.core.read_facts import Standing, put_into
from writdesk.ledger.codes import Code
from writdesk.store.readings import FactJudgement
from writdesk.store.requests import Request

MAY = (Party.ANALYST, Party.COUNSEL)
GONE = "What was listed is not as it was. Look at the list again."


def accept_read_facts(
    reference: str, *, facts: Collection[str], by: Actor, at: datetime, seen: int | None = None
) -> Request:
    """Accept each of ``facts`` (refs), as the person saw them listed.

    Raises ``InputRefused`` and ``NotYet``.
    """
    with act_on(reference, code=Code.FACTS_ACCEPTED, by=by, may=MAY, at=at, seen=seen) as act:
        must_be_under_review(act.request)
        form = form_document(act.request)
        listed = certain_and_missing(facts_read(act.request, form).facts)
        wanted = [fact for fact in listed if fact.ref in facts]
        if not wanted or len(wanted) != len(set(facts)):
            raise InputRefused([("facts", GONE)])
        for fact in wanted:
            try:
                after = put_into(form, fact.name, fact.value)
            except NoPlace as refusal:
                raise InputRefused([("facts", str(refusal))]) from refusal
            keep_judgement(
                act,
                fact,
                FactJudgement.Verdict.ACCEPTED,
                put=fact.value,
                reason="",
                before=form,
                after=after,
            )
            form = after
        act.facts = {"facts": len(wanted)}
    return act.request


def certain_and_missing(facts: Collection[ReadFact]) -> list[ReadFact]:
    """Certain, not in the form, not judged; and where of one thing several are read, none of them.

    Lists such as accounts may take several.
    """
    open_ones = [
        fact for fact in facts if fact.is_open and fact.is_certain and fact.standing is Standing.MISSING
    ]
    groups = [_ONE_PLACE.get(fact.name, fact.name) for fact in open_ones]
    has_data = any(
        f.name == "data_category" and (f.standing is Standing.SAME or f in open_ones) for f in facts
    )
    single = [
        fact
        for fact, group in zip(open_ones, groups, strict=True)
        if (fact.name in _LISTS or groups.count(group) == 1) and (has_data or fact.name != "date_range")
    ]
    # By name: the categories come before their dates, and the order before its end.
    return sorted(single, key=lambda fact: fact.name)


_ONE_PLACE = {"po_box": "officer_address"}
_LISTS = frozenset(
    {
        "statute",
        "data_category",
        "identifier.username",
        "identifier.profile_url",
        "identifier.video_url",
        "identifier.email",
        "identifier.phone",
        "identifier.user_id",
        "nondisclosure",
    }
)
