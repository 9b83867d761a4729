"""A set-up installs what the lock file says, whatever is published and whatever else pip is told.

`./run` itself with a real Python and its pip, against an index of our own, over loopback. Nothing
may be resolved: pip 23 took the newest `coverage`, although an older one was locked, because
another package asks for `coverage[toml]`. So each extra that is asked for needs one thing more
here, which the lock file does not know, and any pip that resolves stumbles over it.
"""

from __future__ import annotations

import base64
import hashlib
import io
import os
import re
import shutil
import subprocess
import sys
import threading
import zipfile
from collections.abc import Iterable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from importlib import metadata
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from tests import extent
from tests.setup.machine import ROOT, Machine

pytestmark = pytest.mark.slow

LOCK = (ROOT / "requirements.lock").read_text(encoding="utf-8")
PINNED = re.compile(
    r"^(?P<name>[\w.-]+)==(?P<version>\S+)(?P<marker>.*?) \\\n(?: +--hash=.*\n)+", re.MULTILINE
)
TOMORROW = "9999.1"
UNLOCKED = "published-tomorrow"

# pips that systems come with: Debian 12, Ubuntu 24.04, Debian 13; the machine's own besides
PIPS = ("23.0.1", "24.0", "25.1.1")[: extent.of(1, 3)]

# This Python, whose new environment is a copy of one that was made before: that is quicker.
PYTHON = f"""#!/bin/bash
[[ "$*" != *"-m venv"* ]] || exec cp -Rp -- "$FRESH" "$PROJECT/.venv"
exec "{os.path.realpath(sys.executable)}" "$@"
"""


class Index:
    """A package index on this machine, and what it was asked for."""

    def __init__(self) -> None:
        self.files: dict[str, dict[str, bytes]] = {}
        self.asked: set[str] = set()
        index = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                _, kind, name, *file = self.path.split("/")
                found = index.files.get(name, {})
                if kind == "simple":
                    index.asked.add(name)
                    content = "".join(
                        f'<a href="/files/{name}/{x}">{x}</a>' for x in found
                    ).encode()
                else:
                    content = found.get(file[0], b"")
                self.send_response(200 if content else 404)
                self.send_header(
                    "Content-Type", "text/html" if kind == "simple" else "application/zip"
                )
                self.send_header("Content-Length", str(len(content)))
                self.end_headers()
                self.wfile.write(content)

            def log_message(self, *_: object) -> None:
                """Say nothing."""

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self.server.server_port}/simple"

    def publish(
        self, name: str, version: str, requires: Iterable[str] = (), extras: Iterable[str] = ()
    ) -> str:
        """Put out a wheel with nothing in it; its hash. Each extra needs what no lock file has."""
        stem = f"{name.replace('-', '_')}-{version}"
        lines = ["Metadata-Version: 2.1", f"Name: {name}", f"Version: {version}"]
        lines += [f"Requires-Dist: {text}" for text in requires]
        for extra in extras:
            lines += [f"Provides-Extra: {extra}"]
            lines += [f'Requires-Dist: {UNLOCKED}; extra == "{extra}"']
        files = {
            f"{stem}.dist-info/METADATA": "\n".join(lines) + "\n",
            f"{stem}.dist-info/WHEEL": "Wheel-Version: 1.0\n"
            "Root-Is-Purelib: true\n"
            "Tag: py3-none-any\n",
        }
        record = ""
        wheel = io.BytesIO()
        with zipfile.ZipFile(wheel, "w") as archive:
            for path, text in files.items():
                archive.writestr(path, text)
                digest = base64.urlsafe_b64encode(hashlib.sha256(text.encode()).digest())
                record += f"{path},sha256={digest.decode().rstrip('=')},{len(text)}\n"
            archive.writestr(f"{stem}.dist-info/RECORD", f"{record}{stem}.dist-info/RECORD,,\n")
        wheels = self.files.setdefault(canonicalize_name(name), {})
        wheels[f"{stem}-py3-none-any.whl"] = wheel.getvalue()
        return hashlib.sha256(wheel.getvalue()).hexdigest()


@pytest.fixture
def index() -> Iterator[Index]:
    index = Index()
    thread = threading.Thread(target=index.server.serve_forever)
    thread.start()
    yield index
    index.server.shutdown()
    thread.join()
    index.server.server_close()


