"""The working days of an instance: start, use, stop, several times a day, with scripted exceptions."""

from . import actions
from .clock import HOUR, MINUTE, SECOND, at

OPENS, CLOSES = 7 * HOUR, 20 * HOUR  # UTC


def work(instance, days, per_day, scripts=None, speed=1.0, console=0.12, minutes=(7, 22)):
    """`per_day` sessions on each day. `scripts` maps (day index, session index) to a function
    (instance, t) that plays the session itself and leaves the instance down.
    A share `console` of starts and stops is made by somebody else: no answer, only later polls show them."""
    rng, slot = instance.rng, (CLOSES - OPENS) // per_day
    for index, day in enumerate(days):
        for number in range(per_day):
            t = at(day + "T00:00:00Z") + OPENS + number * slot + rng.randint(0, slot // 5)
            script = (scripts or {}).get((index, number))
            if script:
                script(instance, t)
                continue
            up = actions.start(instance, t, by_observer=ours(instance, t, console), speed=speed, lag=replica_lag(rng))
            end = up + min(rng.randint(minutes[0] * MINUTE, minutes[1] * MINUTE), slot * 11 // 20)
            actions.stop(instance, end, by_observer=ours(instance, end, 0.4))


def ours(instance, t, console):
    """Whether our own observer makes the call. During its outage somebody else does."""
    drawn = instance.rng.random() >= console
    margin = 2 * SECOND
    return drawn and not instance.site.out_at(t) and not instance.site.out_at(t + margin)


def replica_lag(rng):
    """Now and then an answer shortly after a start still shows the state before it."""
    return rng.randint(3 * SECOND, 6 * SECOND) if rng.random() < 0.12 else None


# Scripts. Each returns a function (instance, t).

def fails(step, reason, *, keep_list=True, retry=True):
    """A start that fails at a step; after some minutes somebody tries again with success."""
    def play(instance, t):
        end = actions.start(instance, t, outcome="failed", fail_step=step, reason=reason, keep_list=keep_list)
        if retry:
            again = actions.start(instance, end + 4 * MINUTE + instance.rng.randint(0, MINUTE))
            actions.stop(instance, again + 9 * MINUTE)
    return play


def refused(code, *, http_status=400, attempts=1):
    """Starts that are refused, two minutes apart; the instance stays stopped."""
    def play(instance, t):
        for number in range(attempts):
            actions.refuse(instance, t + number * 2 * MINUTE, code, http_status)
    return play


def impatient(instance, t):
    """A second start while the first is under way is refused, and the first goes on."""
    up = actions.start(instance, t)
    actions.refuse(instance, t + 9 * SECOND, "ModelArts.6306")
    actions.stop(instance, up + 10 * MINUTE)


def cancelled(after):
    """A start during a long image pull, stopped by its user before it was up."""
    def play(instance, t):
        end = actions.start(instance, t, pull=600, until=t + after)
        actions.stop(instance, end)
    return play


def superseded(after):
    """A second start is accepted while the first one hangs in its image pull."""
    def play(instance, t):
        again = actions.start(instance, t, pull=600, until=t + after)
        up = actions.start(instance, again)
        actions.stop(instance, up + 8 * MINUTE)
    return play


def lease_ends(grant):
    """A short lease, and nobody renews it."""
    def play(instance, t):
        actions.start(instance, t, grant=grant)
        actions.run_out(instance)
    return play


def renewed(instance, t):
    """Renewed after 20 minutes, stopped after 50."""
    up = actions.start(instance, t)
    actions.renew(instance, up + 20 * MINUTE)
    actions.stop(instance, up + 50 * MINUTE)


def saves_image(instance, t):
    up = actions.start(instance, t)
    end = actions.save_image(instance, up + 6 * MINUTE)
    actions.stop(instance, end + 5 * MINUTE)


def grows(capacity):
    """The disk is enlarged while the instance runs."""
    def play(instance, t):
        up = actions.start(instance, t)
        end = actions.grow(instance, up + 5 * MINUTE, capacity)
        actions.stop(instance, end + 10 * MINUTE)
    return play


def shares_link(instance, t):
    """For some minutes the answers carry a browser link with user info and token."""
    up = actions.start(instance, t)
    instance.change(up + 2 * MINUTE, free_text_url=True)
    actions.stop(instance, up + 8 * MINUTE)


def slow(pull):
    """A cold node: the image is pulled for `pull` seconds."""
    def play(instance, t):
        up = actions.start(instance, t, pull=pull)
        actions.stop(instance, up + 12 * MINUTE)
    return play
