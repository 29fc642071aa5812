"""Writdesk: the desk at which requests for user data arrive and are answered."""
