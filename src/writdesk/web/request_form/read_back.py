"""A request that was sent, as the answers of the form again, so that its officer can put something right."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from writdesk.core.request import Request
from writdesk.core.request_document import request_document

NOT_QUESTIONS = {"received_at", "channel", "message", "attested", "accounts", "data_requested", "documents"}


def answers_of(form: Request) -> dict[str, str]:
    """The answers from which ``document_of`` makes this request again, as far as the form asks them."""
    document = request_document(form)
    answers = _flat({name: value for name, value in document.items() if name not in NOT_QUESTIONS})
    answers["notice.has_order"] = "yes" if form.notice.nondisclosure_order else ""
    for index, account in enumerate(form.accounts):
        for identifier in account.identifiers:
            answers[f"accounts.{index}.{identifier.type}"] = identifier.value or ""
    for entry in document["data_requested"]:
        name = f"data.{entry['category']}"
        answers[f"{name}.asked"] = "yes"
        answers |= _flat({part: value for part, value in entry.items() if part != "category"}, f"{name}.")
    for paper in document["documents"][:1]:
        answers |= _flat(paper, "documents.")
    if form.preservation and form.preservation.extends:
        answers["preservation.extends"] = form.preservation.extends.reference or ""
    return answers


def _flat(tree: Mapping[str, Any], prefix: str = "") -> dict[str, str]:
    flat: dict[str, str] = {}
    for name, value in tree.items():
        if isinstance(value, Mapping):
            flat |= _flat(value, f"{prefix}{name}.")
        else:
            flat[f"{prefix}{name}"] = _typed(value)
    return flat


def _typed(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, list):
        return "\n".join(str(each) for each in value)
    return str(value)
