"""Facts of many pages joined: variables and their observations, promises and what became of them."""
