"""Reads what arrives: what a file is, whether it may come in. Parses in a confined process. Imports core."""

from writdesk.documents.inspection import Fault, Inspection, Limits, Note
from writdesk.documents.intake import inspect
from writdesk.documents.reader_pool import ReaderPool
from writdesk.documents.rendering import render_page

__all__ = ["Fault", "Inspection", "Limits", "Note", "ReaderPool", "inspect", "render_page"]
