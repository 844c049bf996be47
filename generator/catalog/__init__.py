"""Says what the dataset means: one frozen, ordered catalog a language, overrides resolved."""
