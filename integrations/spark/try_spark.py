"""The job of nbfleet.py on a local cluster of two executor JVMs, compared with one database.

usage: try_spark.py NBTRACK SAMPLES

Packs, advances, packs files that came late, advances with an executor killed in the middle of it, merges, and compares
every column of every row, states included, with a database that ingested the same files. Prints what it did and ends
with status 1 if anything differs. scripts/try-spark calls it.
"""
import os
import shutil
import signal
import sqlite3
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path

os.environ.setdefault("PYSPARK_PYTHON", sys.executable)
sys.path.insert(0, str(Path(__file__).resolve().parent))

import pyspark  # noqa: E402
from pyspark.sql import SparkSession  # noqa: E402

import nbfleet  # noqa: E402

STARTED = time.monotonic()


def say(text):
    print(f"try-spark: {time.monotonic() - STARTED:5.0f} s  {text}", flush=True)


def run(*command, **options):
    return subprocess.run(command, check=True, stdout=subprocess.PIPE, **options).stdout


def executors():
    """Executor JVMs that descend from this process, by their ids."""
    parents, commands = {}, {}
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            try:
                parents[int(entry.name)] = int((entry / "stat").read_text().rsplit(")", 1)[1].split()[1])
                commands[int(entry.name)] = (entry / "cmdline").read_bytes()
            except OSError:
                pass

    def is_ours(process):
        while process in parents:
            if process == os.getpid():
                return True
            process = parents[process]
        return False

    return sorted(p for p, c in commands.items() if b"CoarseGrainedExecutorBackend" in c and is_ours(p))


def kill_one_while_folding(spark, killed):
    """Waits until tasks of a stage run, and kills the first executor."""
    for _ in range(600):
        tracker = spark.sparkContext.statusTracker()
        stages = [tracker.getStageInfo(stage) for stage in tracker.getActiveStageIds()]
        if any(stage and stage.numActiveTasks > 0 for stage in stages):
            victims = executors()
            if len(victims) > 1:
                os.kill(victims[0], signal.SIGKILL)
                killed.append(victims[0])
                return
        time.sleep(0.1)


def projections(path):
    """All rows of all projections, by table, streams by their keys."""
    tables = {}
    with sqlite3.connect(f"file:{path}?mode=ro", uri=True) as database:
        for table in ("instance", "attempt", "step", "exposure_spell"):
            columns = [row[1] for row in database.execute(f"PRAGMA table_info({table})") if row[1] != "stream_id"]
            tables[table] = sorted(
                database.execute(
                    f"SELECT stream.region, stream.project_id, stream.notebook_id, {', '.join(columns)} FROM {table}"
                    " JOIN stream USING (stream_id)").fetchall(), key=repr)
    return tables


def main(nbtrack, samples):
    folder = Path(tempfile.mkdtemp(prefix="try-spark-"))
    key = folder / "fleet.key"
    key.write_bytes(bytes(range(32)))
    files = sorted(Path(samples).glob("*.jsonl*"))
    late = files[len(files) // 2]
    first, second = folder / "first", folder / "second"
    first.mkdir()
    second.mkdir()
    for file in files:
        shutil.copy(file, second if file == late else first)
    shutil.copy(files[0], second)  # met twice

    say("one database")
    single = folder / "single.db"
    run(nbtrack, "unpack", "--db", str(single), "--key", str(key), "-", input=b"")
    run(nbtrack, "ingest", "--db", str(single), *map(str, files))

    say(f"pyspark {pyspark.__version__}, two executors")
    spark = (SparkSession.builder.master("local-cluster[2,1,1024]").appName("try-spark")
             .config("spark.ui.enabled", "false").config("spark.sql.shuffle.partitions", "2")
             .config("spark.executor.memory", "700m").config("spark.executorEnv.PYSPARK_PYTHON", sys.executable)
             # As in production a task sees several files, here so that two tasks share the work.
             .config("spark.sql.files.maxPartitionBytes", "1m").config("spark.sql.files.openCostInBytes", "64k")
             .config("spark.local.dir", str(folder / "spark")).getOrCreate())
    spark.sparkContext.setLogLevel("ERROR")
    # Executors of a local cluster share this machine's files.
    spark.sparkContext.addPyFile(str(Path(nbfleet.__file__)))
    spark.sparkContext.addPyFile(str(Path(nbfleet.__file__).with_name("store.py")))
    store = ["--store", "file:" + str(folder / "store"), "--nbtrack", nbtrack, "--partitions", "2"]
    killed = []

    def stage(*given):
        done = nbfleet.perform(spark, nbfleet.arguments([*given, *store]))
        say(" ".join(given[:1] + given[2:3]) + (f": {done['events']} events" if given[0] == "pack" else ""))

    try:
        stage("pack", "--run", "1-in-time", str(first), "--key", str(key))
        stage("advance")
        stage("pack", "--run", "2-late", str(second), "--key", str(key))
        killer = threading.Thread(target=kill_one_while_folding, args=(spark, killed), daemon=True)
        killer.start()
        stage("advance")
        killer.join(60)
        say(f"killed executors {killed}; it went on")
        stage("merge", "--database", str(folder / "fleet.db"))
    finally:
        spark.stop()

    problems = [] if killed else ["no executor could be killed"]
    expected, found = projections(single), projections(folder / "fleet.db")
    for table, rows in expected.items():
        say(f"{table}: {len(found[table])} rows {'identical' if rows == found[table] else 'DIFFER'}")
        if rows != found[table]:
            problems.append(f"{table} differs")
    for query in ("start-latency", "failure-rates", "exposure", "leases"):
        outputs = [run(nbtrack, "query", query, "--format", "csv", "--db", str(path), stderr=subprocess.DEVNULL)
                   for path in (single, folder / "fleet.db")]
        if outputs[0] != outputs[1]:
            problems.append(f"query {query} differs")
    head = run(nbtrack, "info", "--format", "csv", "--db", str(folder / "fleet.db")).decode()
    if "fleet_runs,2" not in head:
        problems.append("the runs are not in the merged database")
    for problem in problems:
        print("try-spark: " + problem, file=sys.stderr)
    shutil.rmtree(folder, ignore_errors=True)
    say("failed" if problems else "passed")
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main(os.path.abspath(sys.argv[1]), sys.argv[2]))
