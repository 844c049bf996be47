"""Tests of the releases: nothing that was released or published is lost."""
