"""Programs for maintainers; `PYTHONPATH=.ci python -m tools.browser` runs one."""
