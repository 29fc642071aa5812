"""Letters and messages between desk and officer, drafted, kept and mailed."""
