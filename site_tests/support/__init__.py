"""Helpers of several test modules, a noun a module."""
