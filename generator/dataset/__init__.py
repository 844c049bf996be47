"""Read `data/` into values with positions, and check them against the schema and the rules."""
