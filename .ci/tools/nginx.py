"""Serve a site with nginx and the configuration in `deploy/`; `python -m tools.nginx` prints nginx's path.

Only CI installs nginx automatically: the packages of some systems start a server at once.
"""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from tools import system
from tools.paths import ROOT

CONFIGURATION = ROOT / "deploy" / "nginx.conf"
ADVICE = (
    "The tests behind a real server need nginx. Install it, for example with `apt install nginx`."
)

_PATH = os.pathsep.join((os.environ.get("PATH", os.defpath), "/usr/sbin", "/usr/local/sbin"))
# The rest of an nginx.conf, with every file in one folder.
_AROUND = """
daemon off;
{user}
pid {folder}/pid;
error_log {folder}/error.log;
events {{}}
http {{
    access_log off;
    {temporary}
    include {folder}/server.conf;
}}
"""
_TEMPORARY = ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")


class NoNginx(Exception):
    """nginx is not installed; the message says what to do."""


def get() -> str:
    """Return the path of nginx, which CI installs if necessary; raise `NoNginx` if there is none."""
    if not shutil.which("nginx", path=_PATH) and system.is_ci():
        system.install("nginx")
    if path := shutil.which("nginx", path=_PATH):
        return path
    raise NoNginx(ADVICE)


def serve(site: Path, folder: Path) -> Iterator[str]:
    """Serve `site` at the yielded URL until the generator is closed; `folder` is for nginx's files."""
    with socket.create_server(("127.0.0.1", 0)) as listening:
        port = listening.getsockname()[1]
        (folder / "server.conf").write_text(_server(site, port), "utf-8")
        temporary = "".join(f"{kind}_temp_path {folder}/{kind}; " for kind in _TEMPORARY)
        main = folder / "nginx.conf"
        user = "user root;" if system.is_root() else ""  # so that it can read the tests' folders
        around = _AROUND.format(folder=folder, temporary=temporary, user=user)
        main.write_text(around, "utf-8")
        # nginx inherits the socket through its environment, so that no other process can take the port.
        process = subprocess.Popen(
            [get(), "-c", str(main), "-e", str(folder / "error.log")],
            env=os.environ | {"NGINX": f"{listening.fileno()};"},
            pass_fds=[listening.fileno()],
        )
    try:
        yield f"http://127.0.0.1:{port}/"
    finally:
        process.terminate()
        process.wait()


def _server(site: Path, port: int) -> str:
    """Return the shipped configuration with another address and root."""
    text = CONFIGURATION.read_text("utf-8")
    for ours, theirs in {
        "listen 80;": f"listen 127.0.0.1:{port};",
        "listen [::]:80;": "",
        "root /srv/liveroom-error-codes;": f"root {site};",
    }.items():
        assert text.count(ours) == 1, f"{CONFIGURATION} does not have exactly one `{ours}`"
        text = text.replace(ours, theirs)
    return text


def main() -> int:
    """Print the path of nginx."""
    try:
        print(get())
    except NoNginx as error:
        system.say(str(error))
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
