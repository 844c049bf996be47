"""What must hold between the records of a dataset, and of each text."""

from generator.dataset.rules.references import RULES

__all__ = ["RULES"]
