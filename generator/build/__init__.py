"""Writes what is rendered, and makes of it the site, its checks and its copies."""
