"""Pages that anybody may read: the guidelines, where to turn, the way in."""
