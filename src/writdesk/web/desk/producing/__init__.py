"""The pages of collection, looking through, certifying and delivering."""
