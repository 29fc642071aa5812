"""A person judges a fact that was read: accepts it, corrects it, dismisses it, or takes that back."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from writdesk.actions.act import Act, act_on
from writdesk.actions.actor import Actor
from writdesk.actions.errors import InputRefused
from writdesk.actions.intake.keep_form import keep_form
from writdesk.actions.review.attest_fact import must_be_under_review
from writdesk.actions.review.facts_read import JUDGEMENT, ReadFact, facts_read
from writdesk.adapters.vault import open_json, seal_json
from writdesk.core.form_places import NoPlace, taken_back
from writdesk.core.lifecycle import Party
from writdesk.core.read_facts import part_of, put_into
from writdesk.core.request import Kind
from writdesk.ledger.codes import Code
from writdesk.store.readings import FactJudgement
from writdesk.store.requests import Request

MAY = (Party.ANALYST, Party.COUNSEL)
LONGEST = 4_000
Verdict = FactJudgement.Verdict
Form = Mapping[str, Any]


def judge_fact(
    reference: str,
    *,
    fact: str,
    verdict: str,
    value: str = "",
    reason: str = "",
    by: Actor,
    at: datetime,
    seen: int | None = None,
) -> Request:
    """Judge one fact, named by its ``ref``. ``value`` is what a correction puts in.

    Accepting and correcting change the form, and with it the findings; what the form said before is kept
    with the judgement. Raises ``InputRefused`` and ``NotYet``.
    """
    with act_on(reference, code=Code.FACT_JUDGED, by=by, may=MAY, at=at, seen=seen) as act:
        must_be_under_review(act.request)
        form = form_document(act.request)
        read = _wanted(act.request, form, fact)
        put = _put(Verdict(verdict), read, value, reason)
        after = _undone(act.request, form, read) if verdict == Verdict.UNDONE else _with(form, read, put)
        keep_judgement(act, read, Verdict(verdict), put=put, reason=reason, before=form, after=after)
        act.facts = {"fact": read.name, "verdict": verdict}
    return act.request


def form_document(request: Request) -> dict[str, Any]:
    """The form's JSON values."""
    form: dict[str, Any] = open_json(request.data_key, request.form_sealed, "request.form")
    return form


def keep_judgement(
    act: Act,
    read: ReadFact,
    verdict: FactJudgement.Verdict,
    *,
    put: str | None,
    reason: str,
    before: Form,
    after: Form,
) -> None:
    """The judgement's row, and the form where it was changed."""
    part = part_of(read.name, Kind(before["kind"]))
    said = {
        "read": read.value,
        "as_written": read.as_written,
        "places": [[place.number, place.page] for place in read.places[:20]],
        "put": put,
        "reason": reason.strip(),
        "part": part,
        "before": before.get(part),
        "after": after.get(part),
    }
    if after is not before:
        keep_form(act.request, after)
    FactJudgement.objects.create(
        request=act.request,
        fact_ref=read.ref,
        name=read.name,
        verdict=verdict,
        said_sealed=seal_json(act.request.data_key, said, JUDGEMENT),
        by=act.by.somebody,
        at=act.at,
    )


def _wanted(request: Request, form: Form, ref: str) -> ReadFact:
    for fact in facts_read(request, form).facts:
        if fact.ref == ref:
            return fact
    raise InputRefused([("fact", "This fact is not among those that were read. Load the page again.")])


def _put(verdict: FactJudgement.Verdict, read: ReadFact, value: str, reason: str) -> str | None:
    """What goes into the form; None where nothing does."""
    if verdict is Verdict.ACCEPTED:
        return read.value
    if verdict is not Verdict.CORRECTED:
        return None
    faults = []
    if not value.strip():
        faults.append(("value", "Write what it should be, or dismiss the fact."))
    if not reason.strip():
        faults.append(("reason", "Say why, for whoever reads this later."))
    if max(len(value), len(reason)) > LONGEST:
        faults.append(("value", f"Shorten it to {LONGEST:,} characters."))
    if faults:
        raise InputRefused(faults)
    return value.strip()


def _with(form: Form, read: ReadFact, put: str | None) -> Form:
    if put is None:
        return form
    try:
        return put_into(form, read.name, put)
    except NoPlace as refusal:
        raise InputRefused([("value", str(refusal))]) from refusal


def _undone(request: Request, form: Form, read: ReadFact) -> Form:
    """The form without what the last judgement of this fact put into it."""
    row = request.fact_judgements.filter(fact_ref=read.ref).order_by("id").last()
    if row is None or row.verdict == Verdict.UNDONE:
        raise InputRefused([("fact", "Nobody has judged this fact yet.")])
    said = open_json(request.data_key, row.said_sealed, JUDGEMENT)
    if said["put"] is None:
        return form
    try:
        part = said["part"]
        return {**form, part: taken_back(form.get(part), said["before"], said["after"])}
    except NoPlace as refusal:
        raise InputRefused([("fact", str(refusal))]) from refusal
