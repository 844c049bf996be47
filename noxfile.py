"""The project's tasks: `nox -l` lists them, a bare `nox` runs the checks of every change.

`python3 noxfile.py` is nox too, for all who have not installed it.
"""

import importlib.util
import os
import random
import shutil
import subprocess
import sys
from pathlib import Path

REQUIREMENTS = ".ci/requirements"
ENVIRONMENT = {
    # In place of where `_install_nox` put it; in full, as some tests work elsewhere.
    "PYTHONPATH": str(Path(__file__).resolve().parent / ".ci"),
    "PYTHONUTF8": "1",  # Windows would print in a code page without Chinese
    "NO_MKDOCS_2_WARNING": "1",
}


def _install_nox() -> None:
    """Have the locked nox in `.nox/nox`, where this run and the processes that it starts find it.

    It stays until the lock or the Python changes. `installed`, which tells of both, is written
    last, so that an installation which was interrupted is made again.
    """
    if sys.version_info < (3, 11):  # noqa: UP036 (which Python runs this is the reader's choice)
        sys.exit(f"Python 3.11 or newer is needed, and {sys.executable} is older.")
    os.chdir(Path(__file__).parent)
    folder = Path(".nox", "nox").resolve()
    installed = folder / "installed"
    lock = Path(REQUIREMENTS, "nox.txt")
    wanted = f"{sys.version}\n".encode() + lock.read_bytes()
    if not installed.is_file() or installed.read_bytes() != wanted:
        if not importlib.util.find_spec("pip"):
            sys.exit(
                f"{sys.executable} has no pip: install it (`apt install python3-pip` on Debian and"
                f" Ubuntu, `{sys.executable} -m ensurepip` elsewhere), then run this again."
            )
        shutil.rmtree(folder, ignore_errors=True)  # packages that are locked no more
        pip = (sys.executable, "-m", "pip", "install", "-qq", "--disable-pip-version-check")
        options = ("--require-hashes", "--upgrade", "--target", str(folder), "-r", str(lock))
        if subprocess.run([*pip, *options], check=False).returncode:
            sys.exit(
                "nox could not be installed; pip says why above. It needs a package index: look at"
                " the network, the proxy and `python3 -m pip config list`, then run this again."
            )
        installed.write_bytes(wanted)
    sys.path.insert(0, str(folder))
    os.environ["PYTHONPATH"] = str(folder)  # nox starts `python -m virtualenv`


if __name__ == "__main__":
    _install_nox()

import nox  # which is there now

nox.options.default_venv_backend = "virtualenv"  # comes with nox and obeys pip's configuration
nox.options.reuse_venv = "yes"
nox.options.sessions = ["lint", "data", "published", "tests"]
if os.environ.get("CI") == "true" and sys.platform == "linux":
    nox.options.sessions.append("nginx")  # which CI installs, and nobody else has to have


def prepare(session: nox.Session, lock: str) -> None:
    """Installs what a lock file names, and keeps nox's own packages out of the session."""
    session.env.update(ENVIRONMENT)
    session.install("--require-hashes", "--requirement", f"{REQUIREMENTS}/{lock}.txt")


def prepare_browser(session: nox.Session) -> None:
    """Find or get a browser, and the fonts that its pages are measured in."""
    session.run("python", "-m", "tools.browser")
    session.run("python", "-m", "tools.fonts")


def prepare_site(session: nox.Session) -> str:
    """Give the Python of `.nox/site`: one environment for all that builds or checks the site.

    `installed` in it says what it was made with, as for nox itself.
    """
    folder = Path(".nox", "site").resolve()
    python = str(folder / ("Scripts" if sys.platform == "win32" else "bin") / "python")
    lock = Path(REQUIREMENTS, "site.txt")
    installed, wanted = folder / "installed", f"{sys.version}\n{lock.read_text('utf-8')}"
    if not installed.is_file() or installed.read_text("utf-8") != wanted:
        session.run(sys.executable, "-m", "virtualenv", "--quiet", "--clear", str(folder))
        pip = (python, "-m", "pip", "install", "--quiet", "--require-hashes")
        session.run(*pip, "--requirement", str(lock), env={"PYTHONPATH": None})
        installed.write_text(wanted, "utf-8")
    session.env.update(ENVIRONMENT)
    return python


@nox.session(venv_backend="none")
def serve(session: nox.Session) -> None:
    """Generate, build and serve the site, and show each change of the data in the open page."""
    python = prepare_site(session)
    session.run(python, "-m", "mkdocs", "serve", "--dirty", *session.posargs)


