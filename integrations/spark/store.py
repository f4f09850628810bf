"""The store of a fleet: what is where, and which of it counts.

    runs/run=R/type=block/day=D/*.parquet      the log; never changed. type=reject and type=packed beside it
    rows/gen=N/from=F/day=D/type=T/*.parquet   rows and states, of one fold of days from F on
    manifest/000001.json                       a run, put once: with it the run counts
    manifest/000001.folded.json                what was folded after it: a generation for each day
    manifest/lock                              there while a driver works

Readers look at what the manifest names alone; what it does not name may be removed.
"""
import contextlib
import json
import os
import socket


class Store:
    def __init__(self, spark, root):
        self.root = root.rstrip("/")
        self.jvm = spark._jvm
        self.hadoop = self.jvm.org.apache.hadoop.fs.Path
        self.files = self.hadoop(self.root).getFileSystem(spark._jsc.hadoopConfiguration())

    def path(self, *parts):
        return "/".join((self.root,) + parts)

    def run(self, name):
        return self.path("runs", "run=" + name)

    def generation(self, name, first):
        return self.path("rows", "gen=" + name, f"from={first}")

    def rows(self, generation, day):
        return self.path("rows", "gen=" + generation, f"day={day}")

    # The manifest

    def runs(self):
        """The lines of the runs, in order."""
        return [self.read(name) for name in self.names() if name.endswith(".json") and ".folded" not in name]

    def folded(self):
        """The last run that is folded; 0 before the first."""
        return max((int(name.split(".")[0]) for name in self.names() if name.endswith(".folded.json")), default=0)

    def generations(self):
        """The generation of each day that is folded."""
        if not self.folded():
            return {}
        found = self.read(f"{self.folded():06}.folded.json")["generations"]
        return {int(day): generation for day, generation in found.items()}

    def commit_run(self, entry):
        self.put(f"{entry['run']:06}.json", entry)

    def commit_fold(self, run, generations):
        self.put(f"{run:06}.folded.json", {"run": run, "generations": generations})

    @contextlib.contextmanager
    def lock(self, stage):
        """One driver at a time. A driver that died leaves the lock: look whether it did, and remove it by hand."""
        if stage == "merge":
            yield  # reads what is committed
            return
        try:
            self.put("lock", {"stage": stage, "host": socket.gethostname(), "pid": os.getpid()})
        except Exception as error:
            raise SystemExit(f"another driver works on {self.root}, or died there: {self.read('lock')}") from error
        try:
            yield
        finally:
            self.files.delete(self.hadoop(self.path("manifest", "lock")), False)

    # Files of the manifest

    def names(self):
        folder = self.hadoop(self.path("manifest"))
        if not self.files.exists(folder):
            return []
        return sorted(status.getPath().getName() for status in self.files.listStatus(folder))

    def read(self, name):
        stream = self.files.open(self.hadoop(self.path("manifest", name)))
        try:
            return json.loads(self.jvm.org.apache.commons.io.IOUtils.toString(stream, "UTF-8"))
        finally:
            stream.close()

    def put(self, name, value):
        """Fails when the file is there: of two drivers one wins."""
        stream = self.files.create(self.hadoop(self.path("manifest", name)), False)
        try:
            stream.write(bytearray(json.dumps(value).encode()))
        finally:
            stream.close()
