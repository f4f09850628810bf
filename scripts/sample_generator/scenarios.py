"""The small samples: a bare start answer, a list page, broken lines, a flavor list."""

import json
import random

from . import actions
from .cast import CPU_IMAGE_ID, EU_DE, LENA, MEI, PIET, VISION, cpu_image, efs, evs, mindspore_image, torch_image
from .clock import HOUR, MINUTE, SECOND, at, rfc3339
from .instance import Instance, uuid_like
from .observer import compact


def pretty(value):
    return json.dumps(value, ensure_ascii=False, indent=2) + "\n"


def start_answer():
    """The example response of the reference page of StartNotebook, as it stands there."""
    path = "swr.xxxxx.com/atelier/notebook2.0-mul-kernel-cpu-cp36:3.3.2-release_v1"
    return pretty({
        "description": "api-test", "feature": "NOTEBOOK", "flavor": "modelarts.vm.cpu.2u",
        "id": "f9937afa-4451-42db-a76b-72d624749f66",
        "image": {"description": "description", "id": CPU_IMAGE_ID, "name": "notebook2.0-mul-kernel-cpu-cp36",
                  "swr_path": path, "tag": "3.3.2-release_v1", "type": "BUILD_IN"},
        "lease": {"create_at": 1638841744515, "duration": 6327212, "enable": True, "type": "TIMING",
                  "update_at": 1638844471727},
        "name": "notebooks_test", "status": "STARTING", "token": "5cc60e8b-8772-7690-efd6-a5874ca387c0",
        "url": "https://authoring-modelarts-xxxxx.xxxxx.com/f9937afa-4451-42db-a76b-72d624749f66/lab",
        "volume": {"category": "EFS", "ownership": "MANAGED", "mount_path": "/home/ma-user/work/", "capacity": 50},
        "workspace_id": "0"})


PAGE_AT = at("2026-11-12T09:30:00Z")


def list_page():
    """Four instances of another project: running, starting, stopped, failed."""
    def member(name, flavor, flavor_class, image, user, volume, created):
        return Instance(name, site=EU_DE, flavor=flavor, flavor_class=flavor_class, image=image, user=user,
                        workspace=VISION, volume=volume, created=at(created))
    running = member("page-running", "modelarts.vm.cpu.8u", "cpu", cpu_image(EU_DE), MEI, efs(),
                     "2026-11-01T08:00:00.120Z")
    actions.start(running, PAGE_AT - 20 * MINUTE)
    starting = member("page-starting", "modelarts.vm.gpu.v100", "gpu", torch_image(EU_DE), LENA, evs(100),
                      "2026-10-21T10:11:12.131Z")
    actions.start(starting, PAGE_AT - 45 * SECOND, pull=300)
    stopped = member("page-stopped", "modelarts.vm.cpu.2u", "cpu", cpu_image(EU_DE), PIET, evs(60),
                     "2026-10-02T16:00:59.240Z")
    failed = member("page-failed", "modelarts.bm.arm.24u.192g.npu.1d910b", "npu", mindspore_image(EU_DE), LENA,
                    evs(200), "2026-09-30T07:30:15.007Z")
    actions.start(failed, PAGE_AT - HOUR, outcome="failed", fail_step=2,
                  reason="FailedCreate: 0/6 nodes are available: 6 Insufficient huawei.com/ascend-1980.")
    rows = [member.body(PAGE_AT) for member in (running, starting, stopped, failed)]
    return pretty({"current": 0, "data": rows, "pages": 1, "size": 4, "total": 4})


