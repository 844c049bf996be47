"""Rules for the agreement of the two languages: what one denies or names, the other denies or names as well."""

from __future__ import annotations

import re
from collections.abc import Iterator

from generator.dataset.partial import PartialDataset
from generator.dataset.rules.meanings import causes
from generator.dataset.rules.registry import Finding, rule
from generator.dataset.rules.texts import CODE_SPAN
from generator.dataset.source_file import Location, SourceFile
from generator.dataset.types import SourcedText

_Pair = tuple[re.Pattern[str], re.Pattern[str]]


def _pair(zh: str, en: str) -> _Pair:
    return re.compile(zh), re.compile(en, re.IGNORECASE)


_NEGATIVE = _pair(
    "不(?!同|论|断|仅|稳|止|变|一定)|没|无(?!论|线)|未|非(?!常)|勿|否则|拒绝|失败|出错(?!误码)|有误|错误(?!码)|禁止|缺|除非|异常|故障",
    r"n't\b|\b(?:no[rt]?|nothing|nobody|never|without|cannot|neither|none|unless|otherwise|fail\w*|errors?(?![ -]codes?)"
    r"|wrong\w*|incorrect\w*|faults?|forb[ia]d\w*|refus\w*|deni\w+|deny|lack\w*|missing|illegal|bad"
    r"|in(?:valid|complete|consistent|sufficient|correct)|un(?!der|i[toqv]|less|til)\w+)\b",
)
"""Words that deny something or tell of a failure."""

_THINGS = {
    "publishing": _pair("推流|推送|重推|在推", r"\bpublish|\bpush"),
    "playing": _pair("拉(?!开|入)|播放", r"\bplay"),
    "stream mixing": _pair("混流", r"\bmix"),
    "a login": _pair("登录|登陆|进房", r"\blog(?:s|ged|ging)?[ -]in|\blogins?\b|\bsign[ -]in"),
    "initialization": _pair("初始", r"\binitia"),
    "a timeout": _pair("超时", r"tim(?:e|ed|es|ing)[ -]?out"),
    "the network": _pair("网络|断网|联网", r"network"),
    "a token": _pair("token", r"\btoken"),
    "a certificate": _pair("证书", r"certificate"),
    "a session": _pair("会话", r"session"),
    "the configuration": _pair("配置", r"\bconfig"),
    "dispatch": _pair("调度", r"\bdispatch"),
    "a parameter": _pair("参数", r"\bparameter"),
    "memory": _pair("内存", r"\bmemory"),
    "a heartbeat": _pair("心跳", r"\bheartbeat"),
    "a watermark": _pair("水印", r"\bwatermark"),
    "an image": _pair("图片", r"\bimage"),
    "technical support": _pair("技术支持", r"(?<!not )(?<!n't )\bsupport\b"),
    "a blacklist or ban": _pair("黑名单|封禁", r"\bblacklist|\bbans?\b"),
    "an upload": _pair("上报|上传", r"\bupload"),
    "a kick-out": _pair("踢", r"\bkick"),
    "at least": _pair("至少", r"\bat least\b"),
}
"""Things that a text may name, and the words for each; a word with other uses is left out."""


_WORDINGS = ("glossary.yaml", "labels.yaml", "sources.yaml")


def _in_one_language(
    data: PartialDataset, pairs: dict[str, _Pair]
) -> Iterator[tuple[SourceFile, Location, str, str]]:
    """Yield file, location, title and words of what one language of a text has.

    The location is that of the other language. The site's own words, and those about words, are left out:
    they have no facts, and these words in other senses.
    """
    for file, location, text in data.texts:
        zh, en = text.get("zh"), text.get("en")
        if (
            not (isinstance(zh, str) and isinstance(en, str))
            or zh == en
            or file.path.endswith(_WORDINGS)
        ):
            continue  # reported by the schema, or as not translated
        zh, en = CODE_SPAN.sub("`", zh), CODE_SPAN.sub("`", en)
        for title, (in_zh, in_en) in pairs.items():
            a, b = in_zh.search(zh), in_en.search(en)
            if a and not b:
                yield file, (*location, "en"), title, f"as the Chinese text does ({a[0]})"
            if b and not a:
                yield file, (*location, "zh"), title, f"as the English text does ({b[0]})"


_HINT = "say the same in both"


@rule(
    "text-negation",
    "One language denies something or tells of a failure, and the other does not.",
)
def denied_in_one_language(data: PartialDataset) -> Iterator[Finding]:
    pairs = {"": _NEGATIVE}
    for file, location, _, words in _in_one_language(data, pairs):
        yield file, location, f"does not deny anything, {words}", _HINT


@rule(
    "text-things",
    "One language names something, such as publishing or a token, that the other does not.",
)
def named_in_one_language(data: PartialDataset) -> Iterator[Finding]:
    for file, location, title, words in _in_one_language(data, _THINGS):
        yield file, location, f"does not name {title}, {words}", _HINT


# --- servers


def _servers(data: PartialDataset) -> dict[str, dict[str, re.Pattern[str]]]:
    """Return the expressions that find each server's name, by language and id."""
    servers = data.vocabulary("meanings", "servers").items()
    return {
        lang: {id_: _server(getattr(name, lang).removeprefix("the ")) for id_, name in servers}
        for lang in ("zh", "en")
    }


def _server(name: str) -> re.Pattern[str]:
    first = name[0] if name[0].isupper() else f"[{name[0]}{name[0].upper()}]"
    return re.compile(f"(?<![A-Za-z-]){first}{re.escape(name[1:])}")


@rule("text-server", "The two languages name different servers.")
def server_of_one_language(data: PartialDataset) -> Iterator[Finding]:
    servers = _servers(data)
    for file, location, text in data.texts if servers["en"] else ():
        words = {lang: CODE_SPAN.sub("`", str(text.get(lang))) for lang in servers}
        zh, en = (
            {id_ for id_, name in names.items() if name.search(words[lang])}
            for lang, names in servers.items()
        )
        if odd := sorted(zh ^ en):
            message = f"names {', '.join(odd)} in one language only"
            yield file, location, message, "name the same server in both, as in meanings.yaml"


@rule("meaning-module", "The first server that a cause names is not one of the code's module.")
def server_of_another_module(data: PartialDataset) -> Iterator[Finding]:
    servers, modules = _servers(data), data.vocabulary("modules")
    of = {code: module for _, module, code, _ in data.codes()}
    for file, location, code, cause in causes(data):
        module = modules.get(of[code])
        own = module.servers if module else None
        if own is None:
            continue
        if isinstance(cause, SourcedText):
            for lang, names in servers.items():
                found = ((name.search(getattr(cause, lang)), id_) for id_, name in names.items())
                first = min(((at.start(), id_) for at, id_ in found if at), default=(0, own[0]))[1]
                if first not in own:
                    yield file, (*location, lang), f"names the server `{first}`", _hint(own)
        elif cause.server is not None and cause.server not in own:
            yield file, (*location, "server"), f"is `{cause.server}`", _hint(own)


def _hint(own: list[str]) -> str:
    return f"name a server of the code's module ({', '.join(own)}), or add it to `servers` in modules.yaml"
