"""The instances of the stub: what each answers at which moment, by a seeded plan."""

import hashlib
import json
import random
import time

WORDS = [
    "Prepare the storage.", "Prepare the compute resource.", "Configuring the network.",
    "Initialize the notebook instance."]
MEDIANS = [4.0, 3.0, 3.0, 2.0]
STOPPING = 4.0


class Instance:
    """A life in seconds since the stub began: started at `start`, gone at `gone`; with a `cycle` it runs for half of it,
    stops, and starts again."""

    def __init__(self, number, begun, generator, start=None, gone=None, fails=False, cycle=0):
        self.id = f"{number:08x}-0000-4000-8000-{generator.getrandbits(48):012x}"
        self.number, self.start, self.gone, self.fails, self.cycle = number, start, gone, fails, cycle
        self.steps = [generator.lognormvariate(0, 0.5) * median for median in MEDIANS]
        self.created = int(begun * 1000) - 86_400_000 + number
        self.begun = begun

    def row(self, now, is_show):
        age = now - self.begun
        times, status, progress, updated = 0, "STOPPED", None, self.created
        if self.start is None:
            status = "RUNNING" if self.number % 3 == 0 else "STOPPED"
        elif age >= self.start:
            times = 1 + (int((age - self.start) / self.cycle) if self.cycle else 0)
            begun = self.start + (times - 1) * self.cycle
            updated = int((self.begun + begun) * 1000)
            status, progress = self.phase(age - begun)
        token = f"nbtoken-geheim-{self.number}-{times}"
        row = {
            "id": self.id, "name": f"notebook-{self.number}", "status": status, "flavor": "modelarts.vm.cpu.2u",
            "feature": "NOTEBOOK", "workspace_id": "0", "create_at": self.created, "update_at": updated,
            "token": token, "image": {"id": "e1a07296-22a8-4f05-8bc8-e936c8e54090", "name": "notebook2.0", "tag": "5.0.1"},
            "lease": {"create_at": self.created, "duration": 3600000, "enable": True, "type": "TIMING", "update_at": updated},
            "current_time": int(now * 1000), "url": f"https://authoring.example/{self.id}/lab?token={token}",
            "volume": {"category": "EFS", "ownership": "MANAGED", "capacity": 50},
        }
        if status in ("STARTING", "START_FAILED") and is_show:
            row["action_progress"] = progress
        if is_show:
            row["user"] = {"id": "u", "name": "tomas", "domain": {"id": "d", "name": "account"}}
        return row

    def phase(self, elapsed):
        """Status and steps, so many seconds after a start was accepted. One that fails does so in its second step."""
        rest, progress = elapsed, []
        for index, length in enumerate(self.steps):
            state = "COMPLETED" if rest >= length else "PROCESSING" if rest >= 0 else "WAITING"
            progress.insert(0, {"step": index + 1, "status": state, "description": WORDS[index]})
            rest -= length
        if self.fails and elapsed >= self.steps[0] + self.steps[1]:
            for step, state in ((2, "FAILED"), (3, "WAITING"), (4, "WAITING")):
                progress[4 - step]["status"] = state
            return "START_FAILED", progress
        if rest < 0:
            return "STARTING", progress
        stop = self.cycle / 2
        if self.cycle and elapsed >= stop + STOPPING:
            return "STOPPED", progress
        return "STOPPING" if self.cycle and elapsed >= stop else "RUNNING", progress

    def exists(self, now):
        return self.gone is None or now - self.begun < self.gone


def make_fleet(options):
    generator, begun = random.Random(options.seed), time.time()
    fleet = []
    for number in range(options.instances):
        start = gone = None
        if number < options.starts:
            start = generator.uniform(2, options.span)
        elif number == options.starts and options.starts:
            gone = options.span / 2
        fleet.append(Instance(number, begun, generator, start, gone, fails=number == 1, cycle=options.cycle))
    return fleet


def content_key(row):
    """What makes two answers the same: all but the moment at which they were written."""
    rest = {name: value for name, value in row.items() if name != "current_time"}
    return hashlib.sha1(json.dumps(rest, sort_keys=True).encode()).hexdigest()[:12]
