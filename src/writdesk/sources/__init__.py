"""Where account data lies: data maps and connectors; given a signed grant, streams records.

Imports core and sealing.
"""

from writdesk.sources.collector import Collection, Progress, collect
from writdesk.sources.data_map import DataMap
from writdesk.sources.data_map_file import load_data_map
from writdesk.sources.platform import Platform, open_platform
from writdesk.sources.resolver import Ambiguous, Candidate, NotFound, Resolved, resolve_account
from writdesk.sources.steps import holdings

__all__ = [
    "Ambiguous",
    "Candidate",
    "Collection",
    "DataMap",
    "NotFound",
    "Platform",
    "Progress",
    "Resolved",
    "collect",
    "holdings",
    "load_data_map",
    "open_platform",
    "resolve_account",
]
