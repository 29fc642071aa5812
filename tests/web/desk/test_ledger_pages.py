"""The auditor's pages: every entry, the checkpoint, the proof, and no content."""

from __future__ import annotations

import pytest
from django.utils import timezone

from tests.conftest import MakePerson
from tests.web.desk.conftest import OnTheDesk, SignedIn
from writdesk.adapters.vault import desk_keys
from writdesk.store.ledger_checkpoints import make_checkpoint
from writdesk.store.people import Role

pytestmark = pytest.mark.django_db


def test_an_empty_ledger_says_so(signed_in: SignedIn) -> None:
    assert "Nothing was entered yet." in signed_in(Role.AUDITOR).get("/desk/ledger/").content.decode()


def test_the_auditor_sees_every_entry_and_no_content(signed_in: SignedIn, on_the_desk: OnTheDesk) -> None:
    request = on_the_desk()
    auditor = signed_in(Role.AUDITOR)
    for address in ("/desk/ledger/", "/desk/ledger/0/"):
        page = auditor.get(address).content.decode()
        assert "A request arrived and was stored." in page
        for secret in (request.reference, "Dana Ruiz", "Springfield", "lucky.lark", "Ida Intake"):
            assert secret not in page


def test_an_entry_under_a_checkpoint_shows_its_proof(signed_in: SignedIn, on_the_desk: OnTheDesk) -> None:
    on_the_desk()
    auditor = signed_in(Role.AUDITOR)
    assert "No checkpoint covers this entry yet." in auditor.get("/desk/ledger/0/").content.decode()
    make_checkpoint(desk_keys().signer, origin="desk.example/ledger", at=timezone.now())
    assert "desk.example/ledger" in auditor.get("/desk/ledger/").content.decode()
    assert "This text proves" in auditor.get("/desk/ledger/0/").content.decode()


def test_an_entry_that_is_not_there_is_absent(signed_in: SignedIn) -> None:
    assert signed_in(Role.AUDITOR).get("/desk/ledger/7/").status_code == 404


def test_the_ledger_is_paged_by_index(signed_in: SignedIn, on_the_desk: OnTheDesk) -> None:
    for _ in range(53):
        on_the_desk()
    auditor = signed_in(Role.AUDITOR)
    assert "?before=3" in auditor.get("/desk/ledger/").content.decode()
    last = auditor.get("/desk/ledger/?before=3").content.decode()
    assert last.count('<td class="number" data-label="Index">') == 3


def test_the_administrator_sees_who_works_here_and_no_officer(
    signed_in: SignedIn, make_person: MakePerson
) -> None:
    make_person(Role.OFFICER, username="officer-4f", name="")
    make_person(Role.COUNSEL, name="Ingrid Vasquez-Lund")
    page = signed_in(Role.ADMINISTRATOR).get("/desk/people/").content.decode()
    assert "Ingrid Vasquez-Lund" in page
    assert "officer-4f" not in page
