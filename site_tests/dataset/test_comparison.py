"""`compare`: a header against the dataset. The headers are made from the enum's table."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from generator.commands import main
from generator.dataset import header
from generator.dataset.comparison import Comparison, compare
from site_tests.support.dataset import dataset
from site_tests.support.source import lines

Pairs = dict[str, int]


def cpp(pairs: Pairs) -> str:
    lines = (f"const unsigned int {name}= {code}; // kNot = 1;" for name, code in pairs.items())
    return "namespace ZEGO {\n" + "\n".join(lines) + "\n}\n"


def objc(pairs: Pairs) -> str:
    """Return an enum with implicit values where they follow each other."""
    items, before = [], -1
    for name, code in sorted(pairs.items(), key=lambda pair: pair[1]):
        items.append(name if code == before + 1 else f"{name} = {code}")
        before = code
    return (
        "#import <Foundation/Foundation.h>\ntypedef enum : NSUInteger {" + ", ".join(items) + "} E;"
    )


def java(pairs: Pairs) -> str:
    items = ", ".join(f"{name} = 0x{code:X}" for name, code in pairs.items())
    return f"public final class ZegoError {{ public static final int {items}; }}"


def dart(pairs: Pairs) -> str:
    items = "\n".join(
        f"  /// {code}\n  static const int {name} = {code};" for name, code in pairs.items()
    )
    return f"class ZegoErrorCode {{\n{items}\n}}\nclass Other {{ static const int success = 0; }}\n"


HEADERS = {"cpp": cpp, "objc": objc, "java": java, "dart": dart}
SUFFIXES = {"cpp": ".h", "objc": ".h", "java": ".java", "dart": ".dart"}


def pairs_of(platform: str) -> Pairs:
    rows = (line.values for line in lines("sdk-enum"))
    return {name: int(code) for code, name, headers, *_ in rows if f"{platform}:" in headers}


def compared(platform: str, pairs: Pairs) -> Comparison:
    text = HEADERS[platform](pairs)
    assert header.platform(Path(f"errors{SUFFIXES[platform]}"), text) == platform
    return compare(header.read(text), dataset(), platform, Path("data"))


@pytest.mark.parametrize("platform", HEADERS)
def test_a_header_with_the_names_of_its_platform_is_the_same(platform: str) -> None:
    pairs = pairs_of(platform)
    assert compared(platform, pairs) == (len(pairs), [])


@pytest.mark.parametrize("platform", HEADERS)
def test_a_difference_is_reported_with_the_file_of_its_record(platform: str) -> None:
    pairs = pairs_of(platform)
    del pairs["kNotLoginError"]
    del pairs["kConfigDomainError"]
    pairs |= {
        "kConfigDomainsError": 20000003,
        "kRoomConnectError": 60001999,
        "kEngineOther": 12101001,
        "kDispatchNew": 31299999,
        "kFarError": 990000001,
    }
    assert compared(platform, pairs) == (
        len(pairs),
        [
            "gone     10000105 kNotLoginError isn't in this file: data/codes/sdk.yaml",
            "name     12101001 kEngineOther is another name of kEngineCreateError: data/codes/media.yaml",
            "renamed  20000003 kConfigDomainsError was kConfigDomainError: data/codes/config.yaml",
            "new      31299999 kDispatchNew: data/codes/dispatch.yaml",
            "moved    60001999 kRoomConnectError was 60001001: data/codes/room.yaml",
            "new      990000001 kFarError: no module covers it; see data/modules.yaml",
        ],
    )


def test_a_name_of_another_platform_and_an_unread_value_are_told() -> None:
    pairs = pairs_of("dart") | {"kInvalidUserIDError": 10001004}
    text = dart(pairs).replace("kNotLoginError = 10000105", "kNotLoginError = compute()")
    found = compare(header.read(text), dataset(), "dart", Path("data"))
    assert found.differences == [
        "platform 10001004 kInvalidUserIDError was known only from C++, Express Web SDK: data/codes/sdk.yaml",
        "unread   kNotLoginError: the value on line 9 isn't a number",
    ]


def test_the_command_exits_with_1_for_differences_and_2_for_no_header(
    small: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    config = small / "codes" / "config.yaml"
    text = config.read_text("utf-8")
    config.write_text(text.replace("    names:", "    aliases: [kFormer]\n    names:", 1), "utf-8")
    codes = (
        yaml.safe_load(text)["codes"]
        | yaml.safe_load((small / "codes" / "liveroom.yaml").read_text("utf-8"))["codes"]
    )
    pairs = {record["names"][0]["name"]: code for code, record in codes.items()}
    path = tmp_path / "zego-api-error.h"

    def run(text: str, *options: str) -> tuple[int, str, str]:
        path.write_text(text, "utf-8")
        code = main(["compare", str(path), "--data", str(small), *options])
        return code, *capsys.readouterr()

    summary = f"{path} (C++): {len(pairs)} names"
    assert run(cpp(pairs)) == (0, f"{summary}, 0 differences\n", "")
    code, out, err = run(
        java({"kFormer": 20000001} | {n: c for n, c in pairs.items() if c != 20000001})
    )
    assert (code, err) == (1, "")
    assert out == (
        "renamed  20000001 kFormer was kConfigDecryptError (it is among the aliases): "
        f"{config.as_posix()}\n{summary}, 1 differences\n"
    )
    assert run("class Empty {}", "--platform", "java") == (
        2,
        "",
        f"{path} has no constants of codes, such as `kNotLoginError = 1`; give a header of error codes\n",
    )
    assert run(cpp(pairs), "--platform", "swift") == (
        2,
        "",
        f"{path}: unknown platform; give --platform with one of cpp, java\n",
    )
    path.unlink()
    assert main(["compare", str(path), "--data", str(small)]) == 2
