"""Resolve the dataset into one frozen, ordered catalog per language."""
