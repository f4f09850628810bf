"""The sample fleet: nineteen instances over three days, three of them also in the week before."""

from . import actions
from . import sessions as play
from .cast import (AISHA, BEGIN, DAYS, DAYS_BEFORE, DEFAULT_WORKSPACE, END, EU_DE, EU_NL, LANGUAGE, LENA, MEI, PIET,
                   POOL, RISK, TOMAS, VISION, WEEK_BEFORE, cpu_image, efs, evs, mindspore_image, own_image, torch_image)
from .clock import MINUTE, SECOND, at
from .instance import Instance

MOUNT = ('MountVolumeFailed: mount of 192.168.0.17:/share failed, options "vers=3,password=Fake-Nfs-Pass-7", '
         "exit status 32")
PULL = ("PullImageFailed: failed to pull image: unauthorized: "
        "Authorization: Bearer FAKE.eyJzdWIiOiJzd3ItcHVsbCJ9.c2lnbmF0dXJl")
NO_NODE = "FailedCreate: 0/14 nodes are available: 14 Insufficient nvidia.com/gpu."
NO_NPU = "FailedCreate: 0/6 nodes are available: 6 Insufficient huawei.com/ascend-1980."
NETWORK = "FailedCreatePodSandBox: failed to allocate an IP address, secret_access_key=FAKEfake0123456789 was refused"
HEALTH = "NotebookHealthy check failed: connection refused after 120 s; see the instance events"
CRASH = "CreateContainerError: the start script exited with status 127"


def _vision_01():
    """GPU on EVS; the busiest, and the one with the week before."""
    i = Instance("vision-train-01", site=EU_DE, flavor="modelarts.vm.gpu.v100", flavor_class="gpu",
                 image=own_image(EU_DE), user=LENA, workspace=VISION, volume=evs(100), ssh=True,
                 created=at("2026-09-14T08:12:44.512Z"), description="detector training")
    play.work(i, DAYS_BEFORE, 3, speed=0.75, scripts={(2, 1): play.fails(2, NO_NODE)})
    play.work(i, DAYS, 8, speed=1.15, scripts={
        (0, 2): play.fails(2, PULL), (0, 5): play.slow(210), (1, 1): play.refused("ModelArts.6329", attempts=3),
        (1, 4): play.fails(4, HEALTH), (2, 4): play.shares_link, (2, 6): play.fails(2, NO_NODE, keep_list=False)})
    return i


def _vision_02():
    """A GPU flavor without "gpu" in its id."""
    i = Instance("vision-train-02", site=EU_DE, flavor="modelarts.vm.pnt1.large.eco", flavor_class="gpu",
                 image=torch_image(EU_DE), user=TOMAS, workspace=VISION, volume=evs(50), billing="all",
                 created=at("2026-10-02T13:40:09.231Z"))
    play.work(i, DAYS, 8, scripts={
        (0, 3): play.cancelled(95 * SECOND), (1, 3): play.fails(1, MOUNT), (1, 6): play.superseded(80 * SECOND),
        (2, 1): play.saves_image, (2, 5): play.fails(3, NETWORK)})
    return i


def _nlp():
    """GPU on the free EFS; its image tag changes after the first day. Still starting at the end."""
    i = Instance("nlp-finetune", site=EU_DE, flavor="modelarts.vm.gpu.p100", flavor_class="gpu",
                 image=torch_image(EU_DE), user=AISHA, workspace=LANGUAGE, volume=efs(),
                 created=at("2026-10-20T09:03:51.077Z"), description="fine-tuning, week 47", ssh=True)
    play.work(i, DAYS[:1], 8, scripts={(0, 1): play.lease_ends(25 * MINUTE), (0, 6): play.fails(2, NO_NODE)})
    i.change(at("2026-11-17T21:00:00Z"), image=torch_image(EU_DE, "2.1.0-cuda12.1-20261109"),
             update_at=at("2026-11-17T21:00:00Z"))
    play.work(i, DAYS[1:], 8, scripts={(0, 4): play.shares_link, (1, 3): play.cancelled(3 * MINUTE)})
    actions.start(i, at("2026-11-19T23:52:18.400Z"), pull=900, until=END)
    return i


def _cpu_explore():
    """Small CPU on EFS: the first of the recorded kind, with the week before."""
    i = Instance("cpu-explore", site=EU_DE, flavor="modelarts.vm.cpu.2u", flavor_class="cpu", image=cpu_image(EU_DE),
                 user=MEI, workspace=DEFAULT_WORKSPACE, volume=efs(), created=at("2026-08-31T07:55:02.940Z"))
    play.work(i, DAYS_BEFORE, 2)
    play.work(i, DAYS, 6, minutes=(10, 40), scripts={
        (0, 4): play.renewed, (1, 2): play.refused("ModelArts.6302"), (2, 3): play.fails(4, CRASH)})
    return i


