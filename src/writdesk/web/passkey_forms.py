"""The forms behind passkeys. What a browser sends is judged as any stranger's input."""

from __future__ import annotations

from typing import Any

from allauth.mfa.models import Authenticator
from allauth.mfa.webauthn.forms import (
    AddWebAuthnForm,
    AuthenticateWebAuthnForm,
    EditWebAuthnForm,
    LoginWebAuthnForm,
    ReauthenticateWebAuthnForm,
)
from django import forms
from django.core.exceptions import ValidationError

NOT_ACCEPTED = "This passkey was not accepted. Try again, or use another way."
NAME_LENGTH = 60
# What the library lets through when the browser's answer is not of the expected shape.
MALFORMED = (ValueError, TypeError, KeyError, AttributeError, IndexError)


def _name_field() -> forms.CharField:
    hint = "So that you can tell it from others: “Telephone”, “Key on my ring”."
    return forms.CharField(label="Name", help_text=hint, max_length=NAME_LENGTH)


class NewPasskeyForm(AddWebAuthnForm):
    """A new passkey with its name; staff may also sign in with it alone."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["name"] = _name_field()
        self.fields["name"].required = False
        alone = self.fields["passwordless"]
        alone.label = "Sign in with this passkey alone"
        alone.help_text = (
            "Without username and password. The passkey then asks for your fingerprint, face or PIN."
        )
        # An officer proves with each link that the mailbox at the agency is still theirs.
        if not self.user.is_staff_member:
            del self.fields["passwordless"]

    def clean(self) -> dict[str, Any]:
        """What is malformed is refused in words."""
        try:
            cleaned: dict[str, Any] = super().clean()
        except (*MALFORMED, ValidationError) as error:
            raise ValidationError(NOT_ACCEPTED) from error
        return cleaned


class PasskeyNameForm(EditWebAuthnForm):
    """Another name."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["name"] = _name_field()


class _Judged(AuthenticateWebAuthnForm):
    """Refuses in words what the library would answer with a fault of the desk."""

    def clean_credential(self) -> Authenticator:
        """The passkey that was shown."""
        try:
            return super().clean_credential()
        except MALFORMED as error:
            raise ValidationError(NOT_ACCEPTED) from error
        except ValidationError as error:
            is_limit = error.code == "too_many_login_attempts"
            raise ValidationError(error.messages[0] if is_limit else NOT_ACCEPTED) from error


class PasskeyForm(_Judged):
    """The second factor at sign-in."""


class PasskeyAgainForm(_Judged, ReauthenticateWebAuthnForm):
    """The second factor again, or for the first time in this session."""


class PasskeyAloneForm(_Judged, LoginWebAuthnForm):
    """Signing in with a passkey and nothing else; for staff only."""

    def clean_credential(self) -> Authenticator:
        """An officer signs in by a link to the mailbox, always."""
        authenticator = super().clean_credential()
        if not authenticator.user.is_staff_member:
            raise ValidationError(NOT_ACCEPTED)
        return authenticator
