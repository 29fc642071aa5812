"""Whatever is granted, in any mixture: every record lies within it."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.clipstream import small_clipstream
from tests.sources.conftest import grant_of
from writdesk.core.grant import GrantedCategory
from writdesk.demo.clipstream.cast import CAST
from writdesk.sources import load_data_map

MAP = load_data_map(small_clipstream().data_map)
DAYS = st.none() | st.dates(date(2021, 3, 1), date(2024, 3, 31))


@st.composite
def granted(draw, name):
    fields = draw(st.lists(st.sampled_from(MAP.fields_of(name)), min_size=1, unique=True))
    ends = draw(st.tuples(DAYS, DAYS))
    from_on, until_on = sorted(ends) if None not in ends else ends
    return GrantedCategory(category=name, fields=tuple(fields), from_on=from_on, until_on=until_on)


@st.composite
def grants(draw):
    names = draw(st.lists(st.sampled_from(sorted(MAP.categories)), min_size=1, max_size=4, unique=True))
    accounts = draw(
        st.lists(st.sampled_from([role.id for role in CAST]), min_size=1, max_size=3, unique=True)
    )
    return grant_of(*(draw(granted(name)) for name in names), accounts=tuple(accounts))


def _opened(category, kind):
    """The names that the granted fields open in a kind, with what a time and a party bring along."""
    fields = MAP.categories[category.category].fields
    names = {name for field in category.fields for name in fields[field].columns.get(kind, ())}
    return names | {f"{name}_original" for name in names} | {f"{name}_is_account_holder" for name in names}


def _is_within(record, category):
    time = MAP.kinds[record.kind].time
    if time is None or time not in record.values:
        return True
    if record.values[time] is None:
        return category.from_on is None and category.until_on is None
    moment = datetime.fromisoformat(record.values[time])
    assert moment.utcoffset() == timedelta(0)
    day = moment.date()
    return (category.from_on or day) <= day <= (category.until_on or day)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(grant=grants())
def test_every_record_lies_within_its_grant(collected, grant):
    categories = {category.category: category for category in grant.categories}
    for record in collected(grant):
        category = categories[record.category]
        assert record.account in grant.accounts
        assert set(record.values) <= _opened(category, record.kind)
        assert record.values or record.media or MAP.kinds[record.kind].media
        assert _is_within(record, category)
