"""Headers of the SDK: the constants that are read, in each language."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.dataset import header

CPP = """
#ifndef kGuard
#define kGuard
#define kDefined (0x100000) // kCommented = 1;
#define kMacro(x) ((x) + 1)
#define kLong \\
    7
namespace ZEGO {
    /* kBlock = 2; // " */
    const unsigned int kFirst = 12'200'000u, kSecond= 0x10;   //注释 kThird = 3;
    constexpr int kMasked = kSecond | 1;
    constexpr int kLess = (kSecond - 1);
    constexpr int kShifted = 1 << 5;
    constexpr int kHuge = 1 << 64;
    const char *kText = "kQuoted = 5;";
    const char kLetter = 'k';
    inline bool isFirst(int error) { return error == kFirst; }
    enum class Old : unsigned int { kMinus = -2, kNext, /* in */ kThen,
        kLast = kFirst + 1, };
    const int kOctal = 010;
    const int kCast = (int)1.5;
}
#endif
"""
OBJC = """
#import <Foundation/Foundation.h>
typedef NS_ENUM(NSInteger, ZegoErrorCode) {
 kZero,
 kOne, //第一
 kNoted NS_SWIFT_NAME(noted) = 10000105,
 kLaterNoted __attribute__((availability(ios, deprecated=9))),
};
static const NSInteger kStatic = 20000001;
NSString *const kName = @"kQuoted = 5";
"""
JAVA = """
public class ZegoConstants {
    /** {@code kDocumented = 1;} */
    public static final int kFirst = 12_200_000, kSecond = (0X1f);
    public static final int kComputed = compute(1);
    public enum Error { kOfEnum(10000105), kOther(10000106); private final int code; }
}
"""
DART = """
class ZegoErrorCode {
  /// kDocumented = 1;
  static final int kFinal = 0;
  static const int kConst = 10000101; static const kHex = 0xFF;
  static const kHalf = 1.5;
}
enum Other { first, kSecond }
"""
CONSTANTS = {
    "cpp": "kDefined=1048576 kLong=7 kFirst=12200000 kSecond=16 kMasked=17 kLess=15 kShifted=32 "
    "kMinus=-2 kNext=-1 kThen=0 kLast=12200001 kOctal=8",
    "objc": "kZero=0 kOne=1 kNoted=10000105 kStatic=20000001",
    "java": "kFirst=12200000 kSecond=31 kOfEnum=10000105 kOther=10000106",
    "dart": "kFinal=0 kConst=10000101 kHex=255 first=0 kSecond=1",
}
UNREAD = {
    "cpp": "kHuge:14 kCast:21",
    "objc": "kLaterNoted:7",
    "java": "kComputed:5",
    "dart": "kHalf:6",
}
HEADERS = {
    "cpp": ("zego-api-error.h", CPP),
    "objc": ("zego-api-error-oc.h", OBJC),
    "java": ("ZegoConstants.java", JAVA),
    "dart": ("zego_error_code.dart", DART),
}


@pytest.mark.parametrize("language", HEADERS)
def test_constants_and_lines_of_unread_ones(language: str) -> None:
    name, text = HEADERS[language]
    found = header.read(text)
    assert " ".join(f"{name}={value}" for name, value in found.constants) == CONSTANTS[language]
    assert " ".join(f"{name}:{line}" for name, line in found.unread) == UNREAD[language]
    assert header.platform(Path(name), text) == language


def test_a_file_of_another_language_has_no_platform() -> None:
    assert header.platform(Path("errors.py"), "kFirst = 1;") is None


def test_line_ends_and_other_encodings_do_not_matter(tmp_path: Path) -> None:
    path = tmp_path / "errors.h"
    path.write_bytes(
        "// 注释\r\n#define kFirst 1\r\nconst int kSecond = 2; // 乱\r\n".encode("gbk")
    )
    assert header.read(header.load(path)).constants == [("kFirst", 1), ("kSecond", 2)]


@given(st.text("k=;,{}()'\"/*#\\\n 0x1-|<_enumdefi", max_size=80))
def test_any_text_is_read(text: str) -> None:
    found = header.read(text)
    lines = text.count("\n") + 1
    assert all(1 <= line <= lines for _, line in found.unread)
