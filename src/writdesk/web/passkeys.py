"""Second factors of one's own: passkeys set up, named and removed; recovery codes made anew."""

from __future__ import annotations

from typing import Any

from allauth.account.internal.flows.login import record_authentication
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.views import GenerateRecoveryCodesView
from allauth.mfa.webauthn.views import AddWebAuthnView, EditWebAuthnView, RemoveWebAuthnView
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse_lazy
from django.utils import timezone

from writdesk.actions.people.change_second_factor import change_second_factor
from writdesk.ledger.codes import Code
from writdesk.store.people import Person
from writdesk.web.access import FACTORS
from writdesk.web.onward import remember_onward

PASSKEY = Authenticator.Type.WEBAUTHN.value


class AddPasskey(AddWebAuthnView):
    """The page on which a person sets up a passkey."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Remembers where the person wanted to go."""
        remember_onward(request)
        return super().dispatch(request, *args, **kwargs)

    def form_valid(self, form: Any) -> HttpResponse:
        """Counts the new passkey as the second factor of this session: it was just used."""
        adding = change_second_factor(
            self.request.user, Code.SECOND_FACTOR_ADDED, at=timezone.now(), factor=PASSKEY
        )
        with adding as change:
            response: HttpResponse = super().form_valid(form)
            change.facts["has_new_codes"] = self.did_generate_recovery_codes
        record_authentication(self.request, self.request.user, "mfa", type="webauthn")
        return response


class RenamePasskey(EditWebAuthnView):
    """Another name for a passkey."""

    success_url = reverse_lazy("mfa_index")


class RemovePasskey(RemoveWebAuthnView):
    """A passkey is removed, but never the last factor."""

    success_url = reverse_lazy("mfa_index")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Adds whether it is the last."""
        context: dict[str, Any] = super().get_context_data(**kwargs)
        return {**context, "is_last": not _has_another(self.get_object())}

    def form_valid(self, form: Any) -> HttpResponse:
        """Two removals at once wait for each other at the person, so that one factor always stays."""
        removing = change_second_factor(
            self.request.user, Code.SECOND_FACTOR_REMOVED, at=timezone.now(), factor=PASSKEY
        )
        with removing as change:
            authenticator = self.get_object()
            Person.objects.select_for_update().get(pk=authenticator.user_id)
            change.is_made = _has_another(authenticator)
            if change.is_made:
                return super().form_valid(form)
        return redirect("mfa_remove_webauthn", pk=authenticator.pk)


class NewRecoveryCodes(GenerateRecoveryCodesView):
    """Ten new recovery codes; the old ones stop working."""

    def form_valid(self, form: Any) -> HttpResponse:
        """The codes and their entry, or neither."""
        with change_second_factor(self.request.user, Code.RECOVERY_CODES_MADE, at=timezone.now()):
            return super().form_valid(form)


def _has_another(authenticator: Authenticator) -> bool:
    others = Authenticator.objects.filter(user_id=authenticator.user_id, type__in=FACTORS)
    return others.exclude(pk=authenticator.pk).exists()
