"""Nothing of the evaluation touches the network, and what is kept gives the same result years later."""

import json
import socket
from datetime import UTC, datetime

import dns.resolver
import pytest
import spf
from tests.documents.mail.signing import AT, DOMAIN, MAIL, keys, sign, txt

from writdesk.adapters.dns import Resolver
from writdesk.documents.mail_reading import authenticate_mail
from writdesk.documents.sender.answers import Answer, Answers, Outcome, Question
from writdesk.documents.sender.authentication import authenticate, authenticate_with
from writdesk.documents.sender.document import frozen_document
from writdesk.documents.sender.results import Envelope, Result, SenderAuthentication
from writdesk.documents.sender.zone import ZoneUnreadable, read_zone

ENVELOPE = Envelope(ip="192.0.2.1", helo="mx.pd.example", mail_from=f"doe@{DOMAIN}")
ZONE = f"""
{DOMAIN}. 60 IN TXT "v=spf1 mx include:_spf.{DOMAIN} " "-all"
{DOMAIN}. IN MX 10 mx.{DOMAIN}.
mx.{DOMAIN}. IN A 192.0.2.1
_dmarc.{DOMAIN}. IN CNAME policy.{DOMAIN}.
policy.{DOMAIN}. IN TXT "v=DMARC1; p=reject"
"""


@pytest.fixture
def _no_network(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise AssertionError("the network was touched")

    monkeypatch.setattr(socket, "socket", refuse)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)
    monkeypatch.setattr(spf, "DNSLookup", refuse)
    monkeypatch.setattr(dns.resolver, "resolve", refuse)


@pytest.mark.usefixtures("_no_network")
def test_what_is_kept_gives_the_same_result_with_the_network_gone() -> None:
    zone = read_zone(ZONE)
    raw = sign()
    known = Answers(keys())
    result, answers = authenticate_with(raw, ENVELOPE, AT, zone.answer, answers=known)
    assert (result.spf.result, result.dmarc.result) == (Result.PASS, Result.PASS)
    kept = json.loads(json.dumps(frozen_document(result, ENVELOPE, answers)))
    again = authenticate(
        raw,
        Envelope(**kept["envelope"]),
        Answers.from_json(kept["answers"]),
        datetime.fromisoformat(kept["results"]["evaluated_at"]),
    )
    assert again == result == SenderAuthentication.from_json(kept["results"])


def test_the_confined_process_comes_to_the_same_result() -> None:
    zone = read_zone(ZONE)

    def resolve(questions: object) -> dict[Question, Answer]:
        return {**zone.answer(questions), **{q: keys()[q] for q in questions if q in keys()}}  # type: ignore[arg-type,attr-defined]

    here = authenticate_with(sign(), ENVELOPE, AT, resolve)
    there = authenticate_mail(sign(), ENVELOPE, AT, resolve)
    assert there[0] == here[0]
    assert there[1].as_json() == here[1].as_json()


def test_unanswered_questions_are_kept_as_such() -> None:
    result, answers = authenticate_with(MAIL, ENVELOPE, AT, lambda _: {})
    assert result.spf.result is Result.TEMPERROR
    assert {answer.outcome for answer in answers.known.values()} == {Outcome.NOT_ASKED}


def test_a_resolver_that_nobody_answers_records_that() -> None:
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as silent:
        silent.bind(("127.0.0.1", 0))
        resolver = Resolver(
            nameservers=["127.0.0.1"], port=silent.getsockname()[1], seconds=0.3, all_seconds=0.6
        )
        questions = [Question(f"n{number}.example", "TXT") for number in range(20)]
        found = resolver.answer(questions)
    assert list(found) == questions
    assert {answer.outcome for answer in found.values()} == {Outcome.TIMED_OUT}


def test_a_zone_file_answers_as_a_server_does() -> None:
    zone = read_zone(ZONE)
    asked = [Question(f"_dmarc.{DOMAIN}", "TXT"), Question(DOMAIN, "A"), Question("other.example", "A")]
    found = zone.answer(asked)
    assert found[asked[0]] == Answer(Outcome.FOUND, ("v=DMARC1; p=reject",))
    assert found[asked[1]].outcome is Outcome.NO_DATA
    assert found[asked[2]].outcome is Outcome.NO_DOMAIN
    with pytest.raises(ZoneUnreadable, match="cannot be read"):
        read_zone("this is no zone file")


def test_the_time_of_the_evaluation_is_kept() -> None:
    then = datetime(2031, 1, 1, tzinfo=UTC)
    assert authenticate(MAIL, Envelope(), Answers(txt("x.example")), then).evaluated_at == then
