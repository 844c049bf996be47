"""Lay out the diagrams, which the templates draw as SVG.

Lengths are in the units of a view box as wide as a small phone's screen, so that a diagram is never
scaled down.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Generic, TypeVar

from generator.catalog.model import Module
from generator.catalog.stages import Stage

WIDTH = 328
HEIGHT = 48
GAP = 26
MARGIN = 2

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Box(Generic[T]):
    """An item of a diagram, and its rectangle."""

    item: T
    x: int
    y: int
    width: int
    height: int = HEIGHT

    @property
    def middle(self) -> int:
        """The x of its center."""
        return self.x + self.width // 2

    @property
    def bottom(self) -> int:
        """The y of its lower edge."""
        return self.y + self.height


@dataclass(frozen=True, slots=True)
class Diagram(Generic[T]):
    """Boxes in rows, vertical arrows (x, from y, to y) between the rows, and the total size."""

    boxes: tuple[Box[T], ...]
    arrows: tuple[tuple[int, int, int], ...]
    width: int
    height: int


def session(stages: Iterable[Stage]) -> Diagram[Stage]:
    """Lay out the stages of a session from top to bottom, stages of the same step side by side."""
    boxes: list[Box[Stage]] = []
    arrows: list[tuple[int, int, int]] = []
    above: list[Box[Stage]] = []
    y = MARGIN
    for _, group in groupby(sorted(stages, key=lambda s: s.step), key=lambda s: s.step):
        row = _row(list(group), y)
        for box in row if len(row) >= len(above) else above:
            if above:
                arrows.append((box.middle, above[0].bottom, y))
        boxes += row
        above = row
        y += HEIGHT + GAP
    return Diagram(tuple(boxes), tuple(arrows), WIDTH + 2 * MARGIN, y - GAP + MARGIN)


def servers(modules: Iterable[Module]) -> Diagram[Module]:
    """Lay out the device's modules above the servers that they connect to."""
    boxes: list[Box[Module]] = []
    arrows: list[tuple[int, int, int]] = []
    y = MARGIN
    for side in ("device", "server"):
        here = [module for module in modules if module.side == side]
        if boxes and here:
            arrows.append((MARGIN + WIDTH // 2, y - GAP // 4, y + GAP))
            y += GAP
        for start in range(0, len(here), 2):
            boxes += _row(here[start : start + 2], y)
            y += HEIGHT + GAP // 4
    return Diagram(tuple(boxes), tuple(arrows), WIDTH + 2 * MARGIN, y - GAP // 4 + MARGIN)


def _row(items: Sequence[T], y: int) -> list[Box[T]]:
    gap = GAP // 3
    width = (WIDTH - gap * (len(items) - 1)) // len(items)
    return [Box(item, MARGIN + i * (width + gap), y, width) for i, item in enumerate(items)]
