"""Pages of the staff. May import actions, store.access and web.pages."""
