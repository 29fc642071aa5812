"""The pages of documents: their pictures, what was read from them, and judging it."""
