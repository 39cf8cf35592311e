"""A made archive of local documents over ten years, whose series, revisions and outcomes are known."""
