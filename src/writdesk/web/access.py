"""Who may open which page: the whole table, and the middleware that keeps it.

A URL name that is not in the table answers 404 to everybody. Absent and forbidden answer alike.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from allauth.account.authentication import get_authentication_records
from allauth.mfa.models import Authenticator
from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import redirect, resolve_url

from writdesk.store.people import Person, Role
from writdesk.web.kept import keep_typed

STAFF = frozenset(role for role in Role if role is not Role.OFFICER)
EVERYONE = frozenset(Role)
READING = ("GET", "HEAD")
FACTORS = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)


@dataclass(frozen=True, kw_only=True)
class Rule:
    """Who may open a page. ``roles`` None means anybody, signed in or not."""

    roles: frozenset[Role] | None
    is_before_second_factor: bool = False
    # Pages on which a second factor is shown; they are open to whoever has not shown it yet.
    is_showing: bool = False
    # A form that goes through only with a second factor, for officers too.
    is_sent_after_second_factor: bool = False

    @property
    def is_for_officers(self) -> bool:
        """Whether only officers come here, who sign in by a link and not with a password."""
        return self.roles == frozenset({Role.OFFICER})

    def is_open_to(self, person: Person) -> bool:
        """Whether one of the person's roles opens the page."""
        return self.roles is None or person.has_role(*self.roles)


PUBLIC = Rule(roles=None)
SIGNED_IN = Rule(roles=EVERYONE)
SETTING_UP = Rule(roles=EVERYONE, is_before_second_factor=True)
SHOWING = Rule(roles=EVERYONE, is_before_second_factor=True, is_showing=True)


def only(*roles: Role) -> Rule:
    """Only these roles."""
    return Rule(roles=frozenset(roles))


READERS = only(Role.ANALYST, Role.COUNSEL, Role.CUSTODIAN)
DECIDERS = only(Role.ANALYST, Role.COUNSEL)

ACCESS: Mapping[str, Rule] = {
    # Public
    "home": PUBLIC,
    "guideline_list": PUBLIC,
    "guideline_page": PUBLIC,
    "emergency_form_pdf": PUBLIC,
    "emergency_form_docx": PUBLIC,
    "where_to_turn": PUBLIC,
    "check": PUBLIC,
    "developers": PUBLIC,
    "developers_certificate": PUBLIC,
    # Signing in and out
    "account_login": PUBLIC,
    "invitation": PUBLIC,
    "account_logout": PUBLIC,
    "account_inactive": PUBLIC,
    "single_sign_on": PUBLIC,
    "single_sign_on_callback": PUBLIC,
    "mfa_authenticate": PUBLIC,
    "mfa_login_webauthn": PUBLIC,
    "account_reauthenticate": SHOWING,
    "mfa_reauthenticate": SHOWING,
    "mfa_reauthenticate_webauthn": SHOWING,
    "mfa_activate_totp": SETTING_UP,
    "mfa_add_webauthn": SETTING_UP,
    "mfa_edit_webauthn": SIGNED_IN,
    "mfa_remove_webauthn": SIGNED_IN,
    "mfa_index": SIGNED_IN,
    "mfa_view_recovery_codes": SIGNED_IN,
    "mfa_download_recovery_codes": SIGNED_IN,
    "mfa_generate_recovery_codes": SIGNED_IN,
    "start": SIGNED_IN,
    "time_zone": SIGNED_IN,
    "change_password": Rule(roles=STAFF),
    # Officers
    "officer_sign_in": PUBLIC,
    "officer_sign_in_link": PUBLIC,
    "officer_home": only(Role.OFFICER),
    "officer_new": only(Role.OFFICER),
    "officer_draft": only(Role.OFFICER),
    "officer_check": only(Role.OFFICER),
    "officer_discard": only(Role.OFFICER),
    "officer_files": only(Role.OFFICER),
    "officer_file": only(Role.OFFICER),
    "officer_file_picture": only(Role.OFFICER),
    "officer_step": only(Role.OFFICER),
    "officer_request": only(Role.OFFICER),
    "officer_receipt": only(Role.OFFICER),
    "officer_answer": only(Role.OFFICER),
    "officer_message": only(Role.OFFICER),
    "officer_message_read": only(Role.OFFICER),
    "officer_withdraw": only(Role.OFFICER),
    "officer_package": Rule(roles=frozenset({Role.OFFICER}), is_sent_after_second_factor=True),
    # The desk
    "desk_home": Rule(roles=STAFF),
    "desk_request": READERS,
    "desk_documents": READERS,
    "desk_document": READERS,
    "desk_document_picture": READERS,
    "desk_assign": DECIDERS,
    "desk_attest": DECIDERS,
    "desk_overrule": DECIDERS,
    "desk_judge_fact": DECIDERS,
    "desk_accept_facts": DECIDERS,
    "desk_read_again": DECIDERS,
    "desk_decide": DECIDERS,
    "desk_confirm": DECIDERS,
    "desk_decline": DECIDERS,
    "desk_message": DECIDERS,
    "desk_message_read": DECIDERS,
    "desk_reconsider": DECIDERS,
    "desk_call_back": DECIDERS,
    "desk_add_number": DECIDERS,
    "desk_collect": only(Role.CUSTODIAN),
    "desk_collected": READERS,
    # The records themselves: for the custodian who certifies them, and counsel who is asked about privilege.
    "desk_section": only(Role.CUSTODIAN, Role.COUNSEL),
    "desk_record_picture": only(Role.CUSTODIAN, Role.COUNSEL),
    "desk_leave_out": only(Role.CUSTODIAN),
    "desk_put_back": only(Role.CUSTODIAN),
    "desk_undo_leaving_out": only(Role.CUSTODIAN),
    "desk_certify": only(Role.CUSTODIAN),
    "desk_deliver": only(Role.CUSTODIAN),
    "desk_close": only(Role.CUSTODIAN, Role.COUNSEL),
    "desk_mail": DECIDERS,
    "desk_mail_one": DECIDERS,
    "desk_mail_picture": DECIDERS,
    "desk_inquiries": DECIDERS,
    "desk_inquiry": DECIDERS,
    "desk_paper": only(Role.ANALYST),
    "desk_agencies": DECIDERS,
    "desk_agency": DECIDERS,
    "desk_agency_domain": DECIDERS,
    "desk_agency_number": DECIDERS,
    "desk_on_call": only(Role.ANALYST, Role.COUNSEL, Role.ADMINISTRATOR),
    "desk_have_it": DECIDERS,
    "desk_ledger": only(Role.AUDITOR),
    "desk_ledger_entry": only(Role.AUDITOR),
    "desk_people": only(Role.ADMINISTRATOR),
    "desk_add_person": only(Role.ADMINISTRATOR),
    "desk_person": only(Role.ADMINISTRATOR),
    "desk_person_change": only(Role.ADMINISTRATOR),
    "desk_person_roles": only(Role.ADMINISTRATOR),
    "desk_person_invite": only(Role.ADMINISTRATOR),
    "desk_person_close": only(Role.ADMINISTRATOR),
    "desk_person_open": only(Role.ADMINISTRATOR),
    "desk_reset_second_factor": only(Role.ADMINISTRATOR),
}