@nox.session(venv_backend="none")
def build(session: nox.Session) -> None:
    """Build the site into site/ and check its links; SITE_URL says where it will stand."""
    python = prepare_site(session)
    session.run(python, "-m", "mkdocs", "build", "--strict", *session.posargs)
    session.run(python, "-m", "generator", "links", "site")
    with Path("deploy/inline-scripts.conf").open("w", encoding="ascii") as file:
        session.run(python, "-m", "generator", "policy", "site", stdout=file)


@nox.session(venv_backend="none")
def offline(session: nox.Session) -> None:
    """Pack the site into one zip that is read from a folder, without a server and a network."""
    build(session)
    session.run(
        prepare_site(session), "-m", "generator", "offline", "site", "dist/liveroom-error-codes.zip"
    )


@nox.session(venv_backend="none")
def reproducible(session: nox.Session) -> None:
    """Build the site with each supported Python that is here, and compare the bytes."""
    session.env.update(ENVIRONMENT)
    project = nox.project.load_toml("pyproject.toml")
    sites = {}
    for version in nox.project.python_versions(project, max_version="3.14"):
        folder = Path(".nox", f"reproducible-{version}").resolve()
        python = str(folder / ("Scripts" if sys.platform == "win32" else "bin") / "python")
        try:
            session.run(f"python{version}", "-m", "venv", str(folder))
        except nox.command.CommandFailed:
            session.log(f"python{version} is not here")
            continue
        locked = ("--require-hashes", "--requirement", f"{REQUIREMENTS}/site.txt")
        session.run(python, "-m", "pip", "install", "--quiet", *locked)
        site = folder / "site"
        session.run(python, "-m", "mkdocs", "build", "--strict", f"--site-dir={site}")
        sites[f"Python {version}"] = site
    compare(session, sites)


@nox.session
def builders(session: nox.Session) -> None:
    """Build the site with the MkDocs before the locked one and with ProperDocs; compare the bytes."""
    prepare(session, "bench")
    folder = Path(session.create_tmp())
    sites = {}
    for builder, module in (("", "mkdocs"), ("", "properdocs"), ("mkdocs==1.6.0", "mkdocs")):
        if builder:
            session.install("--no-deps", builder)  # `prepare` brings the locked one back
        sites[builder or module] = site = folder / (builder or module)
        build = ("python", "-m", module, "build", "--strict", "--config-file=mkdocs.yml")
        session.run(*build, f"--site-dir={site}")
    compare(session, sites)


def compare(session: nox.Session, sites: dict[str, Path]) -> None:
    """Fail where two sites differ in a byte."""
    trees = {
        name: {p.relative_to(site): p.read_bytes() for p in site.rglob("*") if p.is_file()}
        for name, site in sites.items()
    }
    (first, ours), *others = trees.items()
    for name, theirs in others:
        if found := sorted(str(p) for p in {*ours, *theirs} if ours.get(p) != theirs.get(p)):
            session.error(f"{first} and {name} differ in {', '.join(found)}")
    session.log(f"{len(ours)} files, the same bytes with {', '.join(trees)}")


@nox.session(venv_backend="none")
def nightly(session: nox.Session) -> None:
    """Run what takes too long for each change: all cases, other builders, Pythons and sizes.

    Arguments are the sessions to run; by default all of them.
    """
    os.environ["NIGHTLY"] = "1"
    large = ["--sizes", "1000,10000", "--parts", "build", "--rounds", "1"]
    sessions = {"coverage": [], "builders": [], "reproducible": [], "bench": large}
    for name in session.posargs or sessions:
        session.notify(name, sessions[name])


@nox.session(venv_backend="none")
def data(session: nox.Session) -> None:
    """Check the data: what to run after an edit of data/."""
    python = prepare_site(session)
    session.run(python, "-m", "generator", "check", *session.posargs)


@nox.session(venv_backend="none")
def published(session: nox.Session) -> None:
    """Hold the list of all that was ever published against the data and against earlier commits."""
    python = prepare_site(session)
    session.run(python, "-m", "generator", "published", *session.posargs)


@nox.session
def tests(session: nox.Session) -> None:
    """Run the tests, those in a browser included; arguments go to pytest."""
    prepare(session, "tests")
    prepare_browser(session)
    everything = ("--numprocesses=auto", "--dist=loadfile")
    session.run("python", "-m", "pytest", *(session.posargs or everything))


@nox.session
def nginx(session: nox.Session) -> None:
    """Test the site behind nginx, with the configuration of deploy/; CI on Linux runs it too."""
    prepare(session, "tests")
    prepare_browser(session)
    session.run("python", "-m", "tools.nginx")
    names = ("nginx", "pages", "language", "appearance", "copy")
    files = [f"site_tests/browser/test_{name}.py" for name in names]
    at_root = ["-k", "not prefix"]  # nginx serves no site below a project's path
    session.run("python", "-m", "pytest", "--nginx", *(session.posargs or files + at_root))


