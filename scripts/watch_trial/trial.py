"""What the runs of scripts/try-watch share: the binary, its environment, its services, and what is expected."""

import json
import os
import re
import shutil
import signal
import socket
import sqlite3
import subprocess
import sys
import time
import urllib.request


# Files in which the user keeps secrets.
GIVEN = ("clouds.yaml", "secure.yaml", "password", "ak", "sk")


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class Failed(Exception):
    """An expectation that did not hold."""


def expect(condition, words):
    if not condition:
        raise Failed(words)


class Skipped(Exception):
    """Why a run cannot be made on this machine."""


class Run:
    """What a run of nbtrack left: status, streams, and the values of its last line."""

    def __init__(self, status, out, err, seconds):
        self.status, self.out, self.err, self.seconds = status, out, err, seconds
        self.values = dict(re.findall(r"(\w+)=(\S+)", out.strip().splitlines()[-1])) if out.strip() else {}

    def number(self, name):
        return int(self.values[name])

    def expect(self, status, *words):
        expect(self.status == status, f"status {self.status}, not {status}\n{self.out}{self.err}")
        for word in words:
            expect(word in self.out + self.err, f"no word of {word!r}\n{self.out}{self.err}")
        return self


class Trial:
    """A folder, a binary and the secrets that must turn up nowhere."""

    def __init__(self, binary, folder, scripts, parent=None):
        self.binary, self.folder, self.scripts = binary, folder, scripts
        folder.mkdir()
        self.keystone = None
        self.secrets = parent.secrets if parent else ["geheim"]
        # The stubs write every token that they were sent there.
        self.tokens = parent.tokens if parent else folder.parent / "tokens.txt"
        self.processes = []
        self.count = 0

    def branch(self, name):
        """A folder of its own for one run."""
        return Trial(self.binary, self.folder / name[:40], self.scripts, parent=self)

    def need(self, *programs):
        """Skips the run where one of the programs is missing."""
        for program in programs:
            if not shutil.which(program):
                raise Skipped(f"there is no {program}")

    def database(self):
        self.count += 1
        return self.folder / f"log{self.count}.db"

    def environment(self, **more):
        environment = {
            key: value for key, value in os.environ.items()
            if not key.startswith(("OS_", "HW_", "HUAWEI", "NBTRACK")) and not key.lower().endswith("_proxy")}
        environment.update(HOME=str(self.folder), **more)
        return environment

    def start(self, *arguments, user=None, **environment):
        # The working folder is where clouds.yaml is.
        return subprocess.Popen(
            [self.binary, *map(str, arguments)], env=self.environment(**environment), cwd=self.folder, user=user, group=user,
            extra_groups=None if user is None else [],
            stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)

    def finish(self, process, begun=None, seconds=120):
        begun = begun or time.monotonic()
        try:
            out, err = process.communicate(timeout=seconds)
        except subprocess.TimeoutExpired:
            process.kill()
            raise Failed("the run did not end\n" + "".join(process.communicate()))
        with open(self.folder / "all-output.txt", "a", encoding="utf-8") as file:
            file.write(out + err)
        return Run(process.returncode, out, err, time.monotonic() - begun)

    def run(self, *arguments, **environment):
        begun = time.monotonic()
        return self.finish(self.start(*arguments, **environment), begun)

    def watch(self, *arguments, **environment):
        return self.run("watch", *arguments, **environment)

    def stub(self, **options):
        port = free_port()
        options = {"tokens": self.tokens, **options}
        words = [str(word) for key, value in options.items() for word in (f"--{key}", value)]
        process = subprocess.Popen(
            [sys.executable, self.scripts / "stub.py", "--port", str(port), *words], stdout=subprocess.PIPE, text=True)
        self.processes.append(process)
        expect(process.stdout.readline() == "ready\n", "the stub did not begin")
        return f"{'https' if 'certificate' in options else 'http'}://127.0.0.1:{port}"

    def faults(self, stub, **values):
        body = {"list": [], "show": [], "rate": 0, "kinds": [], **values}
        with urllib.request.urlopen(
            urllib.request.Request(f"{stub}/_faults", data=json.dumps(body).encode(), method="POST"), timeout=5):
            pass

    def verify(self, database):
        self.run("verify", "--db", database).expect(0)

    def ask(self, database, sql):
        with sqlite3.connect(f"file:{database}?mode=ro", uri=True) as connection:
            return connection.execute(sql).fetchall()

    def expect_no_secret(self):
        """In no file that the runs wrote: databases and their logs, recordings, metrics, all that was printed."""
        if self.tokens.exists():
            self.secrets += sorted(set(self.tokens.read_text().split()))
        # Keystone keeps hashes, and its own logs are not ours; clouds.yaml is the user's.
        for path in sorted(self.folder.rglob("*")):
            if not path.is_file() or "keystone" in path.parts or path.name in GIVEN:
                continue
            content = path.read_bytes()
            for secret in self.secrets:
                expect(secret.encode() not in content, f"a secret ({secret[:6]}…) is in {path.name}")
        return len(self.secrets)

    def end(self):
        for process in self.processes:
            process.send_signal(signal.SIGKILL)
            process.wait()
        if self.keystone:
            self.keystone.end()
