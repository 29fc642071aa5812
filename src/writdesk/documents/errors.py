"""What can go wrong with reading documents, apart from the documents themselves (those have faults).

DocumentsError
├── ReaderUnavailable       reader-unavailable   the confined process does not start: the desk's own trouble
├── ReaderBusy              reader-busy          every confined process is at work for too long
├── ReaderGaveUp            reader-gave-up       the process died over this file
│   └── ReaderTimedOut      reader-timed-out     it was ended because it took too long
├── PageNotDrawn            page-not-drawn       there is no such page, or it cannot be drawn
├── FrameBroken             frame-broken         what came through the pipe is no frame
├── ZoneUnreadable          zone-unreadable      a zone file given for a mail's sender is none
├── NoEmergencyForm         no-emergency-form    the guideline takes no emergency requests
└── FormNotMade             form-not-made        the emergency form's template does not compile
"""

from __future__ import annotations


class DocumentsError(Exception):
    """A document could not be read."""

    code = "documents"


class ReaderUnavailable(DocumentsError):
    """The confined reading process does not start. Check that the desk is installed with its `desk` extra."""

    code = "reader-unavailable"


class ReaderBusy(DocumentsError):
    """All confined reading processes are at work. Try again, or give the pool more processes."""

    code = "reader-busy"


class ReaderGaveUp(DocumentsError):
    """The confined reading process died over a file."""

    code = "reader-gave-up"


class ReaderTimedOut(ReaderGaveUp):
    """The confined reading process took longer over a file than it may."""

    code = "reader-timed-out"


class FrameBroken(DocumentsError):
    """A frame was cut off, is larger than it may be, or says what no frame says."""

    code = "frame-broken"


class PageNotDrawn(DocumentsError):
    """There is no such page, or it cannot be drawn within the limits. The original can be downloaded."""

    code = "page-not-drawn"


class ZoneUnreadable(DocumentsError):
    """The zone file cannot be read. Its message says where; write each name in full, with a final dot."""

    code = "zone-unreadable"


class NoEmergencyForm(DocumentsError):
    """The guideline takes no emergency requests, so there is no form for them."""

    code = "no-emergency-form"


class FormNotMade(DocumentsError):
    """The emergency form's template does not compile, or a blank has no place. Install the desk anew."""

    code = "form-not-made"
