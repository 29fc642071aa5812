"""Measurements, each beside something to compare it with, in one run."""
