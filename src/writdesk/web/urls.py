"""Every address of the desk. Who may open it stands in access.py, under the same name."""

from __future__ import annotations

from allauth.account import views as account
from allauth.mfa.base import views as mfa
from allauth.mfa.recovery_codes import views as codes
from allauth.mfa.webauthn import views as webauthn
from django.urls import path

from writdesk.web import account as own
from writdesk.web import developers, invitation, single_sign_on, time_zone
from writdesk.web.desk.urls import DESK
from writdesk.web.officer.urls import OFFICER
from writdesk.web.passkeys import AddPasskey, NewRecoveryCodes, RemovePasskey, RenamePasskey
from writdesk.web.public import check, emergency_form, guidelines, home, start, where_to_turn
from writdesk.web.signin import SetUpSecondFactor
from writdesk.web.staff_sign_in import PasskeySignIn, StaffSignIn

PUBLIC = [
    path("", home.show, name="home"),
    path("guidelines/", guidelines.show_list, name="guideline_list"),
    path("guidelines/<slug:guideline_id>/<str:version>/", guidelines.show_one, name="guideline_page"),
    path(
        "guidelines/<slug:guideline_id>/<str:version>/emergency-form.pdf",
        emergency_form.fetch,
        {"ending": "pdf"},
        name="emergency_form_pdf",
    ),
    path(
        "guidelines/<slug:guideline_id>/<str:version>/emergency-form.docx",
        emergency_form.fetch,
        {"ending": "docx"},
        name="emergency_form_docx",
    ),
    path("check/", check.show, name="check"),
    path("help/not-law-enforcement/", where_to_turn.show, name="where_to_turn"),
    path("developers/", developers.show, name="developers"),
    path(
        "developers/certificates/<str:country>-<int:page>.png",
        developers.show_certificate,
        name="developers_certificate",
    ),
]
# Of the library's pages only those that the desk uses: no sign-up, no e-mail address.
SIGN_IN = [
    path("start/", start.show, name="start"),
    path("account/time-zone/", time_zone.show, name="time_zone"),
    path("sign-in/", StaffSignIn.as_view(), name="account_login"),
    path("sign-in/code/", mfa.authenticate, name="mfa_authenticate"),
    path("sign-in/again/", account.reauthenticate, name="account_reauthenticate"),
    path("sign-in/code-again/", mfa.reauthenticate, name="mfa_reauthenticate"),
    path("sign-in/passkey/", PasskeySignIn.as_view(), name="mfa_login_webauthn"),
    path("sign-in/passkey-again/", webauthn.reauthenticate_webauthn, name="mfa_reauthenticate_webauthn"),
    path("sign-in/single/", single_sign_on.begin, name="single_sign_on"),
    path("sign-in/single/back/", single_sign_on.come_back, name="single_sign_on_callback"),
    path("sign-in/inactive/", account.account_inactive, name="account_inactive"),
    path("sign-out/", account.logout, name="account_logout"),
    path("invitation/<str:token>/", invitation.accept, name="invitation"),
    path("security/", own.AccountPage.as_view(), name="mfa_index"),
    path("security/password/", own.password, name="change_password"),
    path("security/authenticator/", SetUpSecondFactor.as_view(), name="mfa_activate_totp"),
    path("security/passkeys/new/", AddPasskey.as_view(), name="mfa_add_webauthn"),
    path("security/passkeys/<int:pk>/name/", RenamePasskey.as_view(), name="mfa_edit_webauthn"),
    path("security/passkeys/<int:pk>/remove/", RemovePasskey.as_view(), name="mfa_remove_webauthn"),
    path("security/recovery-codes/", codes.view_recovery_codes, name="mfa_view_recovery_codes"),
    path("security/recovery-codes/new/", NewRecoveryCodes.as_view(), name="mfa_generate_recovery_codes"),
    path("security/recovery-codes/all/", codes.download_recovery_codes, name="mfa_download_recovery_codes"),
]
urlpatterns = PUBLIC + SIGN_IN + OFFICER + DESK

handler400 = "writdesk.web.trouble.bad_request"
handler403 = "writdesk.web.trouble.forbidden"
handler404 = "writdesk.web.trouble.not_found"
handler500 = "writdesk.web.trouble.our_fault"
handler429 = "writdesk.web.trouble.too_many"
