"""Tests of the data: reading, problems, agreement with the sources."""
