"""A real Keystone for the trial: made in a folder, served on loopback, one server for tokens of an hour, one of seconds."""

import subprocess
import time
import urllib.request

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
    """Makes the database once, and serves it as often as is asked."""

    def __init__(self, python, scripts, folder, admin_password):
        self.python, self.scripts, self.folder, self.admin_password = python, scripts, folder, admin_password
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
            ["bootstrap", "--bootstrap-password", admin_password, "--bootstrap-region-id", "eu-de",
             "--bootstrap-public-url", "http://127.0.0.1/v3/"],
        ):
            subprocess.run(manage + command, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)

    def write(self, name, expiration):
        (self.folder / name).write_text(CONFIGURATION.format(folder=self.folder, expiration=expiration))

    def serve(self, port, expiration):
        """Begins to serve; returns the address once it answers."""
        name = f"keystone-{port}.conf"
        self.write(name, expiration)
        self.processes.append(subprocess.Popen(
            [self.python, self.scripts / "keystone_serve.py", self.folder, name, str(port)],
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL))
        address = f"http://127.0.0.1:{port}"
        wait_for(f"{address}/v3", 90)
        return address

    def seed(self, address, stub, password):
        """The id of the project."""
        return subprocess.run(
            [self.python, self.scripts / "keystone_seed.py", address, self.admin_password, stub, password],
            capture_output=True, text=True, check=True).stdout.strip()

    def end(self):
        for process in self.processes:
            process.terminate()
        for process in self.processes:
            process.wait()


def wait_for(url, seconds):
    """Until something answers there."""
    end = time.monotonic() + seconds
    while True:
        try:
            with urllib.request.urlopen(url, timeout=5):
                return
        except urllib.error.HTTPError:
            return
        except OSError:
            if time.monotonic() > end:
                raise
            time.sleep(0.1)
