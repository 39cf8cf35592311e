"""What the signs weigh: fitted by `make fit`, a pair of files a slot."""
