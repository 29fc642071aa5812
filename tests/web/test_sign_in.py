"""Staff sign in with a password and a code; failures lock out nobody else."""

from __future__ import annotations

import base64
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, hotp_value, yield_hotp_counters_from_time
from django.contrib.sessions.models import Session
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from tests.conftest import MakePerson, sign_in
from tests.web.test_access import without_token
from writdesk.ledger.entry import decode
from writdesk.ledger.errors import LedgerUnwritable
from writdesk.store import ledger
from writdesk.store.ledger import body_of, current_frontier
from writdesk.store.people import Role
from writdesk.web.signin import TOO_MANY, WRONG, DeskMFAAdapter

PASSWORD = "a long enough password"
SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"

pytestmark = pytest.mark.django_db


def code_of(secret: str) -> str:
    return format_hotp_value(hotp_value(secret, next(yield_hotp_counters_from_time())))


def try_to_sign_in(
    client: Client, username: str, password: str = PASSWORD, address: str = "192.0.2.1"
) -> Any:
    form = {"login": username, "password": password}
    return client.post(reverse("account_login"), form, REMOTE_ADDR=address)


def test_a_password_alone_does_not_sign_in(client: Client, make_person: MakePerson) -> None:
    TOTP.activate(make_person(Role.ANALYST), SECRET)
    response = try_to_sign_in(client, "analyst")
    assert response.headers["Location"] == reverse("mfa_authenticate")
    assert client.get(reverse("desk_home")).status_code == 302


def test_password_and_code_sign_in_and_lead_to_the_desk(client: Client, make_person: MakePerson) -> None:
    TOTP.activate(make_person(Role.ANALYST), SECRET)
    try_to_sign_in(client, "analyst")
    response = client.post(reverse("mfa_authenticate"), {"code": code_of(SECRET)})
    assert response.headers["Location"] == reverse("start")
    assert client.get(reverse("start")).headers["Location"] == reverse("desk_home")
    assert client.get(reverse("desk_home")).status_code == 200


def test_a_sign_in_of_staff_is_entered_in_the_ledger_once_both_factors_were_shown(
    client: Client, make_person: MakePerson
) -> None:
    TOTP.activate(make_person(Role.ANALYST), SECRET)
    try_to_sign_in(client, "analyst")
    before = current_frontier().size
    client.post(reverse("mfa_authenticate"), {"code": code_of(SECRET)})
    assert current_frontier().size == before + 1
    assert decode(body_of(before)).code == "staff.signed_in"


