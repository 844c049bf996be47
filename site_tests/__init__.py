"""The tests, a folder a room of the generator; `support` is what they share."""

import pytest

# Before anything imports it: what it asserts is explained like what a test asserts.
pytest.register_assert_rewrite("site_tests.support")
