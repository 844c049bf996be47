"""Programs for those who work on the project; `PYTHONPATH=.ci python -m tools.browser` runs one."""
