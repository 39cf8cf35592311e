"""Programs that make the data files of the package, run by hand for a new release; no part of the product."""
