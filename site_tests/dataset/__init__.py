"""The data: how they are read, what is reported of them, and whether they say what their sources say."""
