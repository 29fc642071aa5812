"""Invented papers with their truth, and how well the reader reads them. Imports nothing of the desk."""
