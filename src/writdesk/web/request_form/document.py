"""The answers of the form as a request's document, as ``writdesk schema request`` describes it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from writdesk.core.conditions.sender import DESK_PORTAL
from writdesk.core.guideline import Guideline
from writdesk.core.request import Kind, Request
from writdesk.core.request_document import parse_request
from writdesk.web.request_form.particulars import IDENTIFIERS, account_count
from writdesk.web.request_form.question import Question, Shape, is_day
from writdesk.web.request_form.steps import Answers, kind_of, steps_of

FLAGS: Mapping[str, bool | None] = {"yes": True, "no": False}
# Answers that do not stand in the document under their own names.
ELSEWHERE = ("accounts.", "data.", "documents.", "notice.has_order", "preservation.extends")
DATA_PARTS = ("from", "until", "description", "publicly_available")


def document_of(guideline: Guideline, answers: Answers) -> dict[str, Any]:
    """The document. What was not answered is null; a day that is none is left out."""
    questions = {
        question.name: question for step in steps_of(guideline, answers) for question in step.questions
    }
    values = {name: value_of(question, answers.get(name, "")) for name, question in questions.items()}
    kind = kind_of(answers)
    document = _nested({name: value for name, value in values.items() if not name.startswith(ELSEWHERE)})
    document |= {
        "kind": kind.value,
        # Nobody has checked the sender's domain: ``sender_domain_is_law_enforcement`` stays unknown.
        "channel": DESK_PORTAL,
        "accounts": _accounts(answers),
        "data_requested": _data_requested(guideline, values),
        "documents": _documents(values),
        "process": document.get("process") if kind is Kind.LEGAL and _any(document.get("process")) else None,
        "foreign": document.get("foreign") if _any(document.get("foreign")) else None,
    }
    document["notice"]["nondisclosure_order"] = _order(document["notice"], values)
    if kind is Kind.EMERGENCY:
        document["emergency"]["specific_posts"] = answers.get("emergency.specific_posts", "").splitlines()
    if kind is Kind.PRESERVATION:
        document["preservation"]["extends"] = values["preservation.extends"]
    return document


def form_of(guideline: Guideline, answers: Answers, at: datetime) -> Request:
    """The request as the desk would read it now."""
    return parse_request({**document_of(guideline, answers), "received_at": at.isoformat()})


def value_of(question: Question, typed: str) -> Any:
    """One answer as the document holds it."""
    if question.shape in (Shape.FLAG, Shape.TICK):
        return FLAGS.get(typed)
    if question.shape is Shape.DAY and not is_day(typed):
        return None
    return typed or None


def _nested(flat: Mapping[str, Any]) -> dict[str, Any]:
    tree: dict[str, Any] = {}
    for name, value in flat.items():
        *parents, leaf = name.split(".")
        place = tree
        for parent in parents:
            place = place.setdefault(parent, {})
        place[leaf] = value
    return tree


def _any(part: Mapping[str, Any] | None) -> bool:
    return any(value is not None for value in (part or {}).values())


def _accounts(answers: Answers) -> list[dict[str, Any]]:
    listed = []
    for index in range(account_count(answers)):
        identifiers = [
            {"type": each, "value": answers[f"accounts.{index}.{each}"]}
            for each in IDENTIFIERS
            if answers.get(f"accounts.{index}.{each}")
        ]
        if identifiers:
            listed.append({"identifiers": identifiers})
    return listed


def _data_requested(guideline: Guideline, values: Mapping[str, Any]) -> list[dict[str, Any]]:
    return [
        {
            "category": category.id,
            **{part: values.get(f"data.{category.id}.{part}") for part in DATA_PARTS},
        }
        for category in guideline.categories
        if values.get(f"data.{category.id}.asked")
    ]


def _documents(values: Mapping[str, Any]) -> list[dict[str, Any]]:
    parts = {
        part: values.get(f"documents.{part}") for part in ("on_letterhead", "signed", "dated", "language")
    }
    return [parts] if _any(parts) else []


def _order(notice: Mapping[str, Any], values: Mapping[str, Any]) -> dict[str, Any] | None:
    order: dict[str, Any] = notice["nondisclosure_order"]
    return order if values.get("notice.has_order") or _any(order) else None