def test_without_the_ledger_nobody_signs_in(
    client: Client, make_person: MakePerson, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(*_args: object) -> None:
        raise LedgerUnwritable("no room")

    TOTP.activate(make_person(Role.ANALYST), SECRET)
    try_to_sign_in(client, "analyst")
    monkeypatch.setattr(ledger, "_append", fails)
    with pytest.raises(LedgerUnwritable):
        client.post(reverse("mfa_authenticate"), {"code": code_of(SECRET)})
    assert client.get(reverse("desk_home")).status_code == 302


def test_a_code_works_once(make_person: MakePerson) -> None:
    TOTP.activate(make_person(Role.ANALYST), SECRET)
    code = code_of(SECRET)
    locations = []
    for _ in range(2):
        client = Client()
        try_to_sign_in(client, "analyst")
        response = client.post(reverse("mfa_authenticate"), {"code": code})
        locations.append(response.headers.get("Location"))
    assert locations == [reverse("start"), None]


def test_an_unknown_username_and_a_wrong_password_get_the_same_page(
    client: Client, make_person: MakePerson
) -> None:
    make_person(Role.ANALYST)
    wrong = without_token(try_to_sign_in(client, "analyst", "not the password"))
    unknown = without_token(try_to_sign_in(client, "analyss", "not the password"))
    assert WRONG in wrong
    assert wrong.replace("analyst", "analyss") == unknown


def test_after_five_failures_the_right_password_is_refused_from_that_address(
    client: Client, make_person: MakePerson
) -> None:
    TOTP.activate(make_person(Role.ANALYST), SECRET)
    for _ in range(5):
        try_to_sign_in(client, "analyst", "guess")
    assert TOO_MANY in try_to_sign_in(client, "analyst").content.decode()


def test_failures_elsewhere_do_not_lock_out_the_person(client: Client, make_person: MakePerson) -> None:
    TOTP.activate(make_person(Role.ANALYST), SECRET)
    for _ in range(20):
        try_to_sign_in(client, "analyst", "guess", address="203.0.113.9")
    assert try_to_sign_in(client, "analyst").headers["Location"] == reverse("mfa_authenticate")


def test_failures_of_a_colleague_behind_the_same_address_lock_out_nobody_else(
    client: Client, make_person: MakePerson
) -> None:
    make_person(Role.COUNSEL)
    TOTP.activate(make_person(Role.ANALYST), SECRET)
    for _ in range(20):
        try_to_sign_in(client, "counsel", "guess")
    assert try_to_sign_in(client, "analyst").headers["Location"] == reverse("mfa_authenticate")


def test_a_forwarded_address_is_not_believed_without_a_proxy_of_our_own(
    client: Client, make_person: MakePerson
) -> None:
    make_person(Role.ANALYST)
    for last in range(5):
        form = {"login": "analyst", "password": "guess"}
        client.post(reverse("account_login"), form, HTTP_X_FORWARDED_FOR=f"198.51.100.{last}")
    response = client.post(reverse("account_login"), {"login": "analyst", "password": PASSWORD})
    assert TOO_MANY in response.content.decode()


def test_the_secret_of_a_second_factor_lies_sealed_in_the_database(make_person: MakePerson) -> None:
    TOTP.activate(make_person(Role.ANALYST), SECRET)
    stored = Authenticator.objects.get().data["secret"]
    assert SECRET not in stored
    assert SECRET.encode() not in base64.b64decode(stored)
    assert DeskMFAAdapter().decrypt(stored) == SECRET


def test_a_new_second_factor_is_set_up_with_its_first_code(client: Client, make_person: MakePerson) -> None:
    make_person(Role.ANALYST)
    try_to_sign_in(client, "analyst")
    page = client.get(reverse("mfa_activate_totp"))
    secret = page.context["form"].secret
    assert secret in page.content.decode()
    response = client.post(reverse("mfa_activate_totp"), {"code": code_of(secret)})
    assert response.headers["Location"] == reverse("mfa_view_recovery_codes")
    assert client.get(reverse("desk_home")).status_code == 200


def test_recovery_codes_are_shown_once_and_each_signs_in_once(make_person: MakePerson) -> None:
    make_person(Role.ANALYST)
    client = Client()
    try_to_sign_in(client, "analyst")
    secret = client.get(reverse("mfa_activate_totp")).context["form"].secret
    client.post(reverse("mfa_activate_totp"), {"code": code_of(secret)})
    codes = client.get(reverse("mfa_view_recovery_codes")).context["unused_codes"]
    assert len(codes) == 10
    assert codes[0] not in client.get(reverse("mfa_view_recovery_codes")).content.decode()
    answers = []
    for _ in range(2):
        again = Client()
        try_to_sign_in(again, "analyst")
        answers.append(again.post(reverse("mfa_authenticate"), {"code": codes[0]}).status_code)
    assert answers == [302, 200]


def test_a_session_without_the_second_factor_must_show_it_where_one_is_set_up(
    client: Client, make_person: MakePerson
) -> None:
    person = make_person(Role.ANALYST)
    TOTP.activate(person, SECRET)
    sign_in(client, person, has_second_factor=False)
    response = client.get(reverse("mfa_activate_totp"))
    assert response.headers["Location"] == reverse("mfa_reauthenticate")
    client.post(reverse("mfa_reauthenticate"), {"code": code_of(SECRET)})
    assert client.get(reverse("desk_home")).status_code == 200


def test_what_a_session_holds_lies_sealed_in_the_database(client: Client, make_person: MakePerson) -> None:
    sign_in(client, make_person(Role.ANALYST))
    session = client.session
    session["draft"] = "somebody's name"
    session.save()
    import zlib

    stored = Session.objects.get(session_key=session.session_key).session_data
    body = stored.split(":")[0].lstrip(".")
    raw = base64.urlsafe_b64decode(body + "=" * (-len(body) % 4))
    plain = zlib.decompress(raw) if stored.startswith(".") else raw
    assert b"somebody" not in plain


def test_signing_up_is_not_possible() -> None:
    from django.urls import NoReverseMatch

    for name in ("account_signup", "account_email", "mfa_deactivate_totp", "account_reset_password"):
        with pytest.raises(NoReverseMatch):
            reverse(name)


def test_signing_out_needs_the_token_and_ends_the_session(make_person: MakePerson) -> None:
    client = Client(enforce_csrf_checks=True)
    sign_in(client, make_person(Role.ANALYST))
    assert client.post(reverse("account_logout")).status_code == 403
    assert client.get(reverse("desk_home")).status_code == 200


def test_limits_do_not_name_anybody_in_their_keys(client: Client) -> None:
    try_to_sign_in(client, "somebody", "guess")
    assert not [key for key in cache._cache if "somebody" in key]  # type: ignore[attr-defined]
