"""A decision taken back on the desk's pages before anything was collected."""

from __future__ import annotations

import pytest

from tests.conftest import MakePerson
from tests.web.desk.conftest import OnTheDesk, SignedIn, attest_all
from tests.web.desk.test_acts import post, text_of
from writdesk.core.lifecycle import Status
from writdesk.store.people import Role

pytestmark = pytest.mark.django_db


@pytest.mark.usefixtures("clipstream")
def test_an_approval_is_decided_anew_with_a_reason(
    signed_in: SignedIn, on_the_desk: OnTheDesk, make_person: MakePerson
) -> None:
    analyst = make_person(Role.ANALYST, name="Noor Haddad")
    request = on_the_desk(holder=analyst)
    attest_all(request, analyst)
    browser, page = signed_in(analyst), f"/desk/requests/{request.reference}/"
    typed = {"categories": ["subscriber_information"], "reason": "r", "subject": "s", "text": "t"}
    approved = post(browser, request, "decide/approve", step="send", **typed)
    assert approved.status_code == 302, text_of(approved)
    assert "Decide anew" in text_of(browser.get(page))
    refused = post(browser, request, "reconsider", reason="")
    assert refused.status_code == 400
    assert "Say why" in text_of(refused)
    assert post(browser, request, "reconsider", reason="The officer narrowed it.").status_code == 302
    request.refresh_from_db()
    assert request.status == Status.UNDER_REVIEW
    assert "The officer narrowed it." in text_of(browser.get(page))
