"""What happens to instances: starts with their steps, failures, stops, refusals, deletion.

Every function takes the time at which the caller sent the request, moves the instance's true course
on, notes the answer if one of our observers made the call, and returns when it was over.
"""

from .clock import HOUR, MINUTE, SECOND
from .instance import WAITING, uuid_like

# Median seconds and log-scale spread of the four steps, by flavor class.
STEPS = {
    "cpu": ((1.6, 0.35), (10.5, 0.40), (2.8, 0.30), (7.5, 0.35)),
    "gpu": ((2.4, 0.40), (31.0, 0.45), (3.6, 0.30), (11.0, 0.40)),
    "npu": ((3.2, 0.35), (56.0, 0.40), (5.0, 0.30), (19.0, 0.35)),
}
REFUSALS = {
    "ModelArts.6329": "The flavor is sold out. Change the flavor or try again later.",
    "ModelArts.6302": "The number of notebook instances exceeds the upper limit of the quota.",
    "ModelArts.6326": "The notebook instance is frozen.",
    "ModelArts.6306": "The notebook instance is starting. Operation not allowed.",
    "ModelArts.6101": "The system is busy. Try again later.",
    "ModelArts.6360": "Failed to start the notebook instance. Insufficient resources.",
}


def step_durations(instance, speed=1.0, pull=None):
    """Four durations in milliseconds; `pull` adds an image pull to step 2, `speed` scales step 2."""
    rng, out = instance.rng, []
    for step, (median, sigma) in enumerate(STEPS[instance.flavor_class], start=1):
        seconds = rng.lognormvariate(0.0, sigma) * median
        out.append(int(seconds * SECOND * (speed if step == 2 else 1.0)))
    if pull is None and rng.random() < 0.09:
        pull = rng.uniform(40, 170)  # the node had no copy of the image
    out[1] += int((pull or 0) * SECOND)
    return out


def start(instance, t, *, by_observer=True, kind="start", outcome="succeeded", fail_step=None, reason=None,
          keep_list=True, speed=1.0, pull=None, lag=None, until=None, grant=None):
    """An accepted start or create. Outcomes: succeeded, failed, and open (the caller goes on from there)."""
    rng = instance.rng
    accepted = t + rng.randint(70, 320)
    before = instance.last
    if kind == "create":
        assert instance.created == accepted or instance.created >= t
        accepted = instance.created
        instance.change(accepted, progress=WAITING)
        answer = instance.body(accepted, instance.last, "create")
    else:
        instance.change(accepted, status="STARTING", token=uuid_like(rng), lease_update=accepted, progress=None,
                        fail_reason=None, grant=grant or instance.grant, free_text_url=False)
        answer = instance.body(accepted, instance.last, "start")
    if by_observer:
        request = {"duration": instance.last["grant"], "type": instance.lease_type.lower()}
        instance.calls.append((t, kind, 201 if kind == "create" else 200, answer, request))
    if lag and before["status"] != "STARTING":
        instance.stale.append((accepted, accepted + lag))

    now = accepted + rng.randint(250, 900)
    instance.change(now, progress=WAITING, update_at=accepted + rng.randint(60, 190))
    durations = step_durations(instance, speed, pull)
    progress = list(WAITING)
    for index in range(4):
        now += rng.randint(60, 420)
        if until and now >= until:
            return until
        progress[index] = "PROCESSING"
        instance.change(now, progress=tuple(progress))
        failing = outcome == "failed" and index + 1 == fail_step
        ends = now + (durations[index] // 2 if failing else durations[index])
        if until and ends >= until:
            return until
        now = ends
        if failing:
            progress[index] = "FAILED"
            status = "CREATE_FAILED" if kind == "create" else "START_FAILED"
            instance.change(now, status=status, update_at=now, fail_reason=reason,
                            progress=tuple(progress) if keep_list else None)
            return now
        progress[index] = "COMPLETED"
        instance.change(now, progress=tuple(progress))
    now += rng.randint(40, 350)
    # The newer deployment counts the lease from the moment of being ready.
    lease = {} if instance.site.older else {"lease_update": now - rng.randint(12, 45)}
    instance.change(now, status="RUNNING", update_at=now, progress=None, **lease)
    return now


def stop(instance, t, *, by_observer=True, takes=None):
    """A stop: STOPPING at once, STOPPED after 15 to 110 s."""
    rng = instance.rng
    accepted = t + rng.randint(60, 240)
    instance.change(accepted, status="STOPPING", lease_update=accepted, progress=None)
    if by_observer:
        instance.calls.append((t, "stop", 200, instance.body(accepted, instance.last, "stop"), None))
    done = accepted + (takes or rng.randint(15 * SECOND, 110 * SECOND))
    instance.change(done, status="STOPPED", update_at=done)
    return done


def run_out(instance):
    """The lease ends: the platform stops the instance without a call."""
    rng = instance.rng
    begins = instance.lease_end() + rng.randint(2 * SECOND, 40 * SECOND)
    instance.change(begins, status="STOPPING", update_at=begins)
    done = begins + rng.randint(20 * SECOND, 80 * SECOND)
    instance.change(done, status="STOPPED", update_at=done)
    return done


def refuse(instance, t, code, http_status=400):
    """A start that is not accepted: an error body, and the instance stays as it was."""
    body = {"error_code": code, "error_msg": REFUSALS[code]}
    instance.calls.append((t, "start", http_status, body, {"duration": instance.grant, "type": "timing"}))
    return t


def renew(instance, t, grant=HOUR):
    """A renewal that nobody logged: only the lease of later answers shows it."""
    instance.change(t, lease_update=t, grant=grant)


def save_image(instance, t):
    """RUNNING, SNAPSHOTTING for some minutes, RUNNING."""
    done = t + instance.rng.randint(3 * MINUTE, 5 * MINUTE)
    instance.change(t, status="SNAPSHOTTING", update_at=t)
    instance.change(done, status="RUNNING", update_at=done)
    return done


def grow(instance, t, capacity):
    """An EVS disk grows: volume.status is RESIZING meanwhile, and the instance stays usable."""
    done = t + instance.rng.randint(70 * SECOND, 140 * SECOND)
    instance.change(t, volume_status="RESIZING")
    instance.change(done, volume_status=None, capacity=capacity)
    return done


def delete(instance, t, *, by_observer=True):
    """DELETING, then the id is unknown: HTTP 400 with ModelArts.6309."""
    accepted = t + instance.rng.randint(80, 300)
    instance.change(accepted, status="DELETING", update_at=accepted, progress=None)
    if by_observer:
        instance.calls.append((t, "delete", 200, instance.body(accepted, instance.last, "delete"), None))
    instance.change(accepted + instance.rng.randint(20 * SECOND, 50 * SECOND), gone=True)
