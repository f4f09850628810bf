"""A watch at full speed against a stub that fails on purpose: memory, descriptors, and every answer accounted for."""

import re
import signal
import subprocess
import time
from pathlib import Path

from accounts import Accounts
from trial import expect

SAMPLES = 12
KINDS = ["502", "503", "drop", "cut", "429", "html", "redirect", "slow"]


class Soak:
    """A list and a look at each moving instance every second; 20 of 60 instances start and stop once a minute.

    One answer in twenty is a fault of some kind. Ten times in the run nothing but faults comes for a sixtieth of it, and in
    a run of five minutes or more one list and one look hang until they are given up.
    """

    def __init__(self, runs, seconds):
        self.runs, self.trial, self.seconds = runs, runs.trial, seconds
        self.given = self.trial.folder / "given.jsonl"
        self.metrics = self.trial.folder / "soak.prom"
        self.samples = []

    def run(self):
        stub = self.runs._stub(instances=60, starts=20, span=min(60, self.seconds), cycle=60, given=self.given)
        db = self.trial.database()
        process = self.trial.start(
            "watch", "--endpoint", stub, "--every", "1s", "--starting-every", "1s", "--max-rate", "6000", "--db", db,
            "--metrics", self.metrics, **self.runs._keys())
        begun = time.monotonic()
        self.rain(stub)
        outages = [self.seconds * (part + 0.5) / 10 for part in range(10)]
        marks = [self.seconds * (part + 1) / SAMPLES for part in range(SAMPLES)]
        while marks:
            at = min(marks[0], outages[0] if outages else marks[0])
            time.sleep(max(0, begun + at - time.monotonic()))
            expect(process.poll() is None, "the watch ended by itself")
            if at == marks[0]:
                self.sample(process.pid, marks.pop(0))
            else:
                outages.pop(0)
                self.trial.faults(stub, rate=1, kinds=["502", "drop"])
                time.sleep(self.seconds / 60)
                self.rain(stub)
        # Nothing may be on its way when the watch ends.
        self.trial.faults(stub, rate=1, kinds=["502"])
        time.sleep(1.5)
        process.send_signal(signal.SIGTERM)
        run = self.trial.finish(process, begun).expect(0)
        self.trial.verify(db)
        self.report(run, self.accounts(db))

    def rain(self, stub):
        hanging = ["hang"] if self.seconds >= 300 else []
        self.trial.faults(stub, rate=0.05, kinds=KINDS, list=hanging, show=hanging)

    def sample(self, pid, at):
        status = Path(f"/proc/{pid}/status").read_text()
        try:
            descriptors = len(list(Path(f"/proc/{pid}/fd").iterdir()))
        except PermissionError:
            # The process lets nobody but root look into it.
            descriptors = 0
        text = self.metrics.read_text() if self.metrics.exists() else ""
        count = lambda name: sum(int(value) for value in re.findall(rf"^nbtrack_watch_{name}(?:{{.*}})? (\d+)$", text, re.M))
        self.samples.append(
            (at, int(status.split("VmRSS:")[1].split()[0]), descriptors, count("requests_total"), count("appended_total")))

    def accounts(self, db):
        exported = subprocess.Popen(
            [self.trial.binary, "export", "--db", db], stdout=subprocess.PIPE, text=True, env=self.trial.environment())
        with open(self.given, encoding="utf-8") as given:
            accounts = Accounts(given, exported.stdout)
        expect(exported.wait() == 0, "the log cannot be exported")
        return accounts

    def report(self, run, accounts):
        print("   | minute | RSS in KB | descriptors | requests | events |\n   |---:|---:|---:|---:|---:|")
        for at, memory, descriptors, requests, appended in self.samples:
            print(f"   | {at / 60:.1f} | {memory} | {descriptors} | {requests} | {appended} |")
        print("   " + run.out.strip())
        print(
            f"   {accounts.answers} answers were given, {len(accounts.required)} had to be kept: {len(accounts.missing)} are"
            f" missing; {len(accounts.kept)} were kept and {sum(accounts.kept_gone.values())} ends, {len(accounts.invented)}"
            f" of them never given; {accounts.kept_failures} failures", flush=True)
        expect(
            run.number("observations")
            == sum(run.number(name) for name in ("appended", "unchanged", "duplicates", "rejected")), run.out)
        expect(not accounts.missing, f"lost: {accounts.missing[:5]}")
        expect(not accounts.invented, f"never given: {accounts.invented[:5]}")
        expect(accounts.required and accounts.kept_gone, "the stub gave nothing that had to be kept")
        memory = [sample[1] for sample in self.samples]
        third = memory[SAMPLES // 3]
        # The page cache of 4 MB fills as slowly as the file grows; what grows beyond it, grows for ever.
        expect(memory[-1] < third + 4608, f"memory grows: {memory}")
        descriptors = [sample[2] for sample in self.samples]
        expect(max(descriptors[-4:]) <= max(descriptors[:4]) + 1, f"descriptors leak: {descriptors}")
