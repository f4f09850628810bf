"""The runs of scripts/try-watch, one function each: its name says what it shows."""

import json
import random
import signal
import subprocess
import time
from pathlib import Path

from proxy import Proxy
from trial import expect, free_port

PROJECT = "77b6a44cba5143ab91d13ab9a8ff44fd"


class Runs:
    def __init__(self, trial, keystone, slow, fast):
        self.trial, self.keystone, self.slow, self.fast = trial, keystone, slow, fast
        self.password = "geheim-pässwörd \"\\ #1"
        self.project = None

    # Set-up that the runs share.

    def clouds(self, auth_url, password=None, extra=""):
        (self.trial.folder / "clouds.yaml").write_text(
            f"""clouds:
  otc:
    region_name: eu-de
    auth: {{auth_url: "{auth_url}", username: watcher, project_name: eu-de, user_domain_name: OTC-EU-DE-00000000001000012345}}
{extra}""")
        secure = self.trial.folder / "secure.yaml"
        secure.write_text(json.dumps({"clouds": {"otc": {"auth": {"password": password or self.password}}}}))
        secure.chmod(0o600)

    def keys(self):
        return {
            "HUAWEICLOUD_SDK_AK": "AKTRIAL", "HUAWEICLOUD_SDK_SK": "geheim/sk+1", "HUAWEICLOUD_SDK_PROJECT_ID": PROJECT}

    def stub(self, **options):
        return self.trial.stub(keystone=self.slow, keys="AKTRIAL:geheim/sk+1", **options)

    # The runs.

    def once_with_a_password_and_the_endpoint_of_the_catalogue(self):
        stub = self.stub(instances=123)
        self.project = self.keystone.seed(self.slow, stub, self.password)
        self.catalog_stub = stub
        self.clouds(self.slow)
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
        self.trial.watch("--cloud", "otc", "--check", "--db", db).expect(0, "123 in 3 pages", "sort_key is taken", "yes")
        expect(not db.exists(), "a database was made")

    def once_with_keys(self):
        stub = self.stub(instances=60)
        db = self.trial.database()
        run = self.trial.watch("--endpoint", stub, "--region", "eu-de", "--once", "--db", db, **self.keys()).expect(0)
        expect(run.values["appended"] == "60", run.out)
        keys = {**self.keys(), "HUAWEICLOUD_SDK_SK": "wrong"}
        self.trial.watch("--endpoint", stub, "--once", "--db", db, **keys).expect(1, "signature was refused")

    def a_ready_token_and_a_token_command(self):
        command = (
            f"printf '%s' '{{\"auth\":{{\"identity\":{{\"methods\":[\"password\"],\"password\":{{\"user\":{{\"name\":\"admin\","
            f"\"domain\":{{\"id\":\"default\"}},\"password\":\"{self.keystone.admin_password}\"}}}}}}}}}}' | "
            f"curl -s -D - -o /dev/null -d @- -H 'Content-Type: application/json' {self.slow}/v3/auth/tokens | "
            "sed -n 's/^X-Subject-Token: //Ip' | tr -d '\\r'")
        token = subprocess.run(["/bin/sh", "-c", command], capture_output=True, text=True, check=True).stdout.strip()
        expect(token, "Keystone gave no token")
        self.trial.secrets.append(token)
        self.token = token
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
        file = self.trial.folder / "password"
        file.write_text(self.token)
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
        self.clouds(self.slow, password="geheim-wrong")
        run = self.trial.watch("--cloud", "otc", "--once", *db).expect(1, "the login was refused (HTTP 401)")
        expect(run.err.count("refused") <= 2, run.err)
        self.clouds("http://127.0.0.1:9")
        self.trial.watch("--cloud", "otc", "--once", *db).expect(1, "something could not be seen")
        self.clouds(self.slow)
        self.trial.watch("--cloud", "nobody", "--once", *db).expect(1, "it has otc")
        self.trial.watch("--once", *db).expect(1, "no credentials found", "HUAWEICLOUD_SDK_AK", "clouds.yaml", "NBTRACK_TOKEN")
        self.trial.watch("--endpoint", "http://10.0.0.1", "--once", *db, **self.keys()).expect(64, "not encrypted")
        self.trial.watch("--cloud", "otc", "--project", "other", "--once", *db).expect(1, "refused")

    def tokens_of_seconds_and_faults_of_all_kinds(self):
        stub = self.trial.stub(keystone=self.slow, instances=60, starts=6, span=12)
        self.clouds(self.fast)
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
        expect(Path(f"/proc/{process.pid}/environ").stat().st_uid == 0, "the process can be dumped")
        process.send_signal(signal.SIGTERM)
        run = self.trial.finish(process, begun).expect(0, "list failing", "list recovered", "gone")
        self.trial.verify(db)
        expect(
            run.number("observations")
            == sum(run.number(name) for name in ("appended", "unchanged", "duplicates", "rejected")), run.out)
        expect(run.number("gone") == 1 and run.number("rejected") == 0, run.out)
        starts = self.trial.ask(db, "SELECT count(*) FROM attempt")[0][0]
        expect(starts == 6, f"{starts} attempts of 6")
        text = metrics.read_text()
        for name in ("up", "requests_total", "token_expiry_seconds", "log_position"):
            expect(f"nbtrack_watch_{name}" in text, f"no metric {name}")
        # The recording is the same log.
        copy = self.trial.database()
        self.trial.run("ingest", record, "--db", copy).expect(0)
        heads = [self.trial.run("info", "--db", path).out.split("head")[1].split()[0].strip(",") for path in (db, copy)]
        expect(heads[0] == heads[1], "the recording is another log")

    def sighup_takes_a_rotated_password(self):
        stub = self.trial.stub(keystone=self.slow, instances=5)
        self.clouds(self.fast)
        process = self.trial.start(
            "watch", "--cloud", "otc", "--endpoint", stub, "--every", "1s", "--db", self.trial.database())
        time.sleep(3)
        (self.trial.folder / "secure.yaml").write_text("{")
        process.send_signal(signal.SIGHUP)
        time.sleep(2)
        self.clouds(self.fast)
        process.send_signal(signal.SIGHUP)
        time.sleep(3)
        process.send_signal(signal.SIGINT)
        self.trial.finish(process).expect(0, "reload failing", "reloaded")

    def sigterm_ends_at_once_while_an_answer_hangs(self):
        stub = self.stub(instances=5)
        self.trial.faults(stub, list=[], show=[], rate=1, kinds=["hang"])
        process = self.trial.start("watch", "--endpoint", stub, "--db", self.trial.database(), **self.keys())
        time.sleep(1.5)
        begun = time.monotonic()
        process.send_signal(signal.SIGTERM)
        run = self.trial.finish(process, begun).expect(0)
        expect(run.seconds < 3, f"it took {run.seconds:.1f} s")

    def a_second_watch_of_the_same_target_is_refused(self):
        stub = self.stub(instances=5)
        db = self.trial.database()
        words = ["watch", "--endpoint", stub, "--db", db]
        first = self.trial.start(*words, **self.keys())
        time.sleep(2)
        self.trial.run(*words, "--once", **self.keys()).expect(5, "another watch")
        first.send_signal(signal.SIGTERM)
        self.trial.finish(first).expect(0)

    def tls_trusts_whom_it_is_told_to(self):
        folder = self.trial.folder / "tls"
        folder.mkdir()

        def make(name, host, days):
            make_certificate(folder, name, host, days)
            return folder / f"{name}.pem"

        authority = make_authority(folder)
        place = lambda stub: ["--endpoint", stub, "--once", "--db", self.trial.database()]
        good = self.stub(instances=5, certificate=make("good", "127.0.0.1", 30))
        self.trial.watch(*place(good), **self.keys()).expect(1, "--ca-file")
        self.trial.watch(*place(good), "--ca-file", authority, **self.keys()).expect(0)
        wrong = self.stub(instances=5, certificate=make("wrong", "10.9.8.7", 30))
        self.trial.watch(*place(wrong), "--ca-file", authority, **self.keys()).expect(1, "not who it should be")
        ended = self.stub(instances=5, certificate=make("ended", "127.0.0.1", -1))
        self.trial.watch(*place(ended), "--ca-file", authority, **self.keys()).expect(1, "not who it should be")
        # Through a proxy, by CONNECT: what is inside stays encrypted.
        proxy = Proxy()
        self.trial.watch(
            *place(good), "--ca-file", authority, HTTPS_PROXY=f"http://127.0.0.1:{proxy.port}", **self.keys()).expect(0)
        expect(proxy.connections == 1, f"{proxy.connections} connections through the proxy")
        dead = f"http://127.0.0.1:{free_port()}"
        self.trial.watch(*place(good), "--ca-file", authority, HTTPS_PROXY=dead, **self.keys()).expect(1)

    def a_locked_database_is_waited_for(self):
        stub = self.stub(instances=5)
        db = self.trial.database()
        self.trial.watch("--endpoint", stub, "--once", "--db", db, **self.keys()).expect(0)
        holder = subprocess.Popen(
            ["sqlite3", db], stdin=subprocess.PIPE, stdout=subprocess.DEVNULL, text=True)
        holder.stdin.write("BEGIN IMMEDIATE;\n")
        holder.stdin.flush()
        process = self.trial.start(
            "watch", "--endpoint", stub, "--every", "1s", "--unchanged", "0s", "--busy-timeout", "0.5", "--db", db,
            **self.keys())
        time.sleep(6)
        holder.communicate("ROLLBACK;\n")
        time.sleep(6)
        process.send_signal(signal.SIGTERM)
        run = self.trial.finish(process).expect(0, "store failing", "store recovered")
        expect(run.number("observations") == run.number("appended"), run.out)
        self.trial.verify(db)

    def several_targets_from_a_file(self):
        first, second = self.stub(instances=7), self.stub(instances=9)
        for name, text in (("ak", "AKTRIAL"), ("sk", "geheim/sk+1\n"), ("password", self.password)):
            path = self.trial.folder / name
            path.write_text(text)
            path.chmod(0o600)
        self.clouds(self.slow)
        config = self.trial.folder / "watch.toml"
        config.write_text(
            f"""every = "2s"   # for all
metrics = "{self.trial.folder}/several.prom"

[[target]]
region = "one"
project_id = "{PROJECT}"
endpoint = "{first}"
access_key_file = "ak"
secret_key_file = "sk"

[[target]]
cloud = "otc"
endpoint = "{second}"
features = ["NOTEBOOK", "DEFAULT"]
max_rate = 100
""")
        config.chmod(0o644)
        db = self.trial.database()
        run = self.trial.watch(
            "--config", config, "--for", "5s", "--db", db, CREDENTIALS_DIRECTORY=str(self.trial.folder))
        run.expect(0, "chmod 600")
        expect(run.values["instances"] == "16", run.out)
        expect('target="one"' in (self.trial.folder / "several.prom").read_text(), "no metrics of the first target")
        for name in ("ak", "sk"):
            (self.trial.folder / name).unlink()
        config.write_text("[[target]]\ncolour = 1\n")
        self.trial.watch("--config", config, "--once", "--db", db).expect(64, "line 2", "colour")

    def killed_at_any_moment_the_log_is_whole(self, kills):
        stub = self.stub(instances=120, starts=20, span=60)
        db = self.trial.database()
        chance, position = random.Random(3), 0
        for _ in range(kills):
            process = self.trial.start(
                "watch", "--endpoint", stub, "--every", "1s", "--starting-every", "1s", "--max-rate", "6000",
                "--unchanged", "0s", "--db", db, **self.keys())
            time.sleep(chance.uniform(0.02, 0.9))
            process.kill()
            process.communicate()
            if db.exists() and db.stat().st_size:
                info = self.trial.run("verify", "--db", db)
                expect(info.status == 0 or "no nbtrack log" in info.err, info.err)
                try:
                    now = self.trial.ask(db, "SELECT coalesce(max(last_position), 0) FROM append_commit")[0][0]
                except Exception:  # Killed before the schema was there.
                    now = 0
                expect(now >= position, "events were lost")
                position = now
        expect(position > 0, "no run lived long enough to append")
        run = self.trial.watch("--endpoint", stub, "--once", "--db", db, **self.keys()).expect(0)
        expect(run.values["appended"] == "120" or run.number("appended") >= 119, run.out)
        self.trial.verify(db)

    def the_vendors_client_reads_the_stub(self):
        stub = self.trial.stub(instances=123, keys="AK:SK")
        subprocess.run(
            [self.trial.python, self.trial.scripts / "vendor_client.py", stub, PROJECT, "123"], check=True,
            stdout=subprocess.DEVNULL)

    def memory_and_descriptors_stay_flat(self, seconds):
        stub = self.stub(instances=60, starts=20, span=seconds)
        self.trial.faults(stub, rate=0.05, kinds=["502", "drop", "cut", "429", "html"])
        db = self.trial.database()
        process = self.trial.start(
            "watch", "--endpoint", stub, "--every", "1s", "--starting-every", "1s", "--max-rate", "6000", "--db", db,
            **self.keys())
        samples = []
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            time.sleep(min(5, seconds / 4))
            status = Path(f"/proc/{process.pid}/status").read_text()
            samples.append(int(status.split("VmRSS:")[1].split()[0]))
        process.send_signal(signal.SIGTERM)
        run = self.trial.finish(process).expect(0)
        self.trial.verify(db)
        expect(
            run.number("observations")
            == sum(run.number(name) for name in ("appended", "unchanged", "duplicates", "rejected")), run.out)
        third = samples[len(samples) // 3]
        expect(samples[-1] < third * 1.15 + 4096, f"memory grows: {samples}")
        print(f"   {seconds} s: {run.values['requests']} requests, {run.values['failed']} failed, {third} to {samples[-1]} KB")


def make_authority(folder):
    subprocess.run(
        ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "30", "-subj", "/CN=trial authority",
         "-keyout", folder / "ca.key", "-out", folder / "ca.pem"], check=True, capture_output=True)
    return folder / "ca.pem"


def make_certificate(folder, name, host, days):
    """Signed by the authority; one of a negative number of days has ended."""
    key, request, certificate = (folder / f"{name}.{ending}" for ending in ("key", "csr", "crt"))
    subprocess.run(
        ["openssl", "req", "-newkey", "rsa:2048", "-nodes", "-subj", f"/CN={host}", "-keyout", key, "-out", request],
        check=True, capture_output=True)
    extension = folder / f"{name}.ext"
    extension.write_text(f"subjectAltName=IP:{host}\n")
    subprocess.run(
        ["openssl", "x509", "-req", "-in", request, "-CA", folder / "ca.pem", "-CAkey", folder / "ca.key",
         "-CAcreateserial", "-days", str(days), "-extfile", extension, "-out", certificate], check=True, capture_output=True)
    (folder / f"{name}.pem").write_bytes(certificate.read_bytes() + key.read_bytes())
