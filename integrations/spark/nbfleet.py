#!/usr/bin/env python3
"""nbtrack on Spark: answers in object storage -> blocks -> rows by day -> one database to ask.

    spark-submit --py-files store.py --files nbtrack,fleet.key nbfleet.py pack --run R --store URI INPUT...
    spark-submit --py-files store.py --files nbtrack nbfleet.py advance --store URI
    spark-submit --py-files store.py --files nbtrack nbfleet.py merge --store URI --database FILE

Spark lists, partitions, sorts, repeats and commits; nbtrack, run on each partition, computes. A stage replaces what it
writes as a whole, and is seen only once the manifest names it: any of them may be run again. docs/fleet.md has the rest.
Python 3.9 or later, Spark 3.5 and 4.x.
"""
import argparse
import base64
import json
import os
import subprocess
import sys
import tempfile
import threading

import pyarrow as pa
from pyspark import SparkFiles
from pyspark.sql import SparkSession
from pyspark.sql import functions as F

from store import Store

KEY = ["region", "project_id", "notebook_id"]
BLOCK = ("type string, region string, project_id string, notebook_id string, day int, events long, first_at long,"
         " last_at long, format long, key_id string, root binary, payload binary, line string")
ROW = "type string, region string, project_id string, notebook_id string, day int, line string"
TYPES = {"string": pa.string(), "int": pa.int32(), "long": pa.int64(), "binary": pa.binary()}
# What a day hands on to the next; and of what a database holds the last day alone.
CARRIED = "state"
HOLDING = ("instance", "open", "open_step", "state")


def binary(options):
    """nbtrack: in the image of the executors, or as --files brought it."""
    if options.nbtrack:
        return options.nbtrack
    path = SparkFiles.get("nbtrack")
    os.chmod(path, 0o755)
    return path


def lines_of(command, feed, last, allowed=(0,)):
    """The lines that a command prints, read while it runs; `feed` are lines for its standard input, or None.

    The line of type `last` has to be the last one: without it the output was cut, whatever the status.
    """
    process = subprocess.Popen(
        command, stdin=subprocess.PIPE if feed is not None else subprocess.DEVNULL, stdout=subprocess.PIPE)
    failure = []

    def write():
        try:
            with process.stdin as pipe:
                for line in feed:
                    pipe.write(line)
        except BrokenPipeError:
            pass  # its status says why
        except BaseException as error:  # or the command would take a cut input for a whole one
            failure.append(error)
            process.kill()

    writer = threading.Thread(target=write, daemon=True)
    if feed is not None:
        writer.start()
    seen = None
    try:
        for line in process.stdout:
            seen = json.loads(line)
            yield seen, line
    finally:
        process.stdout.close()
        status = process.wait()
    if failure:
        raise failure[0]
    if status not in allowed or seen is None or seen.get("type") != last:
        # Fails the task, and Spark tries it again elsewhere; what nbtrack said is in its stderr.
        raise RuntimeError(f"{os.path.basename(command[0])} {command[1]} ended with status {status}")


def batches_of(rows, schema, size=256):
    """Dictionaries as Arrow batches; what is binary there is Base64 here."""
    fields = [pa.field(name, TYPES[kind]) for name, kind in (part.split() for part in schema.split(", "))]

    def batch(rows):
        def column(field):
            values = [row.get(field.name) for row in rows]
            if field.type == pa.binary():
                values = [None if value is None else base64.b64decode(value) for value in values]
            return pa.array(values, field.type)

        return pa.RecordBatch.from_arrays([column(field) for field in fields], schema=pa.schema(fields))

    held = []
    for row in rows:
        held.append(row)
        if len(held) == size:
            yield batch(held)
            held = []
    if held:
        yield batch(held)


