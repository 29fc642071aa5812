"""The desk's way to show forms, and the forms with which people sign in."""

from __future__ import annotations

from typing import Any

from allauth.account.forms import LoginForm
from allauth.mfa.base.forms import AuthenticateForm, BaseAuthenticateForm, ReauthenticateForm
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.forms import ActivateTOTPForm
from django import forms
from django.core.exceptions import ValidationError
from django.forms.renderers import DjangoTemplates
from django.utils import timezone

from writdesk.actions.people.change_second_factor import change_second_factor
from writdesk.ledger.codes import Code

CODE_HINT = "Six digits from your authenticator app. Each code works once."


class DeskRenderer(DjangoTemplates):
    """Label, hint, error, field: in that order, tied together for screen readers."""

    field_template_name = "parts/field.html"
    form_template_name = "parts/form.html"

    def get_template(self, template_name: str) -> Any:
        """Our own templates first, then the widgets that Django brings."""
        from django.template import TemplateDoesNotExist, loader

        try:
            return loader.get_template(template_name)
        except TemplateDoesNotExist:
            return super().get_template(template_name)


def _plain(form: forms.Form, name: str, label: str, hint: str, **attrs: str) -> None:
    """Words above the field instead of a placeholder inside it, which vanishes while one types."""
    field = form.fields[name]
    field.label, field.help_text = label, hint
    field.widget.attrs.pop("placeholder", None)
    field.widget.attrs.update(attrs)


class SignInForm(LoginForm):
    """Username and password."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _plain(self, "login", "Username", "", autocapitalize="none", spellcheck="false")
        _plain(self, "password", "Password", "")


class _CountedCode(BaseAuthenticateForm):
    """A recovery code that is used leaves an entry, or stays unused."""

    def clean_code(self) -> str:
        """The code. A refused one is counted, and the count stays: so the refusal leaves the transaction."""
        refused: ValidationError | None = None
        code = ""
        with change_second_factor(self.user, Code.RECOVERY_CODE_USED, at=timezone.now()) as change:
            try:
                code = super().clean_code()
                change.is_made = self.authenticator.type == Authenticator.Type.RECOVERY_CODES
            except ValidationError as error:
                refused, change.is_made = error, False
        if refused is not None:
            raise refused
        return code


class CodeForm(_CountedCode, AuthenticateForm):
    """The second factor at sign-in."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _plain(self, "code", "Code", f"{CODE_HINT} Or one of your recovery codes.", inputmode="numeric")


class CodeAgainForm(_CountedCode, ReauthenticateForm):
    """The second factor again, before something that matters."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _plain(self, "code", "Code", CODE_HINT, inputmode="numeric")


class FirstCodeForm(ActivateTOTPForm):
    """The first code of a new authenticator app, which proves that it was set up."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _plain(self, "code", "Code", CODE_HINT, inputmode="numeric")