def _etl():
    """CPU on EVS that grows from 5 to 105 GB; an idle lease."""
    i = Instance("etl-prep", site=EU_DE, flavor="modelarts.vm.cpu.8u", flavor_class="cpu", image=cpu_image(EU_DE),
                 user=MEI, workspace=LANGUAGE, volume=evs(5), lease_type="IDLE",
                 created=at("2026-11-03T10:21:33.618Z"), description="nightly ETL; db_password=Fake-Db-Pass-3")
    play.work(i, DAYS, 6, minutes=(10, 40), scripts={(1, 1): play.grows(105), (2, 0): play.lease_ends(30 * MINUTE)})
    return i


def _ascend():
    i = Instance("ascend-bench", site=EU_DE, flavor="modelarts.bm.arm.24u.192g.npu.1d910b", flavor_class="npu",
                 image=mindspore_image(EU_DE), user=TOMAS, workspace=VISION, volume=evs(200),
                 created=at("2026-10-28T15:30:27.004Z"))
    play.work(i, DAYS, 4, scripts={(0, 2): play.fails(2, NO_NPU), (2, 2): play.refused("ModelArts.6360"),
        (2, 3): play.fails(2, NO_NPU, retry=False)})
    return i


def _codelab():
    """The free CodeLab instance of one user: charged for nothing, stopped by its lease of one hour."""
    i = Instance("CodeLab-mei", site=EU_DE, flavor="modelarts.vm.cpu.free", flavor_class="cpu", image=cpu_image(EU_DE),
                 user=MEI, workspace=DEFAULT_WORKSPACE, volume=None, feature="DEFAULT",
                 created=at("2026-11-12T11:20:40.350Z"))
    for day, begins in zip(DAYS, ("09:05:12.700", "14:31:55.120", "08:47:03.002")):
        actions.start(i, at(f"{day}T{begins}Z"))
        actions.run_out(i)
    return i


def _always_on():
    """No auto stop. The platform moves it to another node while nobody looks: only the token tells."""
    i = Instance("dashboard", site=EU_DE, flavor="modelarts.vm.cpu.8u", flavor_class="cpu", image=cpu_image(EU_DE),
                 user=LENA, workspace=DEFAULT_WORKSPACE, volume=evs(20), lease_enable=False,
                 created=at("2026-07-06T12:00:17.845Z"))
    actions.start(i, at("2026-11-16T08:30:00Z"), by_observer=False)
    actions.start(i, at("2026-11-18T02:31:07.250Z"), by_observer=False)
    return i


def _archive():
    """Stopped for weeks, and 500 GB of EVS go on costing."""
    return Instance("archive-2025", site=EU_DE, flavor="modelarts.vm.cpu.2u", flavor_class="cpu",
                    image=cpu_image(EU_DE), user=TOMAS, workspace=VISION, volume=evs(500),
                    created=at("2025-12-01T09:44:10.133Z"), description="keep until the audit")


def _deleted():
    i = Instance("tmp-csv", site=EU_DE, flavor="modelarts.vm.cpu.2u", flavor_class="cpu", image=cpu_image(EU_DE),
                 user=AISHA, workspace=LANGUAGE, volume=evs(20), created=at("2026-11-10T16:02:58.721Z"))
    actions.delete(i, at("2026-11-18T09:15:22.600Z"))
    return i


def _create_failed():
    """Created and failed within two seconds, without a reason and without a list; deleted later."""
    created = at("2026-11-17T10:22:31.480Z")
    i = Instance("vision-train-03", site=EU_DE, flavor="modelarts.vm.gpu.v100", flavor_class="gpu",
                 image=own_image(EU_DE), user=LENA, workspace=VISION, volume=evs(100), created=created, born=True)
    i.change(created, progress=("WAITING",) * 4)
    i.calls.append((created - 210, "create", 201, i.body(created, i.last, "create"), None))
    i.change(created + 1_831, status="CREATE_FAILED", update_at=created + 1_831, progress=None)
    actions.delete(i, at("2026-11-17T11:40:05.900Z"))
    return i


def _fraud():
    """GPU on EVS without any billing_items: exposure by inference only. With the week before."""
    i = Instance("fraud-gpu", site=EU_NL, flavor="modelarts.vm.gpu.v100", flavor_class="gpu", image=torch_image(EU_NL),
                 user=PIET, workspace=RISK, volume=evs(50), billing="absent", created=at("2026-09-22T06:31:12.209Z"))
    play.work(i, DAYS_BEFORE, 2, speed=0.8)
    play.work(i, DAYS, 6, speed=1.1, scripts={
        (0, 1): play.fails(2, NO_NODE), (1, 5): play.fails(4, CRASH, keep_list=False),
        (2, 0): play.refused("ModelArts.6101", http_status=429), (2, 2): play.slow(160)})
    return i


