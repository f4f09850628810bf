"""Runs that need nothing but Python and openssl: credentials are keys, whose signatures the stub computes again."""

import json
import os
import random
import re
import signal
import socket
import sqlite3
import subprocess
import time
from pathlib import Path

from certificates import make_authority, make_certificate
from proxy import Proxy
from runs import PROJECT, Runs
from soak import Soak
from trial import Skipped, expect, free_port


class KeyRuns(Runs):
    def once_with_keys(self):
        stub = self._stub(instances=60)
        db = self.trial.database()
        run = self.trial.watch("--endpoint", stub, "--region", "eu-de", "--once", "--db", db, **self._keys()).expect(0)
        expect(run.values["appended"] == "60", run.out)
        keys = {**self._keys(), "HUAWEICLOUD_SDK_SK": "wrong"}
        self.trial.watch("--endpoint", stub, "--once", "--db", db, **keys).expect(1, "signature was refused")
        self.trial.watch("--endpoint", "http://10.0.0.1", "--once", "--db", db, **self._keys()).expect(64, "not encrypted")

    def the_first_minutes_say_what_to_type(self):
        stub, db = self._stub(instances=0), self.trial.database()
        check = ["--check", "--db", db]
        ways = ["clouds.yaml", "OS_PASSWORD", "HUAWEICLOUD_SDK_SK", "NBTRACK_TOKEN"]
        self.trial.watch(*check).expect(1, "no credentials found", *ways)
        self.trial.watch("--once", "--db", db).expect(1, "no credentials found", *ways)
        self.trial.watch(*check, HUAWEICLOUD_SDK_AK="a").expect(1, "HUAWEICLOUD_SDK_AK is set, HUAWEICLOUD_SDK_SK not")
        self.trial.watch("--cloud", "otc", *check).expect(1, "there is no clouds.yaml", "cat >", "user_domain_name")
        self.trial.faults(stub, list=["403", "403", "502"])
        place = ["--endpoint", stub]
        policy = '"Action": ["modelarts:notebook:list", "modelarts:notebook:get"]'
        self.trial.watch(*place, *check, **self._keys()).expect(1, "may not do modelarts:notebook:list", policy)
        self.trial.watch(*place, "--all-users", *check, **self._keys()).expect(1, "listAllNotebooks")
        self.trial.watch(*place, *check, **self._keys()).expect(1, "the service gave no list: HTTP 502")
        self.trial.watch(*place, *check, **self._keys()).expect(0, "0 in 1 pages", "--all-users", "--feature DEFAULT")
        expect(not db.exists(), "a database was made")
        run = self.trial.watch(*place, "--once", "--db", db, **self._keys())
        run.expect(0, "started", "0 instances of this user")

    def sigterm_ends_at_once_while_an_answer_hangs(self):
        stub = self._stub(instances=5)
        self.trial.faults(stub, list=[], show=[], rate=1, kinds=["hang"])
        process = self.trial.start("watch", "--endpoint", stub, "--db", self.trial.database(), **self._keys())
        time.sleep(1.5)
        begun = time.monotonic()
        process.send_signal(signal.SIGTERM)
        run = self.trial.finish(process, begun).expect(0)
        expect(run.seconds < 3, f"it took {run.seconds:.1f} s")

    def a_second_watch_of_the_same_target_is_refused(self):
        stub = self._stub(instances=5)
        db = self.trial.database()
        words = ["watch", "--endpoint", stub, "--db", db]
        first = self.trial.start(*words, **self._keys())
        time.sleep(2)
        self.trial.run(*words, "--once", **self._keys()).expect(5, "another watch")
        first.send_signal(signal.SIGTERM)
        self.trial.finish(first).expect(0)

    def tls_trusts_whom_it_is_told_to(self):
        self.trial.need("openssl")
        folder = self.trial.folder / "tls"
        folder.mkdir()

        def make(name, host, days):
            make_certificate(folder, name, host, days)
            return folder / f"{name}.pem"

        authority = make_authority(folder)
        place = lambda stub: ["--endpoint", stub, "--once", "--db", self.trial.database()]
        good = self._stub(instances=5, certificate=make("good", "127.0.0.1", 30))
        self.trial.watch(*place(good), **self._keys()).expect(1, "--ca-file")
        self.trial.watch(*place(good), "--ca-file", authority, **self._keys()).expect(0)
        wrong = self._stub(instances=5, certificate=make("wrong", "10.9.8.7", 30))
        self.trial.watch(*place(wrong), "--ca-file", authority, **self._keys()).expect(1, "not who it should be")
        ended = self._stub(instances=5, certificate=make("ended", "127.0.0.1", -1))
        self.trial.watch(*place(ended), "--ca-file", authority, **self._keys()).expect(1, "not who it should be")
        # Through a proxy, by CONNECT: what is inside stays encrypted.
        proxy = Proxy()
        self.trial.watch(
            *place(good), "--ca-file", authority, HTTPS_PROXY=f"http://127.0.0.1:{proxy.port}", **self._keys()).expect(0)
        expect(proxy.connections == 1, f"{proxy.connections} connections through the proxy")
        dead = f"http://127.0.0.1:{free_port()}"
        self.trial.watch(*place(good), "--ca-file", authority, HTTPS_PROXY=dead, **self._keys()).expect(1)

    def a_locked_database_is_waited_for(self):
        stub = self._stub(instances=5)
        db = self.trial.database()
        self.trial.watch("--endpoint", stub, "--once", "--db", db, **self._keys()).expect(0)
        holder = sqlite3.connect(db, isolation_level=None)
        holder.execute("BEGIN IMMEDIATE")
        process = self.trial.start(
            "watch", "--endpoint", stub, "--every", "1s", "--unchanged", "0s", "--busy-timeout", "0.5", "--db", db,
            **self._keys())
        time.sleep(6)
        holder.execute("ROLLBACK")
        holder.close()
        time.sleep(6)
        run = self._stop(process, "store failing", "store recovered")
        expect(run.number("observations") == run.number("appended"), run.out)
        self.trial.verify(db)

    def several_targets_from_a_file(self):
        first, second = self._stub(instances=7), self._stub(instances=9)
        keys = self._key_files()
        config = self._configuration(
            f"""every = "2s"   # for all
metrics = "{self.trial.folder}/several.prom"

[[target]]
region = "one"
endpoint = "{first}"
{keys}
[[target]]
region = "two"
endpoint = "{second}"
features = ["NOTEBOOK", "DEFAULT"]
max_rate = 100
{keys}""")
        config.chmod(0o644)
        db = self.trial.database()
        place = {"CREDENTIALS_DIRECTORY": str(self.trial.folder)}
        run = self.trial.watch("--config", config, "--for", "5s", "--db", db, **place)
        run.expect(0, "chmod 600")
        expect(run.values["instances"] == "16", run.out)
        expect('target="one"' in (self.trial.folder / "several.prom").read_text(), "no metrics of the first target")
        config.write_text("[[target]]\ncolour = 1\n")
        self.trial.watch("--config", config, "--once", "--db", db).expect(64, "line 2", "colour")

    def two_targets_that_fail_are_two_lines_and_both_recover(self):
        stubs = [self._stub(instances=4), self._stub(instances=5)]
        keys = self._key_files()
        config = self._configuration('every = "1s"\nmetrics = "two.prom"\n' + "".join(
            f'[[target]]\nregion = "{name}"\nendpoint = "{stub}"\n{keys}' for name, stub in zip(("one", "two"), stubs)))
        db = self.trial.database()
        process = self.trial.start("watch", "--config", config, "--db", db)
        time.sleep(2)
        for stub, kind in zip(stubs, ("502", "drop")):
            self.trial.faults(stub, rate=1, kinds=[kind])
        time.sleep(5)
        for stub in stubs:
            self.trial.faults(stub)
        time.sleep(9)
        run = self._stop(process)
        for event in ("list failing", "list recovered"):
            for name in ("one", "two"):
                expect(run.err.count(f"{event} target={name} ") == 1, f"{event} of {name}\n{run.err}")
        self.trial.verify(db)
        # One whose keys are wrong from the start does not take the other along; the status says that something was not seen.
        (self.trial.folder / "wrong").write_text("nonsense")
        (self.trial.folder / "wrong").chmod(0o600)
        wrong = keys.replace('"sk"', '"wrong"')
        self._configuration(
            f'every = "1s"\n[[target]]\nregion = "bad"\nendpoint = "{stubs[0]}"\n{wrong}'
            f'[[target]]\nregion = "good"\nendpoint = "{stubs[1]}"\n{keys}')
        process = self.trial.start("watch", "--config", config, "--db", db)
        time.sleep(4)
        expect(process.poll() is None, "one target took the other along")
        process.send_signal(signal.SIGTERM)
        run = self.trial.finish(process).expect(1, "signature was refused", "target=bad", "started target=good")
        expect(run.number("instances") == 5, run.out)

    def sighup_reads_the_configuration_again(self):
        stubs = [self._stub(instances=4), self._stub(instances=5)]
        keys = self._key_files()

        def target(name, stub, more=""):
            return f'[[target]]\nregion = "{name}"\nendpoint = "{stub}"\n{keys}{more}'

        config = self._configuration(target("one", stubs[0]))
        db = self.trial.database()
        process = self.trial.start("watch", "--config", config, "--db", db)
        time.sleep(2)
        # Another rhythm, other labels, a second target.
        self._configuration(
            'every = "1s"\n' + target("one", stubs[0], 'label_region = "r"\nunchanged = "0s"\n') + target("two", stubs[1]))
        process.send_signal(signal.SIGHUP)
        time.sleep(4)
        # The first one is gone from the file.
        self._configuration('every = "1s"\n' + target("two", stubs[1]))
        process.send_signal(signal.SIGHUP)
        time.sleep(3)
        self._configuration("nonsense")
        process.send_signal(signal.SIGHUP)
        time.sleep(2)
        run = self._stop(process, "started target=two", "ended target=one", "reload failing")
        expect(run.err.count("reloaded") == 2, run.err)
        expect(run.number("lists") > 6, run.out)
        regions = {row[0] for row in self.trial.ask(db, "SELECT DISTINCT region FROM stream")}
        expect(regions == {"one", "r", "two"}, str(regions))
        self.trial.verify(db)

    def labels_keep_instances_the_same_that_were_ingested_without(self):
        stub = self._stub(instances=6)
        place = ["--endpoint", stub, "--region", "eu-de", "--once"]
        record, db = self.trial.folder / "labelled.jsonl", self.trial.database()
        self.trial.watch(
            *place, "--label-region", "", "--label-project", "", "--record", record, "--db", self.trial.database(),
            **self._keys()).expect(0)
        expect('"region"' not in record.read_text() and '"project_id"' not in record.read_text(), record.read_text()[:300])
        expect(record.stat().st_mode & 0o777 == 0o600, "others may read the recording")
        self.trial.run("ingest", record, "--db", db).expect(0)
        count = lambda: self.trial.ask(db, "SELECT count(*) FROM stream")[0][0]
        self.trial.watch(*place, "--label-region", "", "--label-project", "", "--db", db, **self._keys()).expect(0)
        expect(count() == 6, f"{count()} streams of 6 instances")
        # Without them the same instances appear twice, and a line says what to type.
        run = self.trial.watch(*place, "--db", db, **self._keys())
        run.expect(0, "known elsewhere", "instances=6", "--label-region ''", "--label-project ''")
        expect(count() == 12, f"{count()} streams")

    def a_full_disk_is_waited_for(self):
        folder = self.trial.folder / "full"
        folder.mkdir()
        if subprocess.run(["mount", "-t", "tmpfs", "-o", "size=3m", "tmpfs", folder], capture_output=True).returncode != 0:
            raise Skipped("a small file system can only be mounted by root")
        try:
            stub = self._stub(instances=40)
            db, filler = folder / "log.db", folder / "filler"
            process = self.trial.start(
                "watch", "--endpoint", stub, "--every", "1s", "--unchanged", "0s", "--db", db, **self._keys())
            time.sleep(3)
            fill(filler)
            time.sleep(6)
            filler.unlink()
            time.sleep(9)
            run = self._stop(process, "store failing", "store recovered")
            expect(run.number("observations") == run.number("appended") > 0, run.out)
            self.trial.verify(db)

        finally:
            subprocess.run(["umount", "-l", folder], check=True)

    def systemd_is_told_how_it_is(self):
        stub = self._stub(instances=5)
        path = self.trial.folder / "notify"
        with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as manager:
            manager.bind(str(path))
            manager.settimeout(0.1)
            self.trial.faults(stub, rate=1, kinds=["502"])
            process = self.trial.start(
                "watch", "--endpoint", stub, "--every", "1s", "--db", self.trial.database(), NOTIFY_SOCKET=str(path),
                WATCHDOG_USEC="2000000", JOURNAL_STREAM="8:1", **self._keys())
            time.sleep(2)
            early = receive(manager)
            expect("READY=1" not in early, f"ready before the first list: {early}")
            self.trial.faults(stub)
            time.sleep(6)
            run = self._stop(process)
            messages = receive(manager)
        expect(messages.count("READY=1") == 1, str(messages))
        expect(messages.count("WATCHDOG=1") >= 4, str(messages))
        expect(any(line.startswith("STATUS=5 instances") for line in messages), str(messages))
        expect(messages[-1] == "STOPPING=1" or "STOPPING=1" in messages, str(messages))
        # The journal stamps its lines itself.
        expect(all(not line.startswith("20") for line in run.err.splitlines()), run.err)

    def nobody_looks_into_the_process(self):
        stub = self._stub(instances=2)
        folder = self.trial.folder / "nobody"
        folder.mkdir(mode=0o777)
        folder.chmod(0o777)
        # The owner of /proc/PID is root's, not the user's, exactly when the process cannot be dumped; for root it always is.
        user = 65534 if os.geteuid() == 0 else None
        for parent in (folder, *folder.parents):
            if user is not None and not parent.stat().st_mode & 0o001:
                parent.chmod(parent.stat().st_mode | 0o001)
        process = self.trial.start("watch", "--endpoint", stub, "--db", folder / "log.db", user=user, **self._keys())
        time.sleep(1.5)
        proc = Path(f"/proc/{process.pid}")
        if process.poll() is not None:
            self.trial.finish(process).expect(None)
        expect((proc / "environ").stat().st_uid == 0, "a debugger of the same user can look into it")
        limits = (proc / "limits").read_text()
        expect(re.search(r"Max core file size\s+0\s+0\s", limits), limits)
        expect("geheim" not in (proc / "cmdline").read_text(), "a secret is in the arguments")
        self._stop(process)

    def killed_at_any_moment_the_log_is_whole(self, kills):
        stub = self._stub(instances=120, starts=20, span=60, cycle=60)
        db = self.trial.database()
        words = [
            "watch", "--endpoint", stub, "--every", "1s", "--starting-every", "1s", "--max-rate", "6000", "--unchanged", "0s",
            "--db", db]
        # The first commit of a fast machine comes after a tenth of a second, of a slow one with other work after seconds.
        span = 1.5 * self.trial.run(
            *words[:-1], self.trial.database(), "--once", **self._keys()).expect(0).seconds + 0.7
        chance, position, growing = random.Random(3), 0, 0
        for number in range(1, kills + 1):
            process = self.trial.start(*words, **self._keys())
            time.sleep(chance.uniform(0.02, span))
            process.kill()
            process.communicate()
            if db.exists() and db.stat().st_size:
                info = self.trial.run("verify", "--db", db)
                expect(info.status == 0 or "no nbtrack log" in info.err, f"after kill {number}: {info.err}")
                try:
                    now = self.trial.ask(db, "SELECT coalesce(max(last_position), 0) FROM append_commit")[0][0]
                except sqlite3.Error:  # Killed before the schema was there.
                    now = 0
                expect(now >= position, f"after kill {number} {position - now} events were lost")
                growing += now > position
                position = now
        expect(position > 0, "no run lived long enough to append")
        run = self.trial.watch("--endpoint", stub, "--once", "--db", db, **self._keys()).expect(0)
        expect(run.number("appended") >= 119, run.out)
        self.trial.verify(db)
        print(f"   {kills} kills, {growing} of them after a commit; {position} events, the log is whole after each", flush=True)

    def at_full_speed_with_faults_nothing_is_lost_and_memory_stays_flat(self, seconds):
        Soak(self, seconds).run()


def fill(path):
    """Takes all that a file system has left."""
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT)
    try:
        while True:
            os.write(descriptor, bytes(4096))
    except OSError:
        pass
    finally:
        os.close(descriptor)


def receive(manager):
    """What came at the socket, line by line."""
    lines = []
    while True:
        try:
            lines += manager.recv(65536).decode().splitlines()
        except TimeoutError:
            return lines
