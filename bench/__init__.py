"""Benchmarks: they report times as ratios to a baseline of the same run, and assert nothing."""
