"""Tests of the outputs: pages, the API, exports, examples."""
