"""The demo: an invented platform and invented people, for the first look and for the tests."""
