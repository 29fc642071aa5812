"""The officer's addresses."""

from __future__ import annotations

from django.urls import path

from writdesk.web.officer import (
    answer,
    check,
    drafts,
    files,
    home,
    package,
    receipt,
    request_page,
    sign_in,
    steps,
    writing,
)

OFFICER = [
    path("officer/sign-in/", sign_in.show, name="officer_sign_in"),
    path("officer/sign-in/<str:token>/", sign_in.spend, name="officer_sign_in_link"),
    path("officer/", home.show, name="officer_home"),
    path("officer/new/", steps.begin, name="officer_new"),
    path("officer/drafts/<uuid:draft>/", drafts.show, name="officer_draft"),
    path("officer/drafts/<uuid:draft>/check/", check.show, name="officer_check"),
    path("officer/drafts/<uuid:draft>/discard/", drafts.discard, name="officer_discard"),
    path("officer/drafts/<uuid:draft>/files/", files.show, name="officer_files"),
    path("officer/drafts/<uuid:draft>/files/<uuid:file>/", files.change, name="officer_file"),
    path(
        "officer/drafts/<uuid:draft>/files/<uuid:file>/picture/",
        files.show_picture,
        name="officer_file_picture",
    ),
    path("officer/drafts/<uuid:draft>/<slug:step>/", steps.step, name="officer_step"),
    path("officer/requests/<slug:reference>/", request_page.show, name="officer_request"),
    path("officer/requests/<slug:reference>/receipt/", receipt.show, name="officer_receipt"),
    path("officer/requests/<slug:reference>/answer/", answer.show, name="officer_answer"),
    path("officer/requests/<slug:reference>/message/", writing.write, name="officer_message"),
    path("officer/requests/<slug:reference>/message/read/", writing.read, name="officer_message_read"),
    path("officer/requests/<slug:reference>/withdraw/", request_page.withdraw, name="officer_withdraw"),
    path("officer/requests/<slug:reference>/package/", package.show, name="officer_package"),
]
