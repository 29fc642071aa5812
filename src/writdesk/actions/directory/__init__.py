"""The directory of agencies: filled, corrected, asked, and called."""