@pytest.fixture(scope="session")
def fresh(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An environment with nothing in it but the pip that this Python brings."""
    folder = tmp_path_factory.mktemp("fresh") / "venv"
    make = [os.path.realpath(sys.executable), "-I", "-m", "venv", folder]
    subprocess.run(make, check=True, capture_output=True)
    return folder


@pytest.fixture
def real(machine: Machine, fresh: Path) -> Machine:
    """A machine with system packages enough and a Python that is one."""
    machine.has("python3", PYTHON.replace("$FRESH", str(fresh)))
    return machine


@pytest.fixture
def small(real: Machine, index: Index) -> Machine:
    """A machine with a project that locks four packages, of which there are newer ones."""
    pins = {
        "asking": index.publish("asking", "1.0", ["asked[more]>=1", "wheel"]),
        "asked": index.publish("asked", "1.0", extras=["more"]),
        "wheel": index.publish("wheel", "1.0"),
        "setuptools": index.publish("setuptools", "1.0"),
    }
    for name in (*pins, UNLOCKED):
        index.publish(name, TOMORROW)
    lock = "".join(f"{name}==1.0 \\\n    --hash=sha256:{pin}\n" for name, pin in pins.items())
    (real.root / "requirements.lock").write_text(lock, encoding="utf-8")
    return real


SMALL = {"asking": "1.0", "asked": "1.0", "wheel": "1.0", "setuptools": "1.0"}


def set_up(machine: Machine, **environment: str) -> subprocess.CompletedProcess[str]:
    """Call ./run for the first time."""
    return machine.run("python", "-c", "", HAVE_LIBRARIES="yes", **environment)


def installed(machine: Machine) -> dict[str, str]:
    """Name and version of what is in .venv, but for what Python itself puts there."""
    (site,) = (machine.root / ".venv").glob("lib/python*/site-packages")
    found = {canonicalize_name(x.name): x.version for x in metadata.distributions(path=[str(site)])}
    del found["pip"]
    return found


def publish_today_and_tomorrow(index: Index) -> tuple[str, dict[str, str]]:
    """Publish all that is locked, and newer ones; the lock file of these, and its versions here."""
    real = {canonicalize_name(x.name): list(x.requires or ()) for x in metadata.distributions()}
    extras: dict[str, set[str]] = {}
    for requirement in map(Requirement, (text for texts in real.values() for text in texts)):
        extras.setdefault(canonicalize_name(requirement.name), set()).update(requirement.extras)
    assert "toml" in extras["coverage"]
    expected = {}

    def of_ours(pin: re.Match[str]) -> str:
        name = canonicalize_name(pin["name"])
        digest = index.publish(name, pin["version"], real.get(name, ()), extras.get(name, ()))
        index.publish(name, TOMORROW)
        marker = Requirement(f"{name}{pin['marker']}").marker
        if marker is None or marker.evaluate():
            expected[name] = pin["version"]
        return f"{name}=={pin['version']}{pin['marker']} \\\n    --hash=sha256:{digest}\n"

    index.publish(UNLOCKED, TOMORROW)
    return PINNED.sub(of_ours, LOCK), expected


@pytest.fixture
def with_pip(fresh: Path, tmp_path: Path, request: pytest.FixtureRequest) -> Path:
    """A fresh environment with one version of pip, from where this machine gets packages."""
    version: str | None = request.param
    if version is None:
        return fresh
    folder = tmp_path / "with pip"
    shutil.copytree(fresh, folder, symlinks=True)
    pip = [folder / "bin/python", "-m", "pip"]
    install = [*pip, "install", "--no-deps", "--retries", "0", f"pip=={version}"]
    if subprocess.run(install, capture_output=True, check=False).returncode:
        pytest.skip(f"pip {version} cannot be had here")
    if subprocess.run([*pip, "check"], capture_output=True, check=False).returncode:
        pytest.skip(f"pip {version} is too old for this Python")
    return folder


@pytest.mark.parametrize("with_pip", [None, *PIPS], indirect=True)
def test_what_is_published_tomorrow_changes_nothing(
    real: Machine, index: Index, with_pip: Path
) -> None:
    lock, expected = publish_today_and_tomorrow(index)
    (real.root / "requirements.lock").write_text(lock, encoding="utf-8")
    real.has("python3", PYTHON.replace("$FRESH", str(with_pip)))
    result = set_up(real, PIP_INDEX_URL=index.url)
    assert result.returncode == 0, result.stderr
    assert installed(real) == expected
    assert index.asked <= {canonicalize_name(pin["name"]) for pin in PINNED.finditer(LOCK)}


def test_a_set_up_that_resolved_would_be_noticed(small: Machine, index: Index) -> None:
    script = small.root / "run"
    text = script.read_text(encoding="utf-8")
    script.write_text(text.replace(" --no-deps", ""), encoding="utf-8")
    result = set_up(small, PIP_INDEX_URL=index.url)
    assert result.returncode == 1
    # pip 23 stumbles over the extra itself, a newer one over what the extra needs
    assert re.search(rf"These do not: (asked\[more\]>=1|{UNLOCKED}) from ", result.stderr)


# what is wrong with the lock file: what is changed in it, and what the user reads
SPOILED = {
    "another file": (
        r"(?<=asked==1\.0 \\\n    --hash=sha256:)\w+",
        "0" * 64,
        "DO NOT MATCH THE HASHES",
    ),
    "no hashes": (r" \\\n.*", "", "Hashes are required"),
    "not the whole": (
        r"asked==1\.0 \\\n.*\n",
        "",
        "asking 1.0 requires asked, which is not installed",
    ),
}


@pytest.mark.parametrize(("found", "instead", "told"), SPOILED.values(), ids=SPOILED)
def test_a_spoiled_lock_file_is_refused(
    small: Machine, index: Index, found: str, instead: str, told: str
) -> None:
    lock = small.root / "requirements.lock"
    lock.write_text(re.sub(found, instead, lock.read_text(encoding="utf-8")), encoding="utf-8")
    result = set_up(small, PIP_INDEX_URL=index.url)
    assert result.returncode == 1
    assert told in result.stderr
    assert not (small.root / ".venv/set-up").exists()


# what a user may have told pip for other purposes; {0} is a folder
SETTINGS = {
    "require-virtualenv": "true",
    "constraint": "{0}/constraints.txt",
    "requirement": "{0}/constraints.txt",
    "no-index": "true",
    "target": "{0}/target",
    "prefix": "{0}/prefix",
    "root": "{0}/root",
    "user": "true",
    "dry-run": "true",
    "no-binary": ":all:",
    "platform": "win32",
    "python-version": "3.8",
    "upgrade": "true",
    "pre": "true",
    "quiet": "3",
}


@pytest.mark.parametrize("place", ["variables", "pip.conf"])
def test_what_pip_is_told_for_other_purposes_changes_nothing(
    small: Machine, index: Index, place: str
) -> None:
    folder = small.elsewhere / "asked"
    folder.mkdir()
    (folder / "constraints.txt").write_text(f"asked=={TOMORROW}\n", encoding="utf-8")
    told = {name: value.format(folder) for name, value in SETTINGS.items()}
    environment = {"PIP_INDEX_URL": index.url, "PYTHONPATH": str(folder), "PYTHONWARNINGS": "error"}
    if place == "variables":
        environment |= {"PIP_" + name.upper().replace("-", "_"): x for name, x in told.items()}
    else:
        lines = (f"{name} = {value}\n" for name, value in told.items())
        (small.elsewhere / ".pip").mkdir()
        (small.elsewhere / ".pip/pip.conf").write_text(
            "[global]\n" + "".join(lines), encoding="utf-8"
        )
    result = set_up(small, **environment)
    assert result.returncode == 0, result.stderr
    assert installed(small) == SMALL
    assert [path.name for path in folder.iterdir()] == ["constraints.txt"]


# where a user may have said where packages are: pip.conf, and variables; {0} is the index, {1} a
# folder with all that is in it, {2} that pip.conf
PLACES = {
    "one more index": ("", {"PIP_INDEX_URL": "{0}/none", "PIP_EXTRA_INDEX_URL": "{0}"}),
    "a pip.conf elsewhere": ("[global]\nindex-url = {0}\n", {"PIP_CONFIG_FILE": "{2}"}),
    "pip.conf, for installing": (
        "[global]\nindex-url = {0}/none\n[install]\nindex-url = {0}\n",
        {},
    ),
    "a variable over pip.conf": ("[install]\nindex-url = {0}/none\n", {"PIP_INDEX_URL": "{0}"}),
    "a folder": ("[global]\nno-index = yes\nfind-links =\n    {1}/none\n    {1}\n", {}),
}


@pytest.mark.parametrize(("conf", "variables"), PLACES.values(), ids=PLACES)
def test_where_packages_are_is_heeded(
    small: Machine, index: Index, conf: str, variables: dict[str, str]
) -> None:
    folder = small.elsewhere.parent / "wheels"
    folder.mkdir()
    for wheels in index.files.values():
        for name, content in wheels.items():
            (folder / name).write_bytes(content)
    file = small.elsewhere / (
        "a pip.conf" if "PIP_CONFIG_FILE" in variables else ".config/pip/pip.conf"
    )
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(conf.format(index.url, folder), encoding="utf-8")
    environment = {name: text.format(index.url, folder, file) for name, text in variables.items()}
    result = set_up(small, **environment)
    assert result.returncode == 0, result.stderr
    assert installed(small) == SMALL
    assert bool(index.asked) == ("find-links" not in conf)
