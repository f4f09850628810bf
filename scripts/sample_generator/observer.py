"""What observers see: polls of the true course at their own times, with gaps, lost answers and errors."""

import dataclasses
import json
import random

from .clock import HOUR, MINUTE, SECOND, http_date, rfc3339

BUSY = {"error_code": "ModelArts.6101", "error_msg": "The server is busy. Try again later."}
EXPIRED = {"error_code": "ModelArts.0203",
           "error_msg": "Invalid token: x_auth_token=FAKE-MIIDkgYJKoZIhvcNAQcC expired."}


def gone(notebook_id):
    """The answer for a deleted id: HTTP 400, not 404."""
    return {"error_code": "ModelArts.6309", "error_msg": f"The notebook instance {notebook_id} does not exist."}


def compact(value):
    """JSON without insignificant white space; text stays as it is."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


@dataclasses.dataclass
class Site:
    """One region and project, with the habits of the observer that watches it. Times in milliseconds."""

    region: str
    project_id: str
    host: str
    domain: dict
    older: bool  # the deployment with the 2021 shape of answers
    while_starting: int  # interval of polls during CREATING and STARTING
    while_up: int
    while_down: int
    jitter: int
    outages: list  # (from, until): nothing is sent at all
    written_times: bool  # RFC 3339 text, else integers
    sends_requested_at: bool
    date_share: float
    list_every: int = 0  # a ListNotebooks page at this interval, 0 never

    def out_at(self, t):
        """The end of the outage that holds t, or None."""
        return next((end for begin, end in self.outages if begin <= t < end), None)

    def envelope(self, observed, requested, kind, status, body, notebook_id=None, request=None, date=None):
        """One line of the canonical form; `body` is the last key."""
        time = rfc3339 if self.written_times else int
        line = {"observed_at": time(observed), "kind": kind, "region": self.region, "project_id": self.project_id}
        if notebook_id:
            line["notebook_id"] = notebook_id
        if self.sends_requested_at and requested is not None:
            line["requested_at"] = time(requested)
        if status != 200:
            line["http_status"] = status
        if date:
            line["date"] = date
        if request:
            line["request"] = request
        if status:  # no answer, no body key at all
            line["body"] = body
        return observed, compact(line)


def lost(rng):
    """A poll that brings no information: (status, body, waited milliseconds)."""
    return rng.choice(((0, None, 30 * SECOND), (502, None, 900), (503, None, 400), (500, None, 1_200),
                       (429, BUSY, 120), (401, EXPIRED, 90)))


def watch(instance, windows):
    """Lines of all polls of one instance within the windows, and of the answers to its calls."""
    site, lines = instance.site, []
    rng = random.Random(f"nbtrack polls {instance.id}")
    for begin, end in windows:
        # A call during an outage came from somebody else: its answer is in no file.
        calls = [call for call in instance.calls if begin <= call[0] < end and not site.out_at(call[0])]
        lines += [_answer(instance, call, rng) for call in calls]
        starts = [call[0] for call in calls if call[1] in ("start", "create") and call[2] < 300]
        lines += _polls(instance, begin, end, starts, rng)
    return lines


def _answer(instance, call, rng):
    sent, kind, status, body, request = call
    observed = sent + rng.randint(340, 620)
    notebook_id = None if "id" in body else instance.id
    date = http_date(observed - 30) if rng.random() < 0.9 else None
    return instance.site.envelope(observed, sent, kind, status, body, notebook_id, request, date)


def _polls(instance, begin, end, starts, rng):
    site, lines, last_looks = instance.site, [], 0
    t = max(begin, instance.created + SECOND) + rng.randint(0, site.while_up)
    if starts and instance.created > begin:
        t = min(t, starts[0] + 2 * SECOND)
    while t < end:
        resumed = site.out_at(t)
        if resumed:
            t = resumed + rng.randint(0, 20 * SECOND)
            continue
        sent, waited = t, rng.randint(60, 380)
        state = instance.state(sent + waited // 2)
        date = http_date(sent + waited // 2) if rng.random() < site.date_share else None
        if rng.random() < 0.005:
            status, body, waited = lost(rng)
            lines.append(site.envelope(sent + waited, sent, "poll", status, body, instance.id))
            interval = site.while_up
        elif state["gone"]:
            body = gone(instance.id)
            lines.append(site.envelope(sent + waited, sent, "poll", 400, body, instance.id, None, date))
            interval, last_looks = site.while_up, last_looks + 1
            if last_looks == 4:
                break  # the observer has understood
        else:
            # One observer names the instance in every envelope, the other leaves it to the body.
            named = instance.id if site.written_times else None
            body = instance.body(sent + waited // 2, state)
            lines.append(site.envelope(sent + waited, sent, "poll", 200, body, named, None, date))
            interval = _interval(site, instance, state)
        following = t + interval + rng.randint(-site.jitter, site.jitter)
        # A start answer ends the idle pace: one observer looks at once, the other within its minute.
        called = next((s for s in starts if t < s < following), None)
        if called and site.while_starting < site.while_up:
            following = called + rng.randint(2, 5) * SECOND + rng.randint(0, 900)
        elif called:
            following = min(following, called + SECOND + rng.randint(0, site.while_starting))
        t = max(following, t + SECOND)
    return lines


def _interval(site, instance, state):
    if state["status"] in ("CREATING", "STARTING", "STOPPING"):
        return site.while_starting
    if state["status"] in ("RUNNING", "SNAPSHOTTING"):
        # Unlimited runs are watched less closely.
        return site.while_up if instance.lease_enable else 5 * MINUTE
    return site.while_down


def list_pages(site, instances, windows):
    """ListNotebooks pages: at most ten rows, newest first, without free CodeLab instances."""
    lines, rng = [], random.Random(f"nbtrack pages {site.region}")
    for begin, end in windows:
        for t in range(begin + HOUR // 2, end, site.list_every):
            if site.out_at(t):
                continue
            rows = [i for i in instances if i.feature == "NOTEBOOK" and i.state(t) and not i.state(t)["gone"]]
            rows.sort(key=lambda instance: -instance.created)
            data = [instance.body(t) for instance in rows[:10]]
            page = {"current": 0, "data": data, "pages": (len(rows) + 9) // 10, "size": len(data), "total": len(rows)}
            lines.append(site.envelope(t + rng.randint(150, 500), t, "poll", 200, page, None, None, http_date(t)))
    return lines
