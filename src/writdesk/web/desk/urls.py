"""The addresses of the staff's pages. Who may open each stands in web/access.py, under the same name."""

from __future__ import annotations

from django.urls import path

from writdesk.web.desk import (
    agencies,
    assigning,
    calling_back,
    confirming,
    deciding,
    home,
    judging,
    ledger,
    reconsidering,
    request_page,
    writing,
)
from writdesk.web.desk.mail import inquiry_list, inquiry_page, mail_list, mail_page, paper
from writdesk.web.desk.people import adding, on_call, people, person, resetting
from writdesk.web.desk.producing import collected, producing, record_pictures, section
from writdesk.web.desk.reading import document_pages, judging_facts

ONE = "desk/requests/<str:reference>/"
SECTION = ONE + "collected/<slug:category>/<slug:kind>/"
DESK = [
    path("desk/", home.show, name="desk_home"),
    path(ONE, request_page.show, name="desk_request"),
    path(ONE + "documents/", document_pages.show_list, name="desk_documents"),
    path(ONE + "documents/<int:number>/", document_pages.show_one, name="desk_document"),
    path(
        ONE + "documents/<int:number>/pages/<int:page>.png",
        document_pages.show_picture,
        name="desk_document_picture",
    ),
    path(ONE + "assign/", assigning.assign, name="desk_assign"),
    path(ONE + "attest/", judging.attest, name="desk_attest"),
    path(ONE + "overrule/", judging.overrule, name="desk_overrule"),
    path(ONE + "facts/judge/", judging_facts.judge, name="desk_judge_fact"),
    path(ONE + "facts/accept/", judging_facts.accept_all, name="desk_accept_facts"),
    path(ONE + "facts/read-again/", judging_facts.again, name="desk_read_again"),
    path(ONE + "decide/<str:outcome>/", deciding.decide, name="desk_decide"),
    path(ONE + "confirm/", confirming.confirm, name="desk_confirm"),
    path(ONE + "decline/", confirming.decline, name="desk_decline"),
    path(ONE + "message/", writing.write, name="desk_message"),
    path(ONE + "message/read/", writing.read, name="desk_message_read"),
    path(ONE + "reconsider/", reconsidering.reconsider, name="desk_reconsider"),
    path(ONE + "call-back/", calling_back.call_back, name="desk_call_back"),
    path(ONE + "call-back/number/", calling_back.add_number, name="desk_add_number"),
    path(ONE + "collect/", producing.collect, name="desk_collect"),
    path(ONE + "collected/", collected.show, name="desk_collected"),
    path(SECTION, section.show, name="desk_section"),
    path(SECTION + "<int:number>/<int:index>.png", record_pictures.show, name="desk_record_picture"),
    path(SECTION + "leave-out/", section.leave, name="desk_leave_out"),
    path(SECTION + "put-back/", section.back, name="desk_put_back"),
    path(ONE + "left-out/<int:act>/", section.undo, name="desk_undo_leaving_out"),
    path(ONE + "certify/", producing.certify, name="desk_certify"),
    path(ONE + "deliver/", producing.deliver, name="desk_deliver"),
    path(ONE + "close/", producing.close, name="desk_close"),
    path("desk/agencies/", agencies.show_list, name="desk_agencies"),
    path("desk/agencies/<int:agency>/", agencies.show_one, name="desk_agency"),
    path("desk/agencies/<int:agency>/domain/", agencies.set_one_domain, name="desk_agency_domain"),
    path("desk/agencies/<int:agency>/number/", agencies.add_one_number, name="desk_agency_number"),
    path("desk/on-call/", on_call.show, name="desk_on_call"),
    path(ONE + "have-it/", on_call.quiet, name="desk_have_it"),
    path("desk/mail/", mail_list.show, name="desk_mail"),
    path("desk/mail/paper/", paper.register, name="desk_paper"),
    path("desk/mail/inquiries/", inquiry_list.show, name="desk_inquiries"),
    path("desk/mail/inquiries/<str:reference>/", inquiry_page.show, name="desk_inquiry"),
    path("desk/mail/<str:reference>/", mail_page.show, name="desk_mail_one"),
    path(
        "desk/mail/<str:reference>/attachments/<int:number>/pages/<int:page>.png",
        mail_page.show_picture,
        name="desk_mail_picture",
    ),
    path("desk/ledger/", ledger.show_list, name="desk_ledger"),
    path("desk/ledger/<int:index>/", ledger.show_entry, name="desk_ledger_entry"),
    path("desk/people/", people.show, name="desk_people"),
    path("desk/people/new/", adding.add, name="desk_add_person"),
    path("desk/people/<int:person>/", person.show, name="desk_person"),
    path("desk/people/<int:person>/particulars/", person.change, name="desk_person_change"),
    path("desk/people/<int:person>/roles/", person.roles, name="desk_person_roles"),
    path("desk/people/<int:person>/invite/", person.invite, name="desk_person_invite"),
    path("desk/people/<int:person>/close/", person.close, name="desk_person_close"),
    path("desk/people/<int:person>/open/", person.open_again, name="desk_person_open"),
    path("desk/people/second-factor/", resetting.reset, name="desk_reset_second_factor"),
]
