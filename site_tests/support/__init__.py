"""What several test modules use, a noun a module."""
