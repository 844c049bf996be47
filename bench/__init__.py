"""Benchmarks: speed is shown here, as ratios beside a yardstick of the same run, and never asserted."""
