"""The rule for the names of things: each has one, which the glossary says."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from generator.dataset.partial import PartialDataset
from generator.dataset.rules.registry import Finding, rule
from generator.dataset.rules.texts import CODE_SPAN
from generator.dataset.schema import Term

_QUOTING = (("why",), ("comment",))
"""Texts that name an avoided form, or quote a header."""


class Avoided:
    """The forms to avoid in one language, each with the term to write."""

    def __init__(self, terms: Iterable[Term], lang: str) -> None:
        self.terms = {
            form.lower(): getattr(term.term, lang)
            for term in terms
            for form in getattr(term.avoid, lang, None) or ()
        }
        forms = "|".join(map(re.escape, sorted(self.terms, key=len, reverse=True)))
        edge = r"\b" if lang == "en" else ""
        self._pattern = re.compile(f"{edge}(?:{forms}){edge}", re.IGNORECASE) if forms else None

    def found(self, text: str) -> Iterator[tuple[int, str, str]]:
        """Yield position, message and hint of each form outside of code spans."""
        prose = CODE_SPAN.sub(lambda span: "`" * len(span[0]), text)
        for form in self._pattern.finditer(prose) if self._pattern else ():
            yield form.start(), f"uses `{form[0]}`", f"write `{self.terms[form[0].lower()]}`"


TEXT_TERM = rule("text-term", "A text or template uses a form that the glossary says to avoid.")


@TEXT_TERM
def avoided_form(data: PartialDataset) -> Iterator[Finding]:
    terms = data.vocabulary("glossary").values()
    avoided = {lang: Avoided(terms, lang) for lang in ("zh", "en")}
    for file, location, text in data.texts:
        for lang, forms in avoided.items():
            if isinstance(text.get(lang), str) and location[-1:] not in _QUOTING:
                for _, message, hint in forms.found(text[lang]):
                    yield file, (*location, lang), message, hint
