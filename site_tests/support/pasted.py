"""Texts as readers paste them, and which codes can be meant by one."""

from __future__ import annotations

import re
import unicodedata
from decimal import Decimal

from generator.outputs import search_index
from site_tests.support import strategies
from site_tests.support.dataset import catalogs
from site_tests.support.texts import WORDS

INDEX = search_index.build(catalogs()["en"], {})
CODES = [thing["c"] for thing in (*INDEX["records"], *INDEX["legacy"])]
NAMES = [name for record in INDEX["records"] for name in record["n"]]
NAMES += [value["n"] for value in INDEX["legacy"] if value["n"]]
OTHERS = [1002001, 6000104, 1000001012, 2002000001, -90001, 62040050, 104, 5]
"""Numbers of other products, events and reasons."""
CALLED = ["onInitSDK", "onLoginRoom", "onKickOut reason=", "RequestId", "ZegoClient.Error", "Code"]
PASTED = strategies.pasted([*CODES, *OTHERS], NAMES, [*WORDS, *CALLED, "failed", "\n"])
SHORT: dict[int, set[str]] = {}
"""By code, the names that can stand for it, as short as they may be written."""
for thing in (*INDEX["records"], *INDEX["legacy"]):
    for name in [*thing["n"], *thing.get("a", ())] if "m" in thing else filter(None, [thing["n"]]):
        bare = re.sub("[^0-9a-z]", "", name.lower())
        SHORT.setdefault(thing["c"], set()).add(bare.removeprefix("k").removesuffix("error"))

SCIENTIFIC = re.compile(r"[0-9]+(?:\.[0-9]+)?e\+?[0-9]{1,2}")


def is_in(code: int, text: str) -> bool:
    """Return whether a text has a code's digits, or one of its names or most of it."""
    plain = unicodedata.normalize("NFKC", text).lower()
    numbers = [f"{Decimal(number):f}" for number in SCIENTIFIC.findall(plain)]
    bare = " ".join("".join(filter(str.isalnum, said)) for said in [plain, *numbers])
    values = {abs(code), *(2**bits - abs(code) for bits in (32, 64))}
    digits = [form.format(value) for value in values for form in ("{}", "{:x}")]
    return any(said in bare for said in (*digits, *SHORT.get(code, ())))
