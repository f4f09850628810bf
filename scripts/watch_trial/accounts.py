"""What the stub gave against what the log holds: nothing that had to be kept may be missing.

Of each instance these answers have to be in the log: every look at it, every row while it is on its way, and of rows at
rest each that differs from the answer before it or after it (the last one before a change is kept as well), the first and
the last of the run. Every "does not exist" has to be there too. `current_time` tells the answers of an instance apart.
"""

import json
from collections import Counter, defaultdict

MOVING = ("INIT", "CREATING", "STARTING", "STOPPING", "SNAPSHOTTING", "DELETING")


class Accounts:
    """Read `given` (the stub's file) and `kept` (lines of `nbtrack export`)."""

    def __init__(self, given, kept):
        self.answers = 0
        self.given, self.required = set(), set()
        self.gone = Counter()
        self.kept, self.kept_gone, self.kept_failures = set(), Counter(), 0
        self.longest_gap = 0
        self.read_given(given)
        self.read_kept(kept)

    def read_given(self, lines):
        histories = defaultdict(list)
        for line in lines:
            answer = json.loads(line)
            for identity, moment, status, key in answer["rows"]:
                self.answers += 1
                if answer["call"] == "gone":
                    self.gone[identity] += 1
                else:
                    histories[identity].append((moment, answer["call"] == "show" or status in MOVING, key))
        for identity, history in histories.items():
            self.given.update((identity, moment) for moment, _, _ in history)
            for index, (moment, is_needed, key) in enumerate(history):
                neighbours = history[max(0, index - 1) : index] + history[index + 1 : index + 2]
                if is_needed or len(neighbours) < 2 or any(other != key for _, _, other in neighbours):
                    self.required.add((identity, moment))

    def read_kept(self, lines):
        last = {}
        for line in lines:
            event = json.loads(line)
            identity, body = event.get("notebook_id"), event.get("body") or {}
            if event["http_status"] == 200:
                moment = body.get("current_time")
                self.kept.add((identity, moment))
                self.longest_gap = max(self.longest_gap, moment - last.get(identity, moment))
                last[identity] = max(moment, last.get(identity, moment))
            elif body.get("error_code") == "ModelArts.6309":
                self.kept_gone[identity] += 1
            else:
                self.kept_failures += 1

    @property
    def missing(self):
        """Answers that had to be kept and are not, in order."""
        return sorted(self.required - self.kept) + sorted((self.gone - self.kept_gone).items())

    @property
    def invented(self):
        """Answers in the log that nobody gave."""
        return sorted(self.kept - self.given)
