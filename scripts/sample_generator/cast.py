"""Who takes part: two sites, their users and images, and the constants of the sample fleet."""

import random

from .clock import HOUR, MINUTE, SECOND, at
from .instance import hex32
from .observer import Site

_rng = random.Random("nbtrack samples cast")
WEEK_BEFORE = (at("2026-11-09T00:00:00Z"), at("2026-11-16T00:00:00Z"))
BEGIN, END = at("2026-11-17T00:00:00Z"), at("2026-11-20T00:00:00Z")
DAYS = ("2026-11-17", "2026-11-18", "2026-11-19")
DAYS_BEFORE = ("2026-11-09", "2026-11-10", "2026-11-11", "2026-11-12", "2026-11-13")

# eu-de: a tool that starts instances itself and then looks every few seconds; newer answers.
EU_DE = Site(
    region="eu-de", project_id=hex32(_rng), host="authoring-modelarts.eu-de.example.com",
    domain={"id": hex32(_rng), "name": "OTC00000000001000055501"}, older=False,
    while_starting=7 * SECOND, while_up=60 * SECOND, while_down=5 * MINUTE, jitter=1_400,
    outages=[(at("2026-11-18T02:10:00Z"), at("2026-11-18T03:05:00Z")),
             (at("2026-11-19T10:12:00Z"), at("2026-11-19T10:52:00Z"))],
    written_times=True, sends_requested_at=True, date_share=0.5)

# eu-nl: a plain once-a-minute poller; answers of the older shape, without the server's own times.
EU_NL = Site(
    region="eu-nl", project_id=hex32(_rng), host="authoring-modelarts.eu-nl.example.com",
    domain={"id": hex32(_rng), "name": "OTC00000000001000077702"}, older=True,
    while_starting=60 * SECOND, while_up=60 * SECOND, while_down=10 * MINUTE, jitter=1_900,
    outages=[(at("2026-11-17T04:00:00Z"), at("2026-11-17T07:00:00Z")),
             (at("2026-11-18T13:00:00Z"), at("2026-11-18T15:20:00Z"))],
    written_times=False, sends_requested_at=False, date_share=0.25, list_every=3 * HOUR)


def user(name):
    return {"id": hex32(_rng), "name": name}


LENA, TOMAS, AISHA, PIET, MEI = map(user, ("lena.vogt", "tomas.novak", "aisha.khan", "piet.dejong", "mei.tanaka"))
VISION, LANGUAGE, RISK = hex32(_rng), hex32(_rng), hex32(_rng)
DEFAULT_WORKSPACE = "0"
POOL = {"id": f"pool-{hex32(_rng)[:8]}", "name": "risk-dedicated"}


def built_in(image_id, name, tag, site):
    path = f"swr.{site.region}.example.com/atelier/{name}:{tag}"
    return {"description": "", "id": image_id, "name": name, "swr_path": path, "tag": tag, "type": "BUILD_IN"}


CPU_IMAGE_ID = "e1a07296-22a8-4f05-8bc8-e936c8e54090"
TORCH_ID, MINDSPORE_ID = "278e88d1-5b71-4766-8502-b3ba72e824d9", "65f636a0-56cf-49df-b941-7d2a07ba8c8c"


def cpu_image(site):
    return built_in(CPU_IMAGE_ID, "notebook2.0-mul-kernel-cpu-cp36", "5.0.1-release-v2-20220505", site)


def torch_image(site, tag="2.1.0-cuda12.1-20260820"):
    return {**built_in(TORCH_ID, "pytorch_2.1.0-cuda_12.1-py_3.10-ubuntu_22.04", tag, site), "arch": "x86_64"}


def mindspore_image(site):
    return {**built_in(MINDSPORE_ID, "mindspore_2.3.0-cann_8.0.rc1-py_3.9-euler_2.10", "7.0.0-20260611", site),
            "arch": "aarch64", "resource_categories": ["ASCEND"]}


def own_image(site):
    name, tag = "vision-trainer", "1.8.2"
    return {"arch": "x86_64", "description": "training image of the vision team",
            "id": "7f3c2a8e-41d6-4b0f-9a55-0c8d1e6b7f24", "name": name, "namespace": "vision-team",
            "origin": "CUSTOMIZE", "resource_categories": ["GPU"], "size": 8_285_974_481,
            "swr_path": f"swr.{site.region}.example.com/vision-team/{name}:{tag}", "tag": tag,
            "type": "DEDICATED", "visibility": "PRIVATE"}


def evs(capacity):
    return {"category": "EVS", "ownership": "MANAGED", "mount_path": "/home/ma-user/work/", "capacity": capacity}


def efs(ownership="MANAGED"):
    return {"category": "EFS", "ownership": ownership, "mount_path": "/home/ma-user/work/", "capacity": 50}
