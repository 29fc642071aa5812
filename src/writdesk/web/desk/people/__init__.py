"""The pages of staff accounts, and of who is on call."""
