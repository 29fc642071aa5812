"""Accounts of staff and officers: made, changed, closed, signed in to."""
