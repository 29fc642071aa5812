"""Pages by audience: public, officer, desk; access.py holds URL to roles, whole."""
