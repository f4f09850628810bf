"""A real Keystone for the trial: made in a folder, served on loopback, one server for tokens of an hour, one of seconds."""

import subprocess
import time
import urllib.error
import urllib.request

# On a machine that has other things to do a server takes its time.
PATIENCE = 300

CONFIGURATION = """\
[DEFAULT]
log_file = {folder}/keystone.log
use_stderr = false
[database]
connection = sqlite:///{folder}/keystone.db
[token]
provider = fernet
expiration = {expiration}
[fernet_tokens]
key_repository = {folder}/fernet
[fernet_receipts]
key_repository = {folder}/fernet
[credential]
key_repository = {folder}/credential
"""


class Keystone:
    """Makes the database and serves it twice: `slow` gives tokens of an hour, `fast` of eight seconds."""

    def __init__(self, python, scripts, folder, ports):
        self.python, self.scripts, self.folder = python, scripts, folder
        self.admin_password = "adminpw"
        self.processes = []
        for name in ("fernet", "credential"):
            (folder / name).mkdir(parents=True)
        self.write("keystone.conf", 3600)
        manage = [str(python.parent / "keystone-manage"), "--config-file", str(folder / "keystone.conf")]
        user = subprocess.run(["id", "-un"], capture_output=True, text=True, check=True).stdout.strip()
        group = subprocess.run(["id", "-gn"], capture_output=True, text=True, check=True).stdout.strip()
        owner = ["--keystone-user", user, "--keystone-group", group]
        for command in (
            ["db_sync"], ["fernet_setup", *owner], ["credential_setup", *owner],
            ["bootstrap", "--bootstrap-password", self.admin_password, "--bootstrap-region-id", "eu-de",
             "--bootstrap-public-url", "http://127.0.0.1/v3/"],
        ):
            subprocess.run(manage + command, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        self.slow, self.fast = (f"http://127.0.0.1:{port}" for port in ports)
        try:
            for port, expiration in zip(ports, (3600, 8)):
                self.begin(port, expiration)
            for process, address in zip(self.processes, (self.slow, self.fast)):
                self.wait(process, f"{address}/v3")
        except BaseException:
            self.end()
            raise

    def write(self, name, expiration):
        (self.folder / name).write_text(CONFIGURATION.format(folder=self.folder, expiration=expiration))

    def begin(self, port, expiration):
        name = f"keystone-{port}.conf"
        self.write(name, expiration)
        with open(self.folder / "serve.log", "ab") as log:
            self.processes.append(subprocess.Popen(
                [self.python, self.scripts / "keystone_serve.py", self.folder, name, str(port)], stdout=log, stderr=log))

    def wait(self, process, url):
        """Until it answers there. A connection that is refused is none yet; a process that ended says why."""
        end = time.monotonic() + PATIENCE
        while True:
            try:
                with urllib.request.urlopen(url, timeout=20):
                    return
            except urllib.error.HTTPError:
                return
            except OSError as error:
                if process.poll() is not None:
                    words = (self.folder / "serve.log").read_text(errors="replace")[-2000:]
                    raise RuntimeError(f"Keystone ended with {process.returncode}:\n{words}") from error
                if time.monotonic() > end:
                    raise RuntimeError(f"Keystone does not answer at {url} after {PATIENCE} s") from error
                time.sleep(0.2)

    def seed(self, address, stub, password):
        """The id of the project."""
        return self.admin("keystone_seed.py", address, stub, password)

    def change_password(self, project, user, password):
        self.admin("keystone_password.py", self.slow, project, user, password)

    def admin(self, script, address, *words):
        run = subprocess.run(
            [self.python, self.scripts / script, address, self.admin_password, *words], capture_output=True, text=True)
        if run.returncode != 0:
            raise RuntimeError(f"{script}: {run.stderr[-2000:]}")
        return run.stdout.strip()

    def end(self):
        for process in self.processes:
            process.kill()
        for process in self.processes:
            process.wait()
