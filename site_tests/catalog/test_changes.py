"""Changes between releases."""

from __future__ import annotations

from pathlib import Path

from generator.catalog.changes import changes
from generator.dataset.reader import read
from generator.releases import snapshot
from site_tests.support.edits import edited


def test_edit_appears_under_its_kind_of_change(small: Path) -> None:
    first = snapshot.take(read(small))
    second = edited(small, "remedies.yaml", "Check the network.", "Check the whole network.")
    third = edited(small, "codes/config.yaml", "zh: 无法", "zh: 现在无法")
    news = changes({"2026-01-01": first, "2026-02-01": second, "2026-03-01": third})
    assert [release.date for release in news] == ["2026-03-01", "2026-02-01", "2026-01-01"]
    assert news[2].first
    assert set(news[2].added) == set(first.codes)
    assert news[1].remedies
    assert not news[1].meaning
    assert not news[1].added
    assert news[0].meaning
    assert not news[0].remedies


def test_withdrawn_code_is_retired_and_not_changed(small: Path) -> None:
    record = (small / "codes" / "liveroom.yaml").read_text("utf-8")
    reason = record[record.index("    retired:") :]
    second = snapshot.take(read(small))
    first = edited(small, "codes/liveroom.yaml", reason, "")
    newest, _ = changes({"2026-01-01": first, "2026-02-01": second})
    assert newest.retired == (52000123,)
    assert not (newest.added or newest.names or newest.meaning or newest.remedies)
    back, _ = changes({"2026-01-01": second, "2026-02-01": first})
    assert (back.retired, back.meaning) == ((), (52000123,))