def _recsys():
    i = Instance("rec-sys", site=EU_NL, flavor="modelarts.vm.gpu.t4", flavor_class="gpu", image=torch_image(EU_NL),
                 user=AISHA, workspace=RISK, volume=efs(), created=at("2026-10-11T17:20:44.998Z"))
    play.work(i, DAYS, 6, scripts={(0, 4): play.refused("ModelArts.6329", attempts=2), (2, 4): play.slow(240)})
    return i


def _cpu_report():
    i = Instance("cpu-report", site=EU_NL, flavor="modelarts.vm.cpu.2u", flavor_class="cpu", image=cpu_image(EU_NL),
                 user=PIET, workspace=DEFAULT_WORKSPACE, volume=efs(), created=at("2026-06-15T08:08:21.450Z"))
    play.work(i, DAYS, 8, minutes=(8, 30), scripts={
        (1, 1): play.impatient, (2, 2): play.superseded(90 * SECOND)})
    return i


def _snt9():
    """Ascend 910 under its masked name, which the flavor list does not hold: the class is a guess."""
    i = Instance("snt9-lab", site=EU_NL, flavor="modelarts.bm.snt9.xlarge.2", flavor_class="npu",
                 image=mindspore_image(EU_NL), user=AISHA, workspace=RISK, volume=efs(),
                 created=at("2026-11-02T12:12:12.612Z"))
    play.work(i, DAYS, 4, scripts={(1, 3): play.fails(2, NO_NPU), (2, 2): play.cancelled(4 * MINUTE)})
    return i


def _pool():
    """In a dedicated pool: computing is paid with the pool, so nothing is listed."""
    i = Instance("pool-train", site=EU_NL, flavor="modelarts.vm.gpu.v100", flavor_class="gpu", image=torch_image(EU_NL),
                 user=PIET, workspace=RISK, volume=efs("DEDICATED"), pool=POOL,
                 billing="null", created=at("2026-10-05T10:40:00.310Z"))
    play.work(i, DAYS, 3, minutes=(20, 45))
    return i


def _custom():
    """A custom flavor of the pool: the class stands in custom_spec."""
    spec = {"arch": "X86_64", "category": "GPU", "cpu": 6.0, "gpu": 0.5, "gpu_type": "V100", "memory": 40960}
    i = Instance("pool-half-gpu", site=EU_NL, flavor="custom.flavor.spec.code", flavor_class="gpu",
                 image=torch_image(EU_NL), user=AISHA, workspace=RISK, volume=evs(30), pool=POOL, custom_spec=spec,
                 created=at("2026-11-05T07:07:45.111Z"))
    play.work(i, DAYS, 3, scripts={(1, 1): play.fails(3, NETWORK)})
    return i


def _frozen():
    """Running until the account is in arrears; a start is then refused."""
    i = Instance("sandbox-piet", site=EU_NL, flavor="modelarts.vm.cpu.2u", flavor_class="cpu", image=cpu_image(EU_NL),
                 user=PIET, workspace=DEFAULT_WORKSPACE, volume=evs(40), created=at("2026-10-30T14:00:30.777Z"))
    actions.start(i, at("2026-11-18T15:42:10Z"))
    frozen = at("2026-11-18T16:20:00.350Z")
    i.change(frozen, status="FROZEN", update_at=frozen)
    actions.refuse(i, at("2026-11-18T17:01:40Z"), "ModelArts.6326")
    actions.refuse(i, at("2026-11-19T08:12:09Z"), "ModelArts.6326")
    return i


def _new():
    """Created on the second day: the first start of an instance is a create, and another population."""
    created = at("2026-11-18T08:20:15.260Z")
    i = Instance("vision-train-04", site=EU_DE, flavor="modelarts.vm.gpu.v100", flavor_class="gpu",
                 image=own_image(EU_DE), user=TOMAS, workspace=VISION, volume=evs(100), created=created, born=True)
    up = actions.start(i, created - 190, kind="create", pull=75)
    actions.stop(i, up + 25 * MINUTE)
    play.work(i, DAYS[2:], 4)
    actions.start(i, at("2026-11-19T23:24:50.330Z"))  # up at the end, with half an hour of lease left
    return i


def fleet():
    """All instances with their windows of observation."""
    both, three_days = (WEEK_BEFORE, (BEGIN, END)), ((BEGIN, END),)
    cast = [(make(), both) for make in (_vision_01, _cpu_explore, _fraud)]
    cast += [(make(), three_days) for make in (
        _vision_02, _nlp, _etl, _ascend, _codelab, _always_on, _archive, _deleted, _create_failed, _new,
        _recsys, _cpu_report, _snt9, _pool, _custom, _frozen)]
    return cast
