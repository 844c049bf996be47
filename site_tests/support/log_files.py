"""Files that hold logs, and files that hold none, for the page and the command."""

from __future__ import annotations

import gzip
import io
import random
import tarfile
import zipfile

TEXT = "登录失败\n错误码：62001001"
LONGER = "2019-08-12 10:21:33 登录失败，错误码：62001001\n" * 200


def _zip() -> bytes:
    with io.BytesIO() as file:
        with zipfile.ZipFile(file, "w") as archive:
            archive.writestr("app.log", LONGER)
        return file.getvalue()


def _tar(mode: str) -> bytes:
    with io.BytesIO() as file:
        with tarfile.open(fileobj=file, mode=mode) as archive:  # type: ignore[call-overload]
            member = tarfile.TarInfo("app.log")
            member.size = len(LONGER.encode())
            archive.addfile(member, io.BytesIO(LONGER.encode()))
        return file.getvalue()


READ = {
    "utf-8": TEXT.encode(),
    "utf-8 with a mark": TEXT.encode("utf-8-sig"),
    "utf-16": TEXT.encode("utf-16"),
    "utf-16-be": b"\xfe\xff" + TEXT.encode("utf-16-be"),
    "utf-16-le without a mark": TEXT.encode("utf-16-le"),
    "utf-16-be without a mark": TEXT.encode("utf-16-be"),
    "gb18030": TEXT.encode("gb18030"),
    "gzip": gzip.compress(TEXT.encode()),
    "gzip of utf-16 without a mark": gzip.compress(TEXT.encode("utf-16-le")),
    "gzip of gb18030": gzip.compress(TEXT.encode("gb18030")),
}
"""`TEXT` in the encodings that logs have."""

NO_TEXT = {
    "zip": _zip(),
    "tar": _tar("w"),
    "tar.gz": _tar("w:gz"),
    "gzip twice": gzip.compress(gzip.compress(TEXT.encode())),
    "png": b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x10\0\0\0\x10\x08\x06\0\0\0",
    "encrypted": random.Random(1).randbytes(5000),
    "zeros": bytes(5000),
}
"""Files of which nothing can be said."""
