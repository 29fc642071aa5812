"""Passkeys: set up, named, removed, and shown instead of a code."""

from __future__ import annotations

from typing import Any

from allauth.account.internal.flows.login import record_authentication
from allauth.mfa.models import Authenticator
from allauth.mfa.webauthn.views import AddWebAuthnView, EditWebAuthnView, RemoveWebAuthnView
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse_lazy

from writdesk.store.people import Person
from writdesk.web.access import FACTORS
from writdesk.web.onward import remember_onward


class AddPasskey(AddWebAuthnView):
    """The page on which a person sets up a passkey."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Remembers where the person wanted to go."""
        remember_onward(request)
        return super().dispatch(request, *args, **kwargs)

    def form_valid(self, form: Any) -> HttpResponse:
        """Counts the new passkey as the second factor of this session: it was just used."""
        response: HttpResponse = super().form_valid(form)
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
        with transaction.atomic():
            authenticator = self.get_object()
            Person.objects.select_for_update().get(pk=authenticator.user_id)
            if not _has_another(authenticator):
                return redirect("mfa_remove_webauthn", pk=authenticator.pk)
            response: HttpResponse = super().form_valid(form)
        return response


def _has_another(authenticator: Authenticator) -> bool:
    others = Authenticator.objects.filter(user_id=authenticator.user_id, type__in=FACTORS)
    return others.exclude(pk=authenticator.pk).exists()