@nox.session
def fuzz(session: nox.Session) -> None:
    """Ask the loader and the recogniser about thousands of new files and texts.

    The seed is printed, `-- --hypothesis-seed=N` takes it again, and what failed once is tried first.
    """
    prepare(session, "tests")
    prepare_browser(session)
    seed = random.randrange(2**32)
    session.log(f"The seed is {seed}.")
    session.run(
        *("python", "-m", "pytest"),
        *(f"site_tests/{room}/test_properties.py" for room in ("dataset", "lookup", "browser")),
        *("-k", "file or recognised or scan or search or browser"),
        *("--hypothesis-profile=fuzz", f"--hypothesis-seed={seed}", *session.posargs),
    )


@nox.session
def mutate(session: nox.Session) -> None:
    """Change validation, numbering and recognition in small ways, and see whether a test notices.

    It takes a sample; arguments are patterns of what else to change, such as `generator.dataset.reader*`.
    """
    prepare(session, "mutate")
    session.run("python", "-m", "tools.mutation", *session.posargs)


@nox.session
def coverage(session: nox.Session) -> None:
    """Run the tests and tell which lines and branches of the generator they miss."""
    prepare(session, "tests")
    prepare_browser(session)
    session.run("coverage", "erase")
    session.run("coverage", "run", "-m", "pytest", *session.posargs)
    session.run("coverage", "combine", "--quiet")
    session.run("coverage", "report")


@nox.session
def bench(session: nox.Session) -> None:
    """Measure what has to be fast, beside others in the same run; `-- --help` tells what to choose."""
    prepare(session, "bench")
    prepare_browser(session)
    session.run("python", "-m", "bench", *session.posargs)


@nox.session
def lighthouse(session: nox.Session) -> None:
    """Measure each template on a phone. Arguments are pages' paths."""
    prepare(session, "lint")  # which brings Node.js
    prepare_browser(session)
    session.run("python", "-m", "mkdocs", "build", "--strict")
    session.run("python", "-m", "bench.lighthouse", "site", *session.posargs)


@nox.session
def lint(session: nox.Session) -> None:
    """Check style, formatting and types, of Python, JavaScript and CSS; arguments go to ruff's checker."""
    prepare(session, "lint")
    session.run("ruff", "check", *session.posargs)
    session.run("ruff", "format", "--check")
    session.run("mypy")
    session.run("lint-imports")
    session.run("python", "-m", "tools.node", "biome", "ci", "--error-on-warnings")
    session.run("python", "-m", "tools.node", "tsc")


@nox.session(name="format")
def format_(session: nox.Session) -> None:
    """Mend what ruff and biome can mend, and format."""
    prepare(session, "lint")
    session.run("ruff", "check", "--fix-only", *session.posargs)
    session.run("ruff", "format")
    session.run("python", "-m", "tools.node", "biome", "check", "--write")


@nox.session(venv_backend="none")
def schema(session: nox.Session) -> None:
    """Write the editor schemas in data/schema/ and the table of the rules in CONTRIBUTING.md anew."""
    python = prepare_site(session)
    session.run(python, "-m", "generator", "schema", *session.posargs)


@nox.session(venv_backend="none")
def release(session: nox.Session) -> None:
    """Record the state of the dataset as a release, from which its changes are told."""
    python = prepare_site(session)
    session.run(python, "-m", "generator", "release", *session.posargs)


@nox.session
def audit(session: nox.Session) -> None:
    """Ask for known vulnerabilities of all that is locked, and write its licences down."""
    prepare(session, "audit")
    session.run("python", "-m", "tools.dependencies")


@nox.session
def lock(session: nox.Session) -> None:
    """Lock the dependencies of pyproject.toml with hashes; `-- --upgrade` takes newer ones."""
    prepare(session, "lock")
    everything = f"{REQUIREMENTS}/lint.txt"
    for name in ("lint", "bench", "tests", "site", "nox", "lock", "mutate", "audit"):
        session.run(
            *("uv", "pip", "compile", "--quiet", "--universal", "--python-version=3.11"),
            *("--generate-hashes", "--no-annotate", "--no-emit-index-url", "--no-emit-find-links"),
            *("--custom-compile-command=nox -s lock", f"--output-file={REQUIREMENTS}/{name}.txt"),
            # One resolution: what is tested is what builds the site.
            *([] if name in ("lint", "lock") else [f"--constraint={everything}"]),
            *([] if name in ("nox", "lock") else ["pyproject.toml", "--extra=generate"]),
            f"--group={name}",
            *session.posargs,
        )


if __name__ == "__main__":
    nox.main()
