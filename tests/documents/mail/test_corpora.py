"""The suites of SPF and ARC, and collected mail: every case, with each deviation from what is expected named.

Each deviation is explained in docs/mail-authentication.md.
"""

from __future__ import annotations

import json
from collections import Counter
from datetime import UTC, datetime
from pathlib import Path

import pytest
from tests.corpora import CORPORA
from tests.documents.mail.corpora import RecordedZone, sample_of, spf_cases, yaml_documents

from writdesk.documents.mail.parsing import parse_mail
from writdesk.documents.sender.answers import Answer, Answers, Outcome, Question
from writdesk.documents.sender.authentication import authenticate, authenticate_with
from writdesk.documents.sender.results import Envelope, SenderAuthentication

pytestmark = [
    pytest.mark.corpora,
    pytest.mark.skipif(CORPORA is None, reason="the corpora do not lie beside the repository"),
]
AT = datetime(2026, 1, 1, tzinfo=UTC)
ROOT = CORPORA or Path()

# RFC 8617 section 5.2: a chain whose last seal says fail has failed. The older suite expects no result.
# And a signature that covers no header at all proves nothing.
ARC_DEVIATIONS = {
    "cv_fail_i1_as_cv_fail": "fail",
    "cv_fail_i2_as2_fail": "fail",
    "cv_fail_i2_as1_fail": "fail",
    "ams_fields_h_empty": "fail",
}
# File, case, sender and address of what this suite expects otherwise than RFC 7208; see the documentation.
SPF_DEVIATIONS = {
    ("all.yml", "All test", "10.0.0.1", "permerror"),
    ("basic.yml", "DNS Lookup Limits", "172.168.0.1", "permerror"),
    ("basic.yml", "DNS Lookup Limits", "10.0.0.8", "permerror"),
    ("basic.yml", "DNS Lookup Limits", "10.0.0.11", "permerror"),
    ("basic.yml", "HELO identity", "172.168.0.1", "pass"),
    ("exists.yml", "Exists", "167.1.2.3", "fail"),
    ("ip.yml", "IPv6 match", "10.1.2.3", "fail"),
    ("macro.yml", "Macro expansion 2", "2001:db8::cb01", "fail"),
}


def say(capsys: pytest.CaptureFixture[str], text: str) -> None:
    with capsys.disabled():
        print(f"\n  {text}")


def test_the_whole_suite_of_rfc_7208_gives_what_it_expects(capsys: pytest.CaptureFixture[str]) -> None:
    cases, wrong = 0, []
    for document in yaml_documents(ROOT / "spf/test/rfc7208-tests.yml"):
        zone = RecordedZone(document["zonedata"])
        for name, case in document["tests"].items():
            envelope = Envelope(ip=case["host"], helo=case["helo"], mail_from=case["mailfrom"])
            result, used = authenticate_with(b"Subject: x\r\n\r\n", envelope, AT, zone)
            assert authenticate(b"Subject: x\r\n\r\n", envelope, used, AT) == result
            expected = case["result"] if isinstance(case["result"], list) else [case["result"]]
            cases += 1
            if result.spf.result.value not in expected:
                wrong.append((name, expected, result.spf))
    say(capsys, f"spf: {cases} cases of the RFC 7208 suite, {len(wrong)} deviations")
    assert cases == 203
    assert not wrong


def test_the_whole_arc_suite_gives_what_it_expects_but_for_four(capsys: pytest.CaptureFixture[str]) -> None:
    cases, deviations = 0, {}
    for document in yaml_documents(ROOT / "arc/arc-draft-validation-tests.yml"):
        for name, case in document["tests"].items():
            known = _text_records(document.get("txt-records") or {})
            raw = case["message"].replace("\n", "\r\n").encode()
            result, _ = authenticate_with(raw, Envelope(), AT, _no_domain, answers=Answers(known))
            cases += 1
            if result.arc.result.value != (case["cv"] or "none").lower():
                deviations[name] = result.arc.result.value
    say(capsys, f"arc: {cases} cases, {len(deviations)} deviations, each explained")
    assert cases == 171
    assert deviations == ARC_DEVIATIONS


def test_the_line_suites_of_spf_give_what_they_expect_but_for_the_explained(
    capsys: pytest.CaptureFixture[str],
) -> None:
    cases, deviations = 0, []
    for path in sorted((ROOT / "mail-auth/resources/spf").glob("*.yml")):
        for name, domain, sender, ip, expected, zone in spf_cases(path):
            envelope = Envelope(ip=ip, helo=domain, mail_from=sender)
            result, _ = authenticate_with(b"", envelope, AT, zone)
            word, _, explanation = expected.partition(" ")
            cases += 1
            if result.spf.result.value != word.lower() or explanation not in result.spf.reason:
                deviations.append((path.name, name, ip, result.spf.result.value))
    say(capsys, f"mail-auth/spf: {cases} cases, {len(deviations)} deviations, each explained")
    assert cases == 163
    assert set(deviations) == SPF_DEVIATIONS


