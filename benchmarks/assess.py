"""Assessments a second on one core, with explanations, against the same rules as straight-line Python.

``python -m benchmarks.assess`` prints the machine, both rates, and their ratio. The straight-line program is
written by hand for TikTok Inc.'s guideline and a legal request; it makes the same findings in the same order
(checked before anything is timed), as plain tuples, and knows no other guideline.
"""

from __future__ import annotations

import json
import os
import platform
import re
import sys
from collections.abc import Callable
from pathlib import Path
from time import perf_counter
from typing import Any

from writdesk.core.assessment import Assessment, assess
from writdesk.core.request import Request
from writdesk.core.request_document import parse_request
from writdesk.guidelines import catalogue

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
from tests.core.request_samples import emergency, legal, preservation

ROUNDS, SECONDS = 500, 0.004
PO_BOX = re.compile(r"\bg?p\.?\s*o\.?\s*(?:box|drawer)", re.IGNORECASE)
ADDRESS = re.compile(r"[^@\s]+@([^@\s]+\.[^@\s.]+)")
DIGIT = re.compile("[0-9]")
PRIVATE = {"gmail.com", "outlook.com", "yahoo.com", "icloud.com", "proton.me"}
ELSEWHERE = {"KH", "HK", "ID", "LA", "PH", "SG", "TH", "JP", "KR", "TW", "VN", "MY", "MO"}
REACHED = {
    "subscriber_information": {"subpoena", "court_order_2703d", "warrant"},
    "log_data": {"court_order_2703d", "warrant"},
    "video_content": {"warrant"},
    "user_interactions": {"warrant"},
}


def straight(texts: dict[str, str], request: Request) -> tuple[Any, ...]:
    """The rules for a legal request of a US agency, written out: findings, reach, notice, disposition."""
    if request.agency.jurisdiction in ELSEWHERE:
        return ("refer", "tiktok-pte")
    found: list[tuple[str, str, Any, str]] = []
    add = found.append
    agency, officer, notice, process = request.agency, request.officer, request.notice, request.process
    assert process is not None

    def known(name: str, value: bool | None) -> None:
        add((name, "cannot_tell" if value is None else "met" if value else "not_met", value, texts[name]))

    def given(name: str, value: Any) -> None:
        add((name, "met" if value else "not_met", value, texts[name]))

    known("from-law-enforcement", agency.is_law_enforcement)
    given("agency-name", agency.name)
    given("agent-name", officer.name)
    given("agent-badge", officer.badge_number)
    mail = ADDRESS.fullmatch(officer.email or "")
    met = mail is not None and mail[1] not in PRIVATE
    add(("agent-email", "met" if met else "not_met", officer.email, texts["agent-email"]))
    met = bool(officer.phone and DIGIT.search(officer.phone))
    add(("agent-phone", "met" if met else "not_met", officer.phone, texts["agent-phone"]))
    met = bool(officer.mailing_address) and PO_BOX.search(officer.mailing_address or "") is None
    add(("mailing-address", "met" if met else "not_met", officer.mailing_address, texts["mailing-address"]))
    given("response-date", request.response_requested_by)
    given("legal-process", process.id)
    if process.id == "subpoena":
        form = "cannot_tell" if not process.form else "met"
        if form == "met" and process.form not in ("administrative", "grand_jury", "trial"):
            form = "not_met"
        add(("subpoena-form", form, process.form, texts["subpoena-form"]))
    known("enforceable-process", request.attested.process_valid if request.attested else None)
    if process.id not in ("mlat_request", "letter_rogatory"):
        met = process.addressed_to == "TikTok Inc."
        add(
            (
                "addressed-to-entity",
                "met" if met else "not_met",
                process.addressed_to,
                texts["addressed-to-entity"],
            )
        )
    given("data-specified", [entry.category for entry in request.data_requested])
    kinds = [[entry.type for entry in account.identifiers if entry.value] for account in request.accounts]
    met = bool(kinds) and all("username" in types for types in kinds)
    add(("username", "met" if met else "not_met", kinds, texts["username"]))
    add(
        (
            "serve-by-email",
            "met" if request.channel == "email" else "not_met",
            request.channel,
            texts["serve-by-email"],
        )
    )
    met = notice.officer_states_jeopardy is not None
    add(
        (
            "notice-jeopardy",
            "met" if met else "cannot_tell",
            notice.officer_states_jeopardy,
            texts["notice-jeopardy"],
        )
    )
    asks = notice.officer_asks_not_to_notify
    met = asks is False or bool(asks and notice.officer_states_jeopardy)
    add(("notice-request-has-reason", "met" if met else "not_met", asks, texts["notice-request-has-reason"]))
    asked = request.enforcement.officer_asks_deferral
    known("deferral-is-weighed", None if asked is None else not asked)
    reach = [
        (entry.category, "yes" if process.id in REACHED.get(entry.category, ()) else "no")
        for entry in request.data_requested
    ]
    answers = [answer for _, answer in reach]
    worst = {outcome for _, outcome, _, _ in found}
    if "yes" not in answers:
        disposition = "reject"
    elif "not_met" in worst:
        disposition = "clarify"
    else:
        disposition = "proceed_in_part" if "no" in answers else "proceed"
    held = asks and notice.officer_states_jeopardy
    return disposition, "cannot_tell" in worst, found, reach, "withhold" if held else "person_decides"


def rate(work: Callable[[], object]) -> float:
    """Calls a second in the best of many short rounds: what the core does when nobody else uses it."""
    work()
    best = 0.0
    for _ in range(ROUNDS):
        count, start = 0, perf_counter()
        while (spent := perf_counter() - start) < SECONDS:
            for _ in range(10):
                work()
            count += 10
        best = max(best, count / spent)
    return best


def agree(assessment: Assessment, answer: tuple[Any, ...]) -> None:
    """Both programs must say the same, or the comparison means nothing."""
    assert [(each.provision.id, str(each.outcome)) for each in assessment.findings] == [
        (name, outcome) for name, outcome, _, _ in answer[2]
    ]
    assert (str(assessment.disposition), assessment.needs_person) == answer[:2]
    assert [(each.category, str(each.reachable)) for each in assessment.reach] == answer[3]
    assert str(assessment.notice.plan) == answer[4]


def main() -> None:
    """Measure and print."""
    guideline = catalogue().get("tiktok-inc", "2020-08-13")
    texts = {provision.id: provision.text for provision in guideline.provisions}
    request = parse_request(legal())
    agree(assess(guideline, request), straight(texts, request))
    machine = f"{platform.platform()}, {os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}"
    print(f"{machine}, Python {platform.python_version()}")
    bare = rate(lambda: straight(texts, request))
    print(f"straight-line Python, a legal request: {bare:,.0f}/s")
    for sample in (legal, preservation, emergency):
        each = parse_request(sample())
        findings = len(assess(guideline, each).findings)
        ours = rate(lambda each=each: assess(guideline, each))  # type: ignore[misc]
        against = f", {ours / bare:.2f} of straight-line" if sample is legal else ""
        print(f"assess, {sample.__name__}, {findings} findings with their sentences: {ours:,.0f}/s{against}")
    document = rate(lambda: assess(guideline, request).to_document())
    whole = rate(lambda: json.dumps(assess(guideline, parse_request(legal())).to_document()))
    print(f"assess and write as values: {document:,.0f}/s; parse, assess, write as JSON text: {whole:,.0f}/s")


if __name__ == "__main__":
    main()
