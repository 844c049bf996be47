"""The model: what is meant by the data, in each language."""
