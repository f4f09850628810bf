"""Runs with passwords and tokens, against a real Keystone, and with the vendor's own client."""

import json
import signal
import subprocess
import time
import urllib.request
from pathlib import Path

from runs import PROJECT, Runs
from trial import expect


class Identity:
    """What all runs share: a Keystone with a project, and the stub that its catalogue names."""

    def __init__(self, trial, keystone):
        self.keystone, self.password = keystone, "geheim-pässwörd \"\\ #1"
        self.catalog_stub = trial.stub(keystone=keystone.slow, instances=123)
        self.project = keystone.seed(keystone.slow, self.catalog_stub, self.password)


class KeystoneRuns(Runs):
    def __init__(self, trial, identity):
        super().__init__(trial)
        self.identity, self.keystone = identity, identity.keystone
        self.slow, self.fast = self.keystone.slow, self.keystone.fast
        self.project, self.catalog_stub = identity.project, identity.catalog_stub

    def _clouds(self, auth_url, password=None, user="watcher"):
        (self.trial.folder / "clouds.yaml").write_text(
            f"""clouds:
  otc:
    region_name: eu-de
    auth: {{auth_url: "{auth_url}", username: {user}, project_name: eu-de, user_domain_name: OTC-EU-DE-00000000001000012345}}
""")
        secure = self.trial.folder / "secure.yaml"
        secure.write_text(json.dumps({"clouds": {"otc": {"auth": {"password": password or self.identity.password}}}}))
        secure.chmod(0o600)

    def _token(self):
        """A token of the administrator, as another tool has it."""
        request = urllib.request.Request(
            f"{self.slow}/v3/auth/tokens", method="POST", headers={"Content-Type": "application/json"},
            data=json.dumps({"auth": {"identity": {"methods": ["password"], "password": {"user": {
                "name": "admin", "domain": {"id": "default"}, "password": self.keystone.admin_password}}}}}).encode())
        with urllib.request.urlopen(request, timeout=60) as answer:
            token = answer.headers["X-Subject-Token"]
        self.trial.secrets.append(token)
        return token

    def _stub(self, **options):
        return super()._stub(keystone=self.slow, **options)

    def once_with_a_password_and_the_endpoint_of_the_catalogue(self):
        self._clouds(self.slow)
        db = self.trial.database()
        run = self.trial.watch("--cloud", "otc", "--once", "--db", db).expect(0)
        expect(run.values["appended"] == "123" and run.values["requests"] == "4", run.out)
        expect(run.values["rejected"] == "0" and run.values["lists"] == "1", run.out)
        self.trial.verify(db)
        rows = self.trial.ask(db, "SELECT DISTINCT region, project_id FROM stream")
        expect(rows == [("eu-de", self.project)], str(rows))
        # A second look appends 123 more, and changes no instance's number.
        run = self.trial.watch("--cloud", "otc", "--once", "--db", db, "--format", "json").expect(0)
        expect(json.loads(run.out)["appended"] == 123, run.out)

    def check_writes_nothing(self):
        db = self.trial.database()
        self._clouds(self.slow)
        self.trial.watch("--cloud", "otc", "--check", "--db", db).expect(0, "123 in 3 pages", "sort_key is taken", "yes")
        expect(not db.exists(), "a database was made")

    def each_kind_of_credential_gets_to_a_first_answer(self):
        self._clouds(self.slow)
        found = ["123 in 3 pages"]
        self.trial.watch("--cloud", "otc", "--check").expect(0, *found, "password (cloud otc of clouds.yaml)", "modelartsv1")
        variables = {
            "OS_AUTH_URL": f"{self.slow}/v3", "OS_USERNAME": "watcher", "OS_PASSWORD": self.identity.password,
            "OS_USER_DOMAIN_NAME": "OTC-EU-DE-00000000001000012345", "OS_PROJECT_NAME": "eu-de"}
        self.trial.watch("--region", "eu-de", "--check", **variables).expect(0, *found, "OS_USERNAME and OS_PASSWORD")
        place = ["--endpoint", self.catalog_stub, "--project-id", PROJECT, "--region", "eu-de", "--check"]
        self.trial.watch(*place, NBTRACK_TOKEN=self._token()).expect(0, *found, "token (NBTRACK_TOKEN)")
        self.trial.watch(*place, "--token-command", f"echo {self._token()}").expect(0, *found, "token-command")
        stub = self._stub(instances=123)
        self.trial.watch("--endpoint", stub, "--check", **self._keys()).expect(0, *found, "aksk (HUAWEICLOUD_SDK_AK)")
        # Two complete ones: the first is used, the other named.
        run = self.trial.watch("--region", "eu-de", "--endpoint", stub, "--check", **self._keys(), **variables)
        run.expect(0, "aksk", "OS_USERNAME and OS_PASSWORD is set as well and not used; --auth chooses")

    def a_ready_token_and_a_token_command(self):
        token = self._token()
        place = ["--endpoint", self.catalog_stub, "--project-id", PROJECT, "--region", "eu-de", "--once"]
        run = self.trial.watch(*place, "--db", self.trial.database(), NBTRACK_TOKEN=token).expect(0)
        expect(run.values["appended"] == "123", run.out)
        script = self.trial.folder / "token.sh"
        script.write_text(f"#!/bin/sh\necho '{token}'\n")
        script.chmod(0o700)
        run = self.trial.watch(*place, "--token-command", script, "--db", self.trial.database()).expect(0)
        script.unlink()
        self.trial.watch(*place, "--db", self.trial.database(), NBTRACK_TOKEN="ended").expect(1, "the token was refused")
        self.trial.watch(*place, "--token-command", "false", "--db", self.trial.database()).expect(1, "token command")

    def a_poller_of_ones_own_in_a_pipe(self):
        self.trial.need("curl", "jq")
        file = self.trial.folder / "password"
        file.write_text(self._token())
        db = self.trial.database()
        environment = self.trial.environment(TOKEN_FILE=str(file), ROUNDS="2", SECONDS_BETWEEN="0")
        loop = subprocess.Popen(
            [self.trial.scripts.parent / "poll-loop", self.catalog_stub, PROJECT], env=environment, stdout=subprocess.PIPE)
        ingest = subprocess.run(
            [self.trial.binary, "ingest", "--db", db, "--follow", "-"], stdin=loop.stdout, env=environment,
            capture_output=True, text=True, timeout=60)
        expect(loop.wait() == 0 and ingest.returncode == 0, ingest.stderr)
        expect("appended=246" in ingest.stdout and "instances=123" in ingest.stdout, ingest.stdout)
        self.trial.verify(db)

    def mistakes_end_with_what_to_type(self):
        db = ["--db", self.trial.database()]
        self._clouds(self.slow, password="geheim-wrong")
        run = self.trial.watch("--cloud", "otc", "--once", *db).expect(1, "the login was refused (HTTP 401)")
        expect(run.err.count("refused") <= 2, run.err)
        self._clouds("http://127.0.0.1:9")
        self.trial.watch("--cloud", "otc", "--once", *db).expect(1, "something could not be seen")
        self._clouds(self.slow)
        self.trial.watch("--cloud", "nobody", "--once", *db).expect(1, "it has otc")
        self.trial.watch("--cloud", "otc", "--project", "other", "--once", *db).expect(1, "refused")

    def tokens_of_seconds_and_faults_of_all_kinds(self):
        stub = self.trial.stub(keystone=self.slow, instances=60, starts=6, span=12)
        self._clouds(self.fast)
        db, record, metrics = self.trial.database(), self.trial.folder / "record.jsonl", self.trial.folder / "watch.prom"
        process = self.trial.start(
            "watch", "--cloud", "otc", "--endpoint", stub, "--every", "3s", "--starting-every", "1s", "--max-rate", "600",
            "--db", db, "--record", record, "--metrics", metrics)
        begun = time.monotonic()
        time.sleep(5)
        self.trial.faults(stub, list=["502", "429", "cut", "drop", "html"], show=["503", "drop", "401"])
        time.sleep(10)
        self.trial.faults(stub, rate=0.15, kinds=["502", "drop", "cut", "429"])
        time.sleep(6)
        self.trial.faults(stub)
        time.sleep(12)
        cmdline = Path(f"/proc/{process.pid}/cmdline").read_text()
        expect("geheim" not in cmdline, "a secret is in the arguments")
        process.send_signal(signal.SIGTERM)
        run = self.trial.finish(process, begun).expect(0, "list failing", "list recovered", "gone")
        self.trial.verify(db)
        expect(
            run.number("observations")
            == sum(run.number(name) for name in ("appended", "unchanged", "duplicates", "rejected")), run.out)
        expect(run.number("gone") == 1 and run.number("rejected") == 0, run.out)
        starts = self.trial.ask(db, "SELECT count(*) FROM attempt")[0][0]
        expect(starts == 6, f"{starts} attempts of 6")
        steps = self.trial.ask(db, "SELECT count(DISTINCT stream_id || ' ' || attempt) FROM step WHERE step = 2")[0][0]
        expect(steps == 6, f"step 2 of {steps} starts of 6")
        text = metrics.read_text()
        for name in ("up", "requests_total", "token_expiry_seconds", "log_position"):
            expect(f"nbtrack_watch_{name}" in text, f"no metric {name}")
        # The recording is the same log.
        copy = self.trial.database()
        self.trial.run("ingest", record, "--db", copy).expect(0)
        heads = [self.trial.run("info", "--db", path).out.split("head")[1].split()[0].strip(",") for path in (db, copy)]
        expect(heads[0] == heads[1], "the recording is another log")

    def sighup_takes_a_rotated_password(self):
        stub = self._stub(instances=5)
        self._clouds(self.fast, user="rotating")
        db = self.trial.database()
        process = self.trial.start("watch", "--cloud", "otc", "--endpoint", stub, "--every", "1s", "--db", db)
        time.sleep(3)
        # What cannot be read leaves everything as it was.
        (self.trial.folder / "secure.yaml").write_text("{")
        process.send_signal(signal.SIGHUP)
        time.sleep(2)
        # The password is another from now on: the next login is refused, once, and rests for 20 minutes.
        self.keystone.change_password(self.project, "rotating", "geheim-rotated")
        time.sleep(10)
        self._clouds(self.fast, password="geheim-rotated", user="rotating")
        process.send_signal(signal.SIGHUP)
        time.sleep(4)
        process.send_signal(signal.SIGINT)
        run = self.trial.finish(process).expect(0, "reload failing", "login failing", "reloaded")
        expect(run.err.count("login failing") == 1 and run.err.count("login target") == 2, run.err)

    def the_vendors_client_reads_the_stub(self):
        stub = self.trial.stub(instances=123, keys="AK:SK")
        subprocess.run(
            [self.keystone.python, self.trial.scripts / "vendor_client.py", stub, PROJECT, "123"], check=True,
            stdout=subprocess.DEVNULL)
