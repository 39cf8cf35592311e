"""Fits what the signs of the choice weigh, from marked pages. Development only: what ships is the weights."""