def packer(options):
    def pack(batches):
        """Whole files -> blocks, those of one task in one process: the more looks of a notebook, the smaller."""
        with tempfile.TemporaryDirectory() as folder:
            names = {}
            for batch in batches:
                for path, content in zip(batch.column("path"), batch.column("content")):
                    # How it is compressed is seen in the content.
                    name = os.path.join(folder, f"{len(names):06}.jsonl")
                    names[name] = path.as_py()
                    with open(name, "wb") as file:
                        file.write(content.as_buffer())
            if not names:
                return
            key = options.key or SparkFiles.get("fleet.key")
            command = [binary(options), "pack", "--key", key] + options.pack_options + list(names)

            def rows():
                for row, line in lines_of(command, None, "packed", allowed=(0, 2)):
                    if row["type"] == "reject":
                        row["source"] = names.get(row["source"], row["source"])
                        line = json.dumps(row, ensure_ascii=False).encode()
                    if row["type"] != "block":
                        row = {"type": row["type"], "line": line.decode().rstrip("\n")}
                    yield row

            yield from batches_of(rows(), BLOCK)
    return pack


def folder_of(options, first, last):
    def fold(batches):
        """Blocks of some days and the states before them, sorted by stream -> rows and states of these days."""
        def feed():
            count = 0
            for batch in batches:
                for row in batch.to_pylist():
                    if row["type"] == CARRIED:
                        yield row["line"].encode() + b"\n"
                        continue
                    count += 1
                    del row["line"]
                    for name in ("root", "payload"):
                        row[name] = base64.b64encode(row[name]).decode()
                    yield json.dumps(row, ensure_ascii=False).encode() + b"\n"
            yield json.dumps({"type": "packed", "blocks": count}).encode() + b"\n"

        command = [binary(options), "fold", "--through", str(last), "--checkpoints", "daily"]
        rows = ({"line": line.decode().rstrip("\n"), **{name: row.get(name) for name in ["type", "day"] + KEY}}
                for row, line in lines_of(command, feed(), "folded"))
        yield from batches_of(rows, ROW)
    return fold


def pack(spark, store, options):
    """Packs files as a run, and commits it to the manifest."""
    entries = store.runs()
    if any(entry["name"] == options.run for entry in entries):
        raise SystemExit(f"the run {options.run} is committed already: runs are never changed")
    files = (spark.read.format("binaryFile").option("recursiveFileLookup", "true").load(options.input)
             .select("path", "content"))
    path = store.run(options.run)
    files.mapInArrow(packer(options), BLOCK).write.mode("overwrite").partitionBy("type", "day").parquet(path)
    written = spark.read.schema(BLOCK).parquet(path)
    counts = [json.loads(row.line) for row in written.where("type = 'packed'").select("line").collect()]
    with tempfile.NamedTemporaryFile("w", suffix=".jsonl") as manifest:
        manifest.writelines(json.dumps(entry) + "\n" for entry in entries)
        manifest.flush()
        leaves = written.where("type = 'block'").select("type", *KEY, "day", "events", "root").toLocalIterator()
        feed = (json.dumps({**row.asDict(), "root": base64.b64encode(row.root).decode()}).encode() + b"\n"
                for row in leaves)
        command = [binary(options), "seal", "--run", options.run, "--manifest", manifest.name]
        (entry, _), = lines_of(command, feed, "run")
    packed = sum(count["events"] for count in counts)
    if packed != entry["events"]:
        raise SystemExit(f"the blocks hold {entry['events']} events, and pack counted {packed}")
    entry["rejected"] = sum(count["rejected"] for count in counts)
    store.commit_run(entry)
    return entry


