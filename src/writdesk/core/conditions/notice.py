"""Conditions about telling the account holder, and about enforcing the platform's own terms."""

from __future__ import annotations

from writdesk.core.conditions.registry import CANNOT_TELL, MET, NOT_MET, Judgement, answered, condition, told
from writdesk.core.request import NondisclosureOrder, Request

NO_ORDER = NondisclosureOrder()


def _order(request: Request) -> NondisclosureOrder:
    return request.notice.nondisclosure_order or NO_ORDER


@condition(fact="notice.officer_states_jeopardy", never=(NOT_MET,))
def officer_says_whether_notice_harms(request: Request) -> Judgement:
    """The officer has said whether notice to the account holder would jeopardise the investigation."""
    stated = request.notice.officer_states_jeopardy
    return (CANNOT_TELL if stated is None else MET), stated


@condition(fact="notice.officer_asks_not_to_notify", never=(NOT_MET,))
def officer_says_whether_notice_is_permitted(request: Request) -> Judgement:
    """The officer has said whether the account holder may be told."""
    asks = request.notice.officer_asks_not_to_notify
    return (CANNOT_TELL if asks is None else MET), asks


@condition(fact="notice.officer_asks_not_to_notify")
def wish_for_silence_has_its_reason(request: Request) -> Judgement:
    """Where the officer asks that the account holder not be told, jeopardy to the investigation is stated."""
    asks, jeopardy = request.notice.officer_asks_not_to_notify, request.notice.officer_states_jeopardy
    if asks is False:
        return MET, False
    if asks is None or jeopardy is None:
        return CANNOT_TELL, asks
    return (MET if jeopardy else NOT_MET), asks


@condition(fact="notice.nondisclosure_order.issued_by", never=(CANNOT_TELL,))
def order_names_its_issuer(request: Request) -> Judgement:
    """The nondisclosure order names the judge or court that issued it."""
    return told(_order(request).issued_by)


@condition(fact="notice.nondisclosure_order.ends_on", never=(CANNOT_TELL,))
def order_names_an_end(request: Request) -> Judgement:
    """The nondisclosure order names the day on which it ends."""
    ends_on = _order(request).ends_on
    return (MET if ends_on is not None else NOT_MET), ends_on


@condition(fact="notice.nondisclosure_order.tied_to_process")
def order_is_tied_to_process(request: Request) -> Judgement:
    """The nondisclosure order is tied to the process it came with."""
    return answered(_order(request).tied_to_process)


@condition(fact="enforcement.officer_asks_deferral")
def no_deferral_is_asked(request: Request) -> Judgement:
    """The officer does not ask to defer the enforcement of the platform's terms."""
    asked = request.enforcement.officer_asks_deferral
    if asked is None:
        return CANNOT_TELL, None
    return (NOT_MET if asked else MET), asked
