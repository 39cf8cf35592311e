"""Names proposed by what was learned from marked pages, beside those that the finders suggest."""
