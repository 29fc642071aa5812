"""Django models and migrations, one noun a file; access.py is the one door to each object."""
