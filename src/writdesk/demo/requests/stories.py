"""All the stories. What happens when is theirs to say; the references follow the order of arrival."""

from __future__ import annotations

from writdesk.demo.requests.abroad import ABROAD
from writdesk.demo.requests.content import CONTENT
from writdesk.demo.requests.emergencies import EMERGENCIES
from writdesk.demo.requests.other_ways import OTHER_WAYS
from writdesk.demo.requests.papers_say import PAPERS_SAY
from writdesk.demo.requests.preservations import PRESERVATIONS
from writdesk.demo.requests.records import RECORDS

STORIES = (*RECORDS, *CONTENT, *EMERGENCIES, *PRESERVATIONS, *ABROAD, *OTHER_WAYS, *PAPERS_SAY)
