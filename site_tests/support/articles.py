"""A page that people wrote below `docs/`, in both languages."""

from __future__ import annotations

from pathlib import Path

EN = """# Questions about *limits*

How many rooms does the `trial` plan allow? See [the list](codes/index.md), [a code](codes/20000001.md#stages),
[the other page](https://example.org/a.md), [below](#more) and [home](index.md) of the configuration.

```shell
# not a heading
```

## Wombats 21200007 {#more}

| a | b |
| --- | --- |
"""
ZH = """# 关于限制的问题

试用版允许多少个房间？见[错误码](codes/index.md)和[首页](index.md)。

## 袋熊 <b>21200007</b>
"""
TITLES = {"zh": "关于限制的问题", "en": "Questions about limits"}
FAQ = {"zh/faq.md": ZH, "en/faq.md": EN}


def write(project: Path, pages: dict[str, str]) -> dict[str, bytes]:
    """Write pages below `docs/`, and return their content."""
    for path, text in pages.items():
        target = project / "docs" / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text, "utf-8")
    return {path: text.encode() for path, text in pages.items()}
