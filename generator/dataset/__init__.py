"""Reads `data/` and checks it: files into values that know their place, values against schema and rules."""
