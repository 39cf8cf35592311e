"""Marks a page by hand, quickly, without showing the reader what the extractor chose for its slots."""
