"""The project's tasks: `nox -l` lists them, `nox` runs the checks for every change.

`python3 noxfile.py` does the same without an installed nox.
"""

import importlib.util
import os
import random
import shutil
import subprocess
import sys
from pathlib import Path

REQUIREMENTS = ".ci/requirements"
# Percent of the generator's lines and branches that a few modules of tests reach, which alone are measured by day
# (`site_tests/conftest.py`), as measuring takes as long as testing; at night all tests are, and reach all.
BY_DAY = "--fail-under=70"
ENVIRONMENT = {
    # Replaces the path of `_install_nox`; absolute, as some tests run in other folders.
    "PYTHONPATH": str(Path(__file__).resolve().parent / ".ci"),
    "PYTHONUTF8": "1",  # Windows' default code page may lack Chinese
    "PYTHONDONTWRITEBYTECODE": "",  # else each of many processes compiles the generator
    "NO_MKDOCS_2_WARNING": "1",
}


def _install_nox() -> None:
    """Install the locked nox in `.nox/nox`, and add it to the path of this process and its children.

    It is installed again if the lock or the Python changes. The file `installed`, which records both,
    is written last, so that an interrupted installation is repeated.
    """
    if sys.version_info < (3, 11):  # noqa: UP036 (any Python may run this)
        sys.exit(f"{sys.executable} is older than Python 3.11; use a newer one.")
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
        shutil.rmtree(
            folder, ignore_errors=True
        )  # also removes packages that are not locked any more
        pip = (sys.executable, "-m", "pip", "install", "-qq", "--disable-pip-version-check")
        options = ("--require-hashes", "--upgrade", "--target", str(folder), "-r", str(lock))
        if subprocess.run([*pip, *options], check=False).returncode:
            sys.exit(
                "nox could not be installed; pip says why above. It needs a package index: check"
                " the network, the proxy, and `python3 -m pip config list`, then run this again."
            )
        installed.write_bytes(wanted)
    sys.path.insert(0, str(folder))
    os.environ["PYTHONPATH"] = str(folder)  # nox starts `python -m virtualenv`


if __name__ == "__main__":
    _install_nox()

import nox  # installed by now

nox.options.default_venv_backend = "virtualenv"  # a dependency of nox; obeys pip's configuration
nox.options.reuse_venv = "yes"
nox.options.sessions = ["lint", "data", "published", "tests"]


def prepare(session: nox.Session, lock: str) -> None:
    """Install the packages of a lock file, and set the session's environment.

    The file `installed` works as in `_install_nox`; pip would take seconds to see that all is there.
    """
    session.env.update(ENVIRONMENT)
    path, folder = Path(REQUIREMENTS, f"{lock}.txt"), session.virtualenv.location
    installed, wanted = Path(folder, "installed"), path.read_text("utf-8")
    if not installed.is_file():  # new or not whole, which pip would not notice
        make = (sys.executable, "-m", "virtualenv", "--quiet", "--clear", folder)
        session.run(*make, env={"PYTHONPATH": os.environ.get("PYTHONPATH")}, external=True)
    elif installed.read_text("utf-8") == wanted:
        return
    installed.unlink(missing_ok=True)
    session.install("--require-hashes", "--requirement", str(path))
    installed.write_text(wanted, "utf-8")


def prepare_browser(session: nox.Session) -> None:
    """Find or get a browser, and the fonts that its pages are measured in."""
    session.run("python", "-m", "tools.browser")
    session.run("python", "-m", "tools.fonts")


