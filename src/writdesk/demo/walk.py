"""The main job from end to end, without a browser: the pages' own actions, by invented people."""

from __future__ import annotations

import io
import shutil
from collections.abc import Callable
from pathlib import Path

from django.utils import timezone

from writdesk.actions.actor import Actor
from writdesk.actions.correspondence.post_letter import draft_letter
from writdesk.actions.directory.record_call_back import add_agency_number, record_call_back
from writdesk.actions.intake.receive_request import receive_request
from writdesk.actions.intake.uploads import Upload, open_blob
from writdesk.actions.people.sign_in import use_sign_in_link
from writdesk.actions.producing.certify_production import certify_production
from writdesk.actions.producing.deliver_production import deliver_production
from writdesk.actions.producing.download_production import download_production
from writdesk.actions.producing.start_collection import start_collection
from writdesk.actions.reading import assessment_of
from writdesk.actions.review.assign_request import assign_request
from writdesk.actions.review.attest_fact import attest_fact
from writdesk.actions.review.propose_decision import Proposal, propose_decision
from writdesk.adapters.vault import desk_keys
from writdesk.core.assessment import Assessment
from writdesk.core.conditions import Outcome
from writdesk.demo.officer import link_token, officer_link
from writdesk.demo.papers import make_paper
from writdesk.demo.request_form import OFFICER_EMAIL, subpoena_form, subpoena_paper
from writdesk.jobs.worker import run_all
from writdesk.store.agencies import CallBack
from writdesk.store.decisions import Decision
from writdesk.store.ledger import current_frontier
from writdesk.store.ledger_audit import verify_ledger
from writdesk.store.ledger_checkpoints import make_checkpoint
from writdesk.store.people import Person
from writdesk.store.requests import Request

Say = Callable[[str], None]
LETTER = "request-letter.pdf"
KEY = "desk-public-key.pem"
ORIGIN = "demo.writdesk.example/ledger"
COPY_BYTES = 1 << 20
INDENT = " " * 19


class Walk:
    """One request on its way; ``say`` is told each step with the index of its ledger entry."""

    def __init__(self, out: Path, say: Say) -> None:
        self._out = out
        self._say = say
        self._reference = ""

    def run(self) -> Path:
        """Walk the whole life; returns the package as the officer holds it."""
        officer = self._officer_signs_in()
        self._request_arrives(officer)
        assessment = self._analyst_reviews()
        self._agency_is_called_back()
        self._analyst_decides(assessment)
        self._custodian_produces()
        package = self._officer_downloads(officer)
        self._ledger_is_signed()
        return package

    def _officer_signs_in(self) -> Actor:
        token = link_token(officer_link(OFFICER_EMAIL))
        officer = use_sign_in_link(token, at=timezone.now())
        self._step("Officer", f"opens the link mailed to {OFFICER_EMAIL}")
        return Actor(person=officer)

    def _request_arrives(self, officer: Actor) -> None:
        now = timezone.now()
        letter = make_paper("subpoena", subpoena_paper(now.date()))
        (self._out / LETTER).write_bytes(letter)
        assert officer.person is not None
        request = receive_request(
            document=subpoena_form(now.date()),
            uploads=[Upload(name=LETTER, source=io.BytesIO(letter))],
            by=officer,
            at=now,
            submission="demo-walk",
            officer=officer.person.officer,
        )
        self._reference = request.reference
        self._step("Officer", f"sends a grand-jury subpoena; it becomes {request.reference}")

    def _analyst_reviews(self) -> Assessment:
        analyst = _staff("analyst")
        assert analyst.person is not None
        assign_request(self._reference, to=analyst.person, by=analyst, at=timezone.now())
        self._step("Analyst", "takes the request under review")
        for finding in self._assessment().with_outcome(Outcome.CANNOT_TELL):
            attest_fact(
                self._reference,
                fact=finding.fact_name,
                value=True,
                reason="Seen on the letter.",
                by=analyst,
                at=timezone.now(),
            )
            self._step("Analyst", f"looks at the letter and attests {finding.fact_name}")
        return self._tell_assessment()

    def _tell_assessment(self) -> Assessment:
        assessment = self._assessment()
        self._say(f"{INDENT}{assessment.guideline.name} suggests: {assessment.disposition.value}")
        for line in assessment.reach:
            said = line.because.partition(":")[0].rstrip(".")
            self._say(f"{INDENT}{line.category}: {line.reachable.value} ({said})")
        return assessment

    def _agency_is_called_back(self) -> None:
        request = self._request()
        number = add_agency_number(
            agency=request.agency,
            country=request.country,
            number="+1 217 555 0100",
            source="The state's printed directory of agencies, page 12",
            by=_staff("counsel2"),
            at=timezone.now(),
        )
        self._step("Counsel", "adds a number of the agency from an independent source")
        record_call_back(
            self._reference,
            number=number,
            outcome=CallBack.Outcome.CONFIRMED,
            note="The records office knows the officer and the request.",
            by=_staff("analyst"),
            at=timezone.now(),
        )
        self._step("Analyst", "calls that number; the agency confirms the request")

    def _analyst_decides(self, assessment: Assessment) -> None:
        granted = "We provide: subscriber information. User interactions are available only under a warrant."
        proposal = Proposal(
            outcome=Decision.Outcome.APPROVE,
            reason="A valid subpoena opens subscriber information and nothing else.",
            letter=draft_letter(self._request(), "approval", particulars={"granted": granted}),
            categories=tuple(line.category for line in assessment.reach),
        )
        analyst = _staff("analyst")
        decision = propose_decision(self._reference, proposal=proposal, by=analyst, at=timezone.now())
        categories = ", ".join(entry["category"] for entry in decision.granted)
        self._step("Analyst", f"approves in part; the signed grant covers {categories}")

    def _custodian_produces(self) -> None:
        custodian = _staff("custodian")
        start_collection(self._reference, by=custodian, at=timezone.now())
        self._step("Custodian", "starts the collection")
        run_all()
        self._step("Desk", "has collected what the grant covers")
        certify_production(self._reference, by=custodian, at=timezone.now())
        self._step("Custodian", "certifies the records")
        run_all()
        self._step("Desk", "has built and sealed the package")
        deliver_production(self._reference, by=custodian, at=timezone.now())
        self._step("Custodian", "delivers")
        run_all()

    def _officer_downloads(self, officer: Actor) -> Path:
        production = download_production(self._reference, by=officer, at=timezone.now())
        package = self._out / f"{self._reference}.zip"
        with open_blob(production.blob, production.request.data_key) as source, package.open("wb") as sink:
            shutil.copyfileobj(source, sink, COPY_BYTES)
        (self._out / KEY).write_bytes(desk_keys().signer.public_pem())
        self._step(
            "Officer", f"downloads {package.name} ({production.size:,} bytes, {production.files} files)"
        )
        return package

    def _ledger_is_signed(self) -> None:
        signer = desk_keys().signer
        checkpoint = make_checkpoint(signer, origin=ORIGIN, at=timezone.now())
        report = verify_ledger([signer.public_pem()])
        if not report.is_whole:
            raise RuntimeError("; ".join(str(fault) for fault in report.faults))
        self._say(f"\nLedger:     {checkpoint.size} entries, signed and whole")

    def _request(self) -> Request:
        return Request.objects.get(reference=self._reference)

    def _assessment(self) -> Assessment:
        return assessment_of(self._request())

    def _step(self, who: str, what: str) -> None:
        self._say(f"  [{current_frontier().size - 1:>3}] {who:<10} {what}")


def _staff(username: str) -> Actor:
    return Actor(person=Person.objects.get(username=username))
