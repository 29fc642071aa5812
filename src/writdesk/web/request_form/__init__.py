"""The request as a form: its questions, made from the guideline, and what the assessment says beside each."""
