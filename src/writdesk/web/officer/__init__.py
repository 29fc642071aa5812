"""Pages of the requesting officer. May import actions, store.access and web.pages."""
