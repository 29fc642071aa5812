"""What can go wrong between a grant and the platform's data.

SourcesError
├── DataMapError         data-map             the data map is wrong; every fault is named with its key
├── PlatformError        platform             a source cannot be opened, or is not what the data map says
├── OverReach            over-reach           the grant asks for what this data map does not have or allow
├── RowOutsideGrant      row-outside-grant    the source answered with a row that the grant does not cover
└── MediaFault           media-fault          a media file is missing, or its path leads elsewhere

A grant that is not signed, altered or over is refused by ``writdesk.sealing.errors``.
"""

from __future__ import annotations

from collections.abc import Sequence


class SourcesError(Exception):
    """Something between a grant and the platform's data went wrong."""

    code = "sources"


class DataMapError(SourcesError):
    """The data map is wrong. ``faults`` names each, with file and key."""

    code = "data-map"

    def __init__(self, faults: Sequence[str]) -> None:
        self.faults = tuple(faults)
        super().__init__("\n".join(self.faults))


class PlatformError(SourcesError):
    """A source cannot be opened, or what it holds is not what the data map says."""

    code = "platform"


class OverReach(SourcesError):
    """The grant names what this data map does not have, or names it in a way that would widen it."""

    code = "over-reach"


class RowOutsideGrant(SourcesError):
    """A source answered with a row outside the grant: collection stops, nothing of it may be produced."""

    code = "row-outside-grant"


class MediaFault(SourcesError):
    """A media file is missing, or its path leads out of the media folder."""

    code = "media-fault"
