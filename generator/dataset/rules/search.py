"""Rules for what readers type: the words of `search.yaml`, and the glossary's synonyms."""

from __future__ import annotations

from collections.abc import Iterator

from generator.dataset.partial import PartialDataset
from generator.dataset.rules.registry import Finding, rule

_LANGUAGES = ("zh", "en")


def _key(word: str) -> str:
    return "".join(filter(str.isalnum, word)).lower()


@rule(
    "search-repeated",
    "A place of `search.yaml` has a word twice, its page has it too, it is a symptom already, or a character is in two groups of homophones.",
)
def repeated_word(data: PartialDataset) -> Iterator[Finding]:
    search = data.entries.get("search")
    if search is None:
        return
    for lang in _LANGUAGES:
        symptoms = {_key(word) for word in getattr(search.symptoms, lang) or ()}
        seen: dict[tuple[str, str], str] = {}
        for place in sorted(search.places):
            page, _, _ = place.partition("#")
            for index, word in enumerate(getattr(search.places[place], lang) or ()):
                is_symptom = page.startswith("stages/") and _key(word) in symptoms
                if where := "symptoms" if is_symptom else seen.get((page, _key(word))):
                    location = ("places", place, lang, index)
                    yield data.files["search"], location, f"is in `{where}` already", "delete it"
                seen.setdefault((page, _key(word)), place)
    groups: dict[str, int] = {}
    for index, group in enumerate(search.homophones):
        for character in group:
            first = groups.setdefault(character, index)
            if first != index:
                message = f"has `{character}`, which is in `homophones/{first}` already"
                yield data.files["search"], ("homophones", index), message, "delete it"


@rule(
    "term-synonym",
    "A synonym in the glossary is the name of a thing, or belongs to several.",
)
def shared_synonym(data: PartialDataset) -> Iterator[Finding]:
    terms = data.vocabulary("glossary")
    for lang in _LANGUAGES:
        seen = {_key(getattr(term.term, lang)): id_ for id_, term in terms.items()}
        for id_, term in terms.items():
            for index, word in enumerate(getattr(term.synonyms, lang, None) or ()):
                if _key(word) in seen:
                    message = f"is a word for `{seen[_key(word)]}` already"
                    location = (id_, "synonyms", lang, index)
                    yield data.files["glossary"], location, message, "delete one of the two"
                seen[_key(word)] = id_


@rule(
    "search-filler",
    "A filler of `search.yaml` is searched for: it is a symptom, the name of a stage or a thing or in Chinese a part of it, or a synonym.",
)
def meaningful_filler(data: PartialDataset) -> Iterator[Finding]:
    search = data.entries.get("search")
    if search is None:
        return
    terms = [term for term in data.vocabulary("glossary").values() if term.means]
    titles = [*(s.title for s in data.vocabulary("stages").values()), *(t.term for t in terms)]
    synonyms = [term.synonyms for term in terms if term.synonyms]
    for lang in _LANGUAGES:
        typed = (getattr(each, lang) or () for each in (search.symptoms, *synonyms))
        words = {_key(word) for each in typed for word in each}
        names = {_key(getattr(title, lang)) for title in titles}
        for index, filler in enumerate(getattr(search.fillers, lang) or ()):
            key = _key(filler)
            if key in words | names or (lang == "zh" and any(key in name for name in names)):
                location = ("fillers", lang, index)
                yield data.files["search"], location, "is searched for", "delete it here"
