"""A maker of newspaper pages whose articles and reading order are known, and the score of a program on them."""
