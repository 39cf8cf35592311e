"""`shilu review`: a page in the browser, from this machine alone, on which each row is held against its page."""
