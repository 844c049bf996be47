"""Tests of writing files, and of building, checking, packing and serving the site."""