def test_signatures_of_real_mail_are_intact(capsys: pytest.CaptureFixture[str]) -> None:
    found: dict[str, tuple[list[str], str]] = {}
    for folder in ("dkim", "arc"):
        for path in sorted((ROOT / "mail-auth/resources" / folder).glob("*.txt")):
            answers, raw = sample_of(path)
            result, _ = authenticate_with(raw, Envelope(), AT, _no_domain, answers=answers)
            words = [f"{one.result.value} {' '.join(one.reasons)}".strip() for one in result.dkim]
            found[f"{folder}/{path.name}"] = (words, result.arc.result.value)
    say(capsys, f"mail-auth: {len(found)} mails, {sum(len(one[0]) for one in found.values())} signatures")
    assert found == {
        "dkim/001.txt": (["pass", "pass"], "none"),
        "dkim/002.txt": (["pass"], "none"),
        "dkim/003.txt": (["pass", "pass"], "none"),
        "dkim/004.txt": (["pass"], "none"),
        # It is intact; its x= has passed.
        "dkim/005.txt": (["policy expired"], "none"),
        "dkim/006.txt": (["pass"], "none"),
        # A mailing list added a footer to what the author signed; the chain tells.
        "arc/001.txt": (["pass", "pass", "fail body_changed headers_changed"], "pass"),
        "arc/002.txt": (["pass"], "pass"),
    }


def test_every_collected_mail_is_read_and_none_is_dropped(capsys: pytest.CaptureFixture[str]) -> None:
    faults: Counter[str] = Counter()
    paths = sorted(path for path in ROOT.glob("mail-*/resources/**/*") if path.is_file())
    for path in paths:
        mail = parse_mail(path.read_bytes())
        assert "unreadable" not in mail.fault_codes, path
        assert isinstance(authenticate(path.read_bytes(), Envelope(), Answers(), AT), SenderAuthentication)
        faults.update(mail.fault_codes)
    mails = [path for path in paths if path.suffix == ".eml"]
    say(capsys, f"mail-auth and mail-parser: {len(paths)} files read, {len(mails)} of them mails")
    assert len(paths) == 155
    assert len(mails) == 45


# What is read otherwise than by the collection's own reader; see the documentation.
TEXT_NOT_ATTACHED = "0 attachments for 1"
READ_OTHERWISE = {
    **dict.fromkeys(
        ("001", "002", "003", "004", "006", "007", "008", "009", "011", "016"), TEXT_NOT_ATTACHED
    ),
    "012": "3 attachments for 2",
}


def test_mails_are_read_as_their_collection_says(capsys: pytest.CaptureFixture[str]) -> None:
    cases, other = 0, {}
    for path in sorted((ROOT / "mail-parser/resources/eml").rglob("*.eml")):
        for variant, raw in (("", path.read_bytes()), (".crlf", _with_returns(path.read_bytes()))):
            expected = json.loads(path.with_name(path.stem + variant + ".json").read_text())
            difference = _difference(parse_mail(raw), expected)
            cases += 1
            if difference:
                other[f"{path.parent.name}/{path.stem}{variant}"] = difference
    expected_differences = {
        f"malformed/{stem}{variant}": what
        for stem, what in READ_OTHERWISE.items()
        for variant in ("", ".crlf")
    }
    say(capsys, f"mail-parser: {cases} expected readings, {len(other)} read otherwise, each explained")
    assert cases == 66
    assert other == expected_differences


def _with_returns(raw: bytes) -> bytes:
    return raw.replace(b"\r\n", b"\n").replace(b"\n", b"\r\n")


def _difference(mail: object, expected: dict[str, object]) -> str:
    head = expected["parts"][0]["headers"]  # type: ignore[index]
    subject = next((_text(one["value"]) for one in head if one["name"] == "subject"), "")
    senders = [box["address"] for one in head if one["name"] == "from" for box in _boxes(one["value"])]
    own = [box.address for box in mail.senders]  # type: ignore[attr-defined]
    found = []
    if subject.split() != mail.subject.split():  # type: ignore[attr-defined]
        found.append(f"subject {mail.subject!r} for {subject!r}")  # type: ignore[attr-defined]
    if [one for one in senders if one and "@" in one] != own:
        found.append(f"from {own} for {senders}")
    count = len(mail.attachments)  # type: ignore[attr-defined]
    if count != len(expected["attachments"]):  # type: ignore[arg-type]
        found.append(f"{count} attachments for {len(expected['attachments'])}")  # type: ignore[arg-type]
    return "; ".join(found)


def _text(value: object) -> str:
    return str(value["Text"]) if isinstance(value, dict) and "Text" in value else ""


def _boxes(value: object) -> list[dict[str, str]]:
    address = value.get("Address", {}) if isinstance(value, dict) else {}
    groups = [{"addresses": address["List"]}] if "List" in address else address.get("Group", [])
    return [box for group in groups for box in group["addresses"]]


def _text_records(records: dict[str, str]) -> dict[Question, Answer]:
    return {
        Question(name.rstrip(".").lower(), "TXT"): Answer(Outcome.FOUND, (value,))
        for name, value in records.items()
    }


def _no_domain(questions: object) -> dict[Question, Answer]:
    return {question: Answer(Outcome.NO_DOMAIN) for question in questions}  # type: ignore[attr-defined]
