"""What can go wrong with the emergency form.

DocumentsError
├── NoEmergencyForm      no-emergency-form       the guideline takes no emergency requests
└── FormNotMade          form-not-made           the form's template does not compile
"""

from __future__ import annotations

from writdesk.documents.errors import DocumentsError


class NoEmergencyForm(DocumentsError):
    """The guideline takes no emergency requests, so there is no form for them."""

    code = "no-emergency-form"


class FormNotMade(DocumentsError):
    """The form's template does not compile, or a blank of it got no place. Install the desk anew."""

    code = "form-not-made"
