"""The closed list of conditions, one named function each, filed by the noun they look at.

``CONDITIONS`` holds them all by name. docs/guideline-format.md documents each with an example, from here.
"""

from writdesk.core.conditions import data, emergency, letter, notice, preservation, process, sender
from writdesk.core.conditions.registry import (
    CANNOT_TELL,
    CONDITIONS,
    MET,
    NOT_MET,
    Condition,
    Judgement,
    Outcome,
    Parameter,
)

FILES = (sender, letter, process, data, preservation, emergency, notice)

__all__ = [
    "CANNOT_TELL",
    "CONDITIONS",
    "FILES",
    "MET",
    "NOT_MET",
    "Condition",
    "Judgement",
    "Outcome",
    "Parameter",
]
