"""One notebook instance: its true course of states, and the answer the API gives in each state.

Key names and shapes are those of recorded answers: no `action_progress` in a start answer, the step
text under `description`, `billing_items` momentary, a new `token` at each start, and
`lease.duration` = (lease.update_at - lease.create_at) + granted run time.
"""

import bisect
import random

from .clock import HOUR

STEP_TEXTS = {
    1: "Prepare the storage.",
    2: "Prepare the compute resource.",
    3: "Configuring the network.",
    4: "Initialize the notebook instance.",
}
WAITING = ("WAITING",) * 4

# What the two deployments leave out of their answers. The older one sends neither the times of the
# last status change nor the type of the lease, so no server-side total can be read from it.
OLDER_LEAVES_OUT = ("create_at", "update_at", "user_id", "tags")


def uuid_like(rng):
    """A random version 4 UUID, from the generator's own stream."""
    text = f"{rng.getrandbits(128):032x}"
    variant = "89ab"[int(text[16], 16) & 3]
    return f"{text[:8]}-{text[8:12]}-4{text[13:16]}-{variant}{text[17:20]}-{text[20:]}"


def hex32(rng):
    """32 hexadecimal digits: project, user, domain, workspace and pool ids."""
    return f"{rng.getrandbits(128):032x}"


class Instance:
    """States are added in order of time with `change`; `body(t)` is the answer at the time t."""

    def __init__(self, name, *, site, flavor, flavor_class, image, user, workspace, volume, created,
                 grant=HOUR, lease_type="TIMING", lease_enable=True, feature="NOTEBOOK", pool=None,
                 custom_spec=None, description=None, billing="items", ssh=False, born=False):
        self.rng = random.Random(f"nbtrack samples {site.region} {name}")
        self.name, self.site, self.flavor, self.flavor_class = name, site, flavor, flavor_class
        self.user, self.workspace, self.volume = user, workspace, volume
        self.created, self.grant, self.lease_type, self.lease_enable = created, grant, lease_type, lease_enable
        self.feature, self.pool, self.custom_spec, self.description = feature, pool, custom_spec, description
        self.billing, self.ssh = billing, ssh
        self.id = uuid_like(self.rng)
        self.times, self.states = [], []
        self.stale = []  # (from, until): a lagging replica still answers the state before `from`
        self.calls = []  # (sent, kind, http_status, body or None, request or None)
        first = dict(status="CREATING", token=uuid_like(self.rng), update_at=created + 2, lease_update=created,
                     grant=grant, progress=None, fail_reason=None, capacity=volume["capacity"] if volume else None,
                     volume_status=None, image=image, free_text_url=False, gone=False)
        if not born:
            # Older instances were stopped some days before the samples begin.
            first.update(status="STOPPED", lease_update=created + 3 * HOUR,
                         update_at=created + 4 * HOUR)
        self.times.append(created)
        self.states.append(first)

    def change(self, t, **fields):
        """The state from time t on; fields not named stay as they are."""
        assert t >= self.times[-1], (self.name, t, self.times[-1])
        self.times.append(t)
        self.states.append({**self.states[-1], **fields})

    @property
    def last(self):
        return self.states[-1]

    def state(self, t):
        """The state that an answer shows at time t; None before creation."""
        for begin, end in self.stale:
            if begin <= t < end:
                t = begin - 1
        index = bisect.bisect_right(self.times, t) - 1
        return self.states[index] if index >= 0 else None

    def lease_end(self):
        """The moment at which the platform stops the instance on its own."""
        return self.last["lease_update"] + self.last["grant"]

    # Rendering

    def _billing_items(self, status):
        """The list of what is being metered at this moment; None leaves the key out."""
        if self.billing in ("absent", "null") or self.pool and self.billing == "items" and not self._pays_storage():
            return None
        if status in ("CREATE_FAILED", "DELETED"):
            return []
        storage = ["STORAGE"] if self._pays_storage() and status not in ("INIT", "CREATING") else []
        computing = status in ("RUNNING", "SNAPSHOTTING") and self.feature == "NOTEBOOK" and not self.pool
        if computing and storage and self.billing == "all":
            return ["ALL"]
        return storage + (["COMPUTE"] if computing else [])

    def _pays_storage(self):
        return bool(self.volume) and self.volume["category"] == "EVS"

    def _lease(self, state):
        lease = {"create_at": self.created,
                 "duration": state["lease_update"] - self.created + state["grant"],
                 "enable": self.lease_enable, "type": self.lease_type, "update_at": state["lease_update"]}
        if self.site.older:
            del lease["type"]
        return lease

    def _endpoints(self, url):
        notebook = {"service": "NOTEBOOK", "uri": url}
        if not self.ssh:
            return [notebook]
        port = 30_000 + int(self.id[:3], 16)
        return [notebook, {"service": "SSH", "uri": f"ssh://ma-user@dev-{self.site.host}:{port}",
                           "key_pair_names": ["KeyPair-workstation"], "allowed_access_ips": ["203.0.113.24"]}]

    def body(self, t, state=None, answer_to=None):
        """The notebook object as the API sends it; `answer_to` is the call when it is not a poll."""
        state = state or self.state(t)
        status, out = state["status"], {}
        if state["progress"] and answer_to != "start":
            # The order of the list is not fixed: one deployment sends it backwards.
            order = (1, 2, 3, 4) if self.site.older else (4, 3, 2, 1)
            out["action_progress"] = [{"step": step, "status": state["progress"][step - 1],
                                       "description": STEP_TEXTS[step]} for step in order]
        out["create_at"] = self.created + 2
        # These answers come without address, volume and user (the failed creation alone has its address).
        fresh = status in ("CREATING", "CREATE_FAILED", "DELETING") or answer_to == "create"
        if not fresh:
            out["data_volumes"] = []
        if self.custom_spec:
            out["custom_spec"] = self.custom_spec
        if self.description:
            out["description"] = self.description
        url = f"https://{self.site.host}/{self.id}/lab"
        if state["free_text_url"]:
            # A browser link as clients build it: user info and the token in the query.
            host = url.removeprefix("https://")
            url = f"https://lab-user:Fake-Pass-0815@{host}?token={state['token']}#work"
        if status != "DELETING":
            out["endpoints"] = [] if fresh else self._endpoints(url)
        if state["fail_reason"]:
            out["fail_reason"] = state["fail_reason"]
        out.update(feature=self.feature, flavor=self.flavor, id=self.id, image=state["image"],
                   lease=self._lease(state), name=self.name)
        if self.pool:
            out["pool"] = self.pool
        out["status"] = status
        out["tags"] = []
        out["token"] = state["token"]
        out["update_at"] = state["update_at"]
        if not fresh or status == "CREATE_FAILED":
            out["url"] = url
        if not fresh:
            out["user"] = {"domain": self.site.domain, "id": self.user["id"], "name": self.user["name"]}
        out["user_id"] = self.user["id"]
        if self.volume and not fresh:
            out["volume"] = {**self.volume, "capacity": state["capacity"], "read_only": False}
            if state["volume_status"]:
                out["volume"]["status"] = state["volume_status"]
        out["workspace_id"] = self.workspace
        items = self._billing_items(status)
        if items is not None or self.billing == "null":
            out["billing_items"] = items
        if self.site.older:
            for key in OLDER_LEAVES_OUT:
                out.pop(key, None)
        return out