def prepare_site(session: nox.Session) -> str:
    """Return the Python of `.nox/site`, the environment for building and checking the site.

    Its file `installed` works as in `_install_nox`.
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
    """Build and serve the site, and update open pages after each change."""
    python = prepare_site(session)
    session.run(python, "-m", "mkdocs", "serve", "--dirty", *session.posargs)


@nox.session(venv_backend="none")
def build(session: nox.Session) -> None:
    """Build the site and its offline copy into site/, check links and scripts; SITE_URL is its address."""
    python = prepare_site(session)
    session.run(python, "-m", "mkdocs", "build", "--strict", *session.posargs)
    session.run(python, "-m", "generator", "links", "site")
    session.run(python, "-m", "generator", "policy", "site")


@nox.session(venv_backend="none")
def reproducible(session: nox.Session) -> None:
    """Build the site with each supported Python that is installed, and compare the bytes."""
    session.env.update(ENVIRONMENT)
    project = nox.project.load_toml("pyproject.toml")
    sites = {}
    for version in nox.project.python_versions(project, max_version="3.14"):
        folder = Path(".nox", f"reproducible-{version}").resolve()
        python = str(folder / ("Scripts" if sys.platform == "win32" else "bin") / "python")
        try:
            session.run(f"python{version}", "-m", "venv", str(folder))
        except nox.command.CommandFailed:
            session.log(f"python{version} is not installed")
            continue
        locked = ("--require-hashes", "--requirement", f"{REQUIREMENTS}/site.txt")
        session.run(python, "-m", "pip", "install", "--quiet", *locked)
        site = folder / "site"
        session.run(python, "-m", "mkdocs", "build", "--strict", f"--site-dir={site}")
        sites[f"Python {version}"] = site
    compare(session, sites)


@nox.session
def builders(session: nox.Session) -> None:
    """Build the site with an older MkDocs and with ProperDocs, and compare the bytes."""
    prepare(session, "bench")
    folder = Path(session.create_tmp())
    sites = {}
    for builder, module in (("", "mkdocs"), ("", "properdocs"), ("mkdocs==1.6.0", "mkdocs")):
        if builder:
            session.install("--no-deps", builder)
            # So that the next `prepare` restores the locked one.
            Path(session.virtualenv.location, "installed").write_text("")
        sites[builder or module] = site = folder / (builder or module)
        build = ("python", "-m", module, "build", "--strict", "--config-file=mkdocs.yml")
        session.run(*build, f"--site-dir={site}")
    compare(session, sites)


def compare(session: nox.Session, sites: dict[str, Path]) -> None:
    """Fail if two sites differ."""
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
    """Run what takes too long for every change: all cases, builders, Pythons, and sizes.

    Arguments are the sessions to run (default: all).
    """
    os.environ["NIGHTLY"] = "1"
    large = ["--sizes", "1000,10000", "--parts", "build", "--rounds", "1"]
    sessions: dict[str, list[str]] = {
        name: [] for name in ("tests", "nginx", "builders", "reproducible", "paint")
    }
    sessions["bench"] = large
    for name in session.posargs or sessions:
        session.notify(name, sessions[name])


@nox.session(venv_backend="none")
def data(session: nox.Session) -> None:
    """Check the data; run this after each edit of data/."""
    python = prepare_site(session)
    session.run(python, "-m", "generator", "check", *session.posargs)


@nox.session(venv_backend="none")
def published(session: nox.Session) -> None:
    """Check that nothing published was removed or edited, and that every change of the data is released."""
    python = prepare_site(session)
    session.run(python, "-m", "generator", "published", *session.posargs)


@nox.session
def tests(session: nox.Session) -> None:
    """Run the tests, browser tests included, and fail if they reach too little of the generator.

    Arguments are passed to pytest; then nothing is measured.
    """
    prepare(session, "tests")
    prepare_browser(session)
    session.run("python", "-m", "tools.compilers")
    if session.posargs:
        session.run("python", "-m", "pytest", *session.posargs)
        return
    session.run("coverage", "erase")
    on_every_core = ("--numprocesses=auto", "--dist=loadfile", "--no-loadscope-reorder")
    session.run("coverage", "run", "-m", "pytest", *on_every_core)
    session.run("coverage", "combine", "--quiet")
    session.run("coverage", "report", *([] if "NIGHTLY" in os.environ else [BY_DAY]))


@nox.session
def nginx(session: nox.Session) -> None:
    """Test the site behind nginx with the configuration in deploy/."""
    prepare(session, "tests")
    prepare_browser(session)
    session.run("python", "-m", "tools.nginx")
    names = ("nginx", "pages", "language", "appearance", "copy")
    files = [f"site_tests/browser/test_{name}.py" for name in names]
    at_root = ["-k", "not prefix"]  # nginx serves the site at the root only
    session.run("python", "-m", "pytest", "--nginx", *(session.posargs or files + at_root))


@nox.session
def fuzz(session: nox.Session) -> None:
    """Test the reading of data and the recognition of codes with thousands of random inputs.

    The seed is printed; `-- --hypothesis-seed=N` repeats it. Earlier failures are tried first.
    """
    prepare(session, "tests")
    prepare_browser(session)
    seed = random.randrange(2**32)
    session.log(f"The seed is {seed}.")
    session.run(
        *("python", "-m", "pytest"),
        *("site_tests/dataset/test_properties.py", "site_tests/lookup/test_engine.py"),
        *("-k", "file or dataset_is_read_back or prefilter or a_scan or a_search"),
        *("--hypothesis-profile=fuzz", f"--hypothesis-seed={seed}", *session.posargs),
    )


@nox.session
def mutate(session: nox.Session) -> None:
    """Run mutation tests of validation, numbering, and recognition.

    Checks a sample of mutants, or those that match the arguments, such as `generator.dataset.reader*`.
    """
    prepare(session, "mutate")
    session.run("python", "-m", "tools.mutation", *session.posargs)


@nox.session
def bench(session: nox.Session) -> None:
    """Run the benchmarks and compare with other builders; `-- --help` lists the options."""
    prepare(session, "bench")
    prepare_browser(session)
    session.run("python", "-m", "bench", *session.posargs)


@nox.session
def lighthouse(session: nox.Session) -> None:
    """Run Lighthouse on a page of each template. Arguments are paths of pages."""
    prepare(session, "lint")  # which brings Node.js
    prepare_browser(session)
    session.run("python", "-m", "mkdocs", "build", "--strict")
    session.run("python", "-m", "bench.lighthouse", "site", *session.posargs)


@nox.session
def paint(session: nox.Session) -> None:
    """Measure first paint and layout shift on a slow network. Arguments are paths of pages."""
    prepare(session, "bench")
    prepare_browser(session)
    session.run("python", "-m", "mkdocs", "build", "--strict")
    session.run("python", "-m", "bench.paint", "site", *session.posargs)


@nox.session
def lint(session: nox.Session) -> None:
    """Check style, formatting, types, and imports; arguments are passed to `ruff check`."""
    prepare(session, "lint")
    session.run("ruff", "check", *session.posargs)
    session.run("ruff", "format", "--check")
    session.run("mypy")
    session.run("lint-imports")
    session.run("typos")
    session.run("python", "-m", "tools.node", "biome", "ci", "--error-on-warnings")
    session.run("python", "-m", "tools.node", "tsc")


@nox.session(name="format")
def format_(session: nox.Session) -> None:
    """Apply the fixes of ruff and biome, and format."""
    prepare(session, "lint")
    session.run("ruff", "check", "--fix-only", *session.posargs)
    session.run("ruff", "format")
    session.run("python", "-m", "tools.node", "biome", "check", "--write")


@nox.session(venv_backend="none")
def schema(session: nox.Session) -> None:
    """Regenerate the editor schemas in data/schema/ and the table of the rules in CONTRIBUTING.md."""
    python = prepare_site(session)
    session.run(python, "-m", "generator", "schema", *session.posargs)


@nox.session(venv_backend="none")
def release(session: nox.Session) -> None:
    """Record what is new or changed in the dataset as a release."""
    python = prepare_site(session)
    session.run(python, "-m", "generator", "release", *session.posargs)


@nox.session(venv_backend="none")
def changes(session: nox.Session) -> None:
    """Describe what changed in the dataset for readers; `-- --base REV` compares with a revision."""
    python = prepare_site(session)
    session.run(python, "-m", "generator", "changes", *session.posargs)


@nox.session
def audit(session: nox.Session) -> None:
    """Check the locked packages for known vulnerabilities, and list their licenses."""
    prepare(session, "audit")
    session.run("python", "-m", "tools.dependencies")


@nox.session
def lock(session: nox.Session) -> None:
    """Lock the dependencies of pyproject.toml with hashes; `-- --upgrade` upgrades them."""
    prepare(session, "lock")
    everything = f"{REQUIREMENTS}/lint.txt"
    for name in ("lint", "bench", "tests", "site", "nox", "lock", "mutate", "audit"):
        session.run(
            *("uv", "pip", "compile", "--quiet", "--universal", "--python-version=3.11"),
            *("--generate-hashes", "--no-annotate", "--no-emit-index-url", "--no-emit-find-links"),
            *("--custom-compile-command=nox -s lock", f"--output-file={REQUIREMENTS}/{name}.txt"),
            # One resolution, so that the tested versions build the site.
            *([] if name in ("lint", "lock") else [f"--constraint={everything}"]),
            *([] if name in ("nox", "lock") else ["pyproject.toml", "--extra=generate"]),
            f"--group={name}",
            *session.posargs,
        )


if __name__ == "__main__":
    nox.main()