def broken_lines():
    """Twenty lines, ten of them broken: the bytes, and what is wrong by line number."""
    rng = random.Random("nbtrack samples broken lines")
    ids = [uuid_like(rng), uuid_like(rng)]
    begin = at("2026-11-05T09:00:00Z")

    def line(number, status=200, body=None, **other):
        t = begin + number * MINUTE
        status_word = "STOPPED" if number < 6 else "RUNNING"
        notebook = {"feature": "NOTEBOOK", "flavor": "modelarts.vm.cpu.2u", "id": ids[number // 2 % 2],
                    "name": f"broken-lines-{number // 2 % 2 + 1}", "status": status_word,
                    "token": uuid_like(rng), "workspace_id": "0"}
        envelope = {"observed_at": rfc3339(t), "kind": "poll", "notebook_id": ids[number // 2 % 2],
                    "http_status": status, "body": notebook if body is None else body}
        envelope.update(other)
        return {key: value for key, value in envelope.items() if value is not ...}

    def good(number, **other):
        return compact(line(number, **other)).encode()

    truncated = compact(line(2))
    nameless = line(14, notebook_id=...)
    del nameless["body"]["id"]
    late = rfc3339(begin + 18 * MINUTE + 1)
    broken = {
        2: (truncated[:truncated.index('"workspace_id"') - 12].encode(),
            "truncated in the middle of the body, inside a token"),
        4: (b"GET /v1/projects/notebooks 200 password=Fake-Pass-1 # a line of some other log",
            "not JSON at all, and it holds a password"),
        6: (compact(line(6, observed_at=...)).encode(), "`observed_at` is missing"),
        8: (compact(line(8, observed_at="2026-02-30T09:08:00Z")).encode(), "`observed_at` is 30 February"),
        10: (compact(line(10, kind=...)).encode(), "`kind` is missing"),
        12: (compact(line(12, kind="restart")).encode(), "`kind` is an unknown word"),
        14: (compact(nameless).encode(), "neither `notebook_id` nor an `id` in the body"),
        16: (compact(line(16, body=["STORAGE", "COMPUTE"])).encode(), "`body` is an array"),
        18: (compact(line(18, requested_at=late)).encode(), "`requested_at` is later than `observed_at`"),
        20: (good(20).replace(b"broken-lines-1", b"broken-lines-\xff\xfe"), "invalid UTF-8 in the name"),
    }
    lines = [broken[n][0] if n in broken else good(n) for n in range(1, 21)]
    return b"\n".join(lines) + b"\n", {number: reason for number, (_, reason) in broken.items()}


def flavors():
    """A ListFlavors answer. Two flavors of the fleet are not in it: their class is guessed from the id."""
    rows = []

    def add(flavor, name, category, arch, vcpus, memory_gb, *, gpu=None, ascend=None, code=None, units=1,
            feature="NOTEBOOK", free=False, sold_out=False, storages=("EVS", "EFS", "OBS", "OBSFS")):
        row = {"arch": arch}
        if ascend:
            row["ascend"] = dict(zip(("npu", "npu_memory", "type"), ascend))
        row.update(billing={"code": code or flavor, "unit_num": units}, category=category,
                   description="For developing and debugging deep learning code", feature=feature, free=free)
        if gpu:
            row["gpu"] = dict(zip(("gpu", "gpu_memory", "type"), gpu))
        row.update(id=flavor, memory=memory_gb * 1024 * 1024, name=name, sold_out=sold_out,
                   storages=list(storages), vcpus=vcpus)
        rows.append(row)

    add("modelarts.vm.cpu.2u", "CPU: 2 vCPUs 8 GB", "CPU", "x86_64", 2, 8)
    add("modelarts.vm.cpu.8u", "CPU: 8 vCPUs 32 GB", "CPU", "x86_64", 8, 32, code="modelarts.vm.cpu.2u", units=4)
    add("modelarts.vm.cpu.free", "CPU: 2 vCPUs 4 GB", "CPU", "x86_64", 2, 4, feature="DEFAULT", free=True,
        storages=("EFS",))
    add("modelarts.vm.gpu.v100", "GPU: 1*V100(32GB)|CPU: 8 vCPUs 64 GB", "GPU", "x86_64", 8, 64,
        gpu=(1, "32GB", "V100"), sold_out=True)
    add("modelarts.vm.gpu.p100", "GPU: 1*P100(16GB)|CPU: 8 vCPUs 64 GB", "GPU", "x86_64", 8, 64,
        gpu=(1, "16GB", "P100"))
    add("modelarts.vm.gpu.t4", "GPU: 1*T4(16GB)|CPU: 8 vCPUs 32 GB", "GPU", "x86_64", 8, 32, gpu=(1, "16GB", "T4"))
    add("modelarts.bm.arm.24u.192g.npu.1d910b", "Ascend: 1*D910B(64GB)|ARM: 24 vCPUs 192 GB", "ASCEND", "aarch64",
        24, 192, ascend=(1, "64GB", "D910B"), storages=("EVS", "EFS"))
    return pretty({"current": 1, "data": rows, "pages": 1, "size": len(rows), "total": len(rows)})
