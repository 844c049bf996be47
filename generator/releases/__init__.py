"""Keeps what was published: the states of the dataset, and every address there ever was."""
