"""Loads guideline files strictly; checks, renders, diffs and explains them. May import core; never Django."""

from writdesk.guidelines.catalogue import Catalogue, catalogue, default_folder, default_provider
from writdesk.guidelines.errors import FaultyGuideline, GuidelineError, Problem, UnknownGuideline
from writdesk.guidelines.load import load

__all__ = [
    "Catalogue",
    "FaultyGuideline",
    "GuidelineError",
    "Problem",
    "UnknownGuideline",
    "catalogue",
    "default_folder",
    "default_provider",
    "load",
]