def advance(spark, store, options):
    """Folds the days that any run touched which is not folded yet, and all days behind them."""
    waiting = [entry for entry in store.runs() if entry["run"] > store.folded()]
    days = [entry["first_day"] for entry in waiting if "first_day" in entry]
    generations = store.generations()
    if days:
        runs = [store.run(entry["name"]) for entry in store.runs() if entry["blocks"]]
        blocks = spark.read.schema(BLOCK).option("basePath", store.path("runs")).parquet(*runs).where("type = 'block'")
        last = max(max(entry["last_day"] for entry in store.runs() if "last_day" in entry), *generations, 0)
        name = f"{store.runs()[-1]['run']:06}"
        first = min(days)
        while first <= last:
            until = min(first + options.days_at_once - 1, last)
            work = blocks.where(F.col("day").between(first, until)).drop("run")
            before = max((day for day in generations if day < first), default=None)
            if before is not None:
                states = spark.read.schema(ROW).parquet(store.rows(generations[before], before) + "/type=" + CARRIED)
                states = states.withColumn("type", F.lit(CARRIED)).withColumn("day", F.lit(before))
                work = work.unionByName(states, allowMissingColumns=True)
            work = work.repartition(options.partitions, *KEY).sortWithinPartitions(*KEY)
            rows = work.mapInArrow(folder_of(options, first, until), ROW)
            part = store.generation(name, first)
            rows.where("type <> 'folded'").write.mode("overwrite").partitionBy("day", "type").parquet(part)
            generations.update({day: f"{name}/from={first}" for day in range(first, until + 1)})
            first = until + 1
    if waiting:
        store.commit_fold(waiting[-1]["run"], generations)
    return generations


def merge(spark, store, options):
    """Makes a database of the rows that the manifest names."""
    generations = store.generations()
    if not generations:
        raise SystemExit("nothing is folded yet: run advance first")
    last = max(generations)

    def feed():
        for entry in store.runs():
            yield json.dumps(entry).encode() + b"\n"
        count = 0
        for day in sorted(generations):
            rows = spark.read.schema(ROW).parquet(store.rows(generations[day], day))
            if day != last:
                rows = rows.where(~F.col("type").isin(*HOLDING))
            for row in rows.select("line").toLocalIterator(prefetchPartitions=True):
                count += 1
                yield row.line.encode() + b"\n"
        # Without it a driver that died in between would leave half a database.
        yield json.dumps({"type": "folded", "rows": count, "duplicates": 0}).encode() + b"\n"

    command = [binary(options), "merge", options.database, "-"] + options.merge_options
    process = subprocess.Popen(command, stdin=subprocess.PIPE)
    try:
        for line in feed():
            process.stdin.write(line)
        process.stdin.close()
    except BaseException:
        process.kill()
        raise
    finally:
        status = process.wait()
    if status:
        raise SystemExit(status)


def arguments(given=None):
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("stage", choices=("pack", "advance", "merge"))
    parser.add_argument("input", nargs="*")
    parser.add_argument("--store", required=True, help="a folder of any file system that Spark knows")
    parser.add_argument("--run", help="of pack: the name of the batch of input, such as 2026-11-17")
    parser.add_argument("--key", help="of pack: where the key is on executors; default: fleet.key of --files")
    parser.add_argument("--nbtrack", help="where nbtrack is on driver and executors; default: that of --files")
    parser.add_argument("--partitions", type=int, default=200, help="of advance")
    parser.add_argument("--days-at-once", type=int, default=31, help="of advance: days in one job")
    parser.add_argument("--database", help="of merge: the file to make")
    parser.add_argument("--pack-options", default=[], type=str.split, help="further options of nbtrack pack")
    parser.add_argument("--merge-options", default=[], type=str.split, help="further options of nbtrack merge")
    options = parser.parse_intermixed_args(given)
    for stage, name in (("pack", "run"), ("pack", "input"), ("merge", "database")):
        if options.stage == stage and not getattr(options, name):
            parser.error(f"{stage} needs {name}")
    return options


def perform(spark, options):
    """Runs one stage in a session; what it gives says what was done."""
    # Files of the input are rows: a batch of them is held in memory.
    spark.conf.set("spark.sql.execution.arrow.maxRecordsPerBatch", "64")
    spark.conf.set("spark.sql.sources.partitionColumnTypeInference.enabled", "false")
    store = Store(spark, options.store)
    with store.lock(options.stage):
        return {"pack": pack, "advance": advance, "merge": merge}[options.stage](spark, store, options)


if __name__ == "__main__":
    chosen = arguments()
    session = SparkSession.builder.appName("nbtrack " + chosen.stage).getOrCreate()
    print(perform(session, chosen), file=sys.stderr)
    session.stop()
