"""Emergencies wake the people on call."""