def rule_for(url_name: str | None) -> Rule | None:
    """The rule of a URL name; None where the table has none, and then nobody may."""
    return ACCESS.get(url_name or "")


def has_shown_second_factor(request: HttpRequest, person: Person) -> bool:
    """Whether this session began with, or later showed, a second factor."""
    return any(record["method"] == "mfa" for record in get_authentication_records(request, person))


def page_to_show_it(person: Person) -> str:
    """The page on which the person shows the second factor; empty where none is set up."""
    held = set(Authenticator.objects.filter(user=person, type__in=FACTORS).values_list("type", flat=True))
    if held == {Authenticator.Type.WEBAUTHN}:
        return "mfa_reauthenticate_webauthn"
    return "mfa_reauthenticate" if held else ""


class AccessMiddleware:
    """Holds every page against the table, before its view runs."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Nothing here: the view is known only in ``process_view``."""
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, _view: Any, _args: Any, _kwargs: Any
    ) -> HttpResponseBase | None:
        """None lets the view run; everything else answers in its place."""
        match = request.resolver_match
        rule = rule_for(match.view_name if match else None)
        if rule is None:
            raise Http404
        if rule.roles is None:
            return None
        return _answer_for_person(request, rule)


def _to_sign_in(request: HttpRequest, rule: Rule) -> HttpResponseBase:
    if not rule.is_for_officers:
        return redirect_to_login(request.get_full_path(), resolve_url("account_login"))
    keep_typed(request)
    return redirect_to_login(request.get_full_path(), resolve_url("officer_sign_in"))


def _answer_for_person(request: HttpRequest, rule: Rule) -> HttpResponseBase | None:
    person = request.user
    if not isinstance(person, Person) or not person.is_authenticated:
        return _to_sign_in(request, rule)
    if not rule.is_open_to(person):
        raise Http404
    if rule.is_showing or has_shown_second_factor(request, person):
        return None
    return _second_factor_first(request, rule, person)


def _second_factor_first(request: HttpRequest, rule: Rule, person: Person) -> HttpResponseBase | None:
    """Whoever has a second factor shows it; staff, and officers before a download, set one up."""
    where_to_show = page_to_show_it(person)
    if where_to_show and rule.is_before_second_factor:
        return redirect(where_to_show)
    if where_to_show:
        keep_typed(request)
        return redirect_to_login(request.get_full_path(), resolve_url(where_to_show))
    if rule.is_before_second_factor:
        return None
    if rule.is_sent_after_second_factor and request.method not in READING:
        return redirect_to_login(request.get_full_path(), resolve_url("mfa_activate_totp"))
    return redirect("mfa_activate_totp") if person.is_staff_member else None
