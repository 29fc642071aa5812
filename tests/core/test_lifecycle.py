"""The lifecycle's table, tried whole."""

from itertools import product

import pytest

from writdesk.core.lifecycle import (
    ENDED,
    TRANSITIONS,
    Event,
    Kind,
    Party,
    Status,
    TransitionRefused,
    diagram,
    may,
    sources_of,
    transition,
)

ROWS = {(row.event, source) for row in TRANSITIONS for source in row.sources}


@pytest.mark.parametrize(("status", "event"), list(product(Status, Event)))
def test_every_status_and_event_is_allowed_by_a_row_or_refused_in_words(status: Status, event: Event) -> None:
    allowed = [
        (kind, party) for kind in Kind for party in Party if may(status, event, kind=kind, party=party)
    ]
    assert bool(allowed) == ((event, status) in ROWS)
    for kind, party in product(Kind, Party):
        if (kind, party) in allowed:
            assert transition(status, event, kind=kind, party=party) in Status
        else:
            with pytest.raises(TransitionRefused, match=r"\w+"):
                transition(status, event, kind=kind, party=party)


def test_every_status_can_be_reached() -> None:
    reached = {Status.RECEIVED} | {row.target for row in TRANSITIONS}
    assert reached == set(Status)


def test_no_event_has_two_rows_for_one_status() -> None:
    pairs = [(row.event, source) for row in TRANSITIONS for source in row.sources]
    assert len(pairs) == len(set(pairs))


def test_every_event_can_happen() -> None:
    assert all(sources_of(event) for event in Event)


def test_withdrawal_is_possible_at_any_time_before_delivery_and_never_after() -> None:
    sources = set(sources_of(Event.WITHDRAW))
    assert Status.READY in sources
    assert not sources & {Status.DELIVERED, Status.CLOSED, Status.REJECTED}


def test_nothing_follows_a_closed_request() -> None:
    assert Status.CLOSED in ENDED
    assert not any(Status.CLOSED in row.sources for row in TRANSITIONS)


def test_the_officer_can_never_approve() -> None:
    assert not any(Party.OFFICER in row.parties for row in TRANSITIONS if row.event is Event.APPROVE)


def test_the_diagram_shows_every_row() -> None:
    text = diagram()
    assert all(f"{source} --> {row.target}" in text for row in TRANSITIONS for source in row.sources)
