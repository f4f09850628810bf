"""The README of each folder of samples/: what it shows, and the command that reads it."""

from .cast import EU_DE
from .clock import rfc3339
from .scenarios import PAGE_AT

INDEX = """# Samples

Observations to try nbtrack with. Everything here is written by `scripts/generate-samples` from fixed seeds;
`scripts/generate-samples --check` compares. People, projects, tokens and passwords are invented.

| folder | shows |
|---|---|
| [`start-answer`](start-answer) | one bare answer of StartNotebook, as its reference page prints it |
| [`fleet`](fleet) | nineteen instances of two projects over three days, and three of them in the week before |
| [`list-page`](list-page) | a ListNotebooks page as a bare file: one observation a row |
| [`broken-lines`](broken-lines) | ten good lines and ten broken ones of different kinds |
| [`flavors`](flavors) | a ListFlavors answer for the flavor classes of the fleet |
"""

START = """# A bare start answer

The example response of the StartNotebook reference page: one notebook without any envelope, so kind and time come from
options. `lease.duration` counts from the creation: the lease ends one hour after this start, at 03:34:31.727Z.

    nbtrack ingest samples/start-answer/start.json --kind start --observed-at 2021-12-07T02:34:31.977Z
"""

FLEET = """# A small fleet

Nineteen instances (CPU, GPU, Ascend) of two regions from 2026-11-17 to 2026-11-20, and three of them from 2026-11-09 to
2026-11-15, as envelope lines: starts that succeed, fail at each of the four steps, are refused, cancelled or superseded,
observer outages, lost polls, a free CodeLab instance, a deleted, a frozen and an unlimited one, a dedicated pool, a disk
that grows, and storage that costs while its instance is stopped. The answers hold tokens and passwords, which must not
reach a database. Every invented secret, tokens apart, has the word fake in it: `grep -i fake` finds what leaked.

    nbtrack ingest samples/fleet

| file | holds |
|---|---|
| `2026-W46.jsonl.gz` | the week before: `vision-train-01`, `cpu-explore` and `fraud-gpu` |
| `2026-11-17.eu-de.jsonl.gz`, `…-18…`, `…-19…` | a tool that starts instances itself and then looks every 7 s; times as text, with `requested_at` |
| `2026-11-17.eu-nl.jsonl.gz`, `…-18…`, `2026-11-19.eu-nl.jsonl` | a poller at one minute, answers of the older shape; times as integers; a list page every three hours |

| instance | shows |
|---|---|
| vision-train-01 | GPU, 8 starts a day; failures at steps 2 and 4, one without a FAILED step; sold out three times |
| vision-train-02 | a GPU flavor without "gpu" in its id, missing in the flavor list; failures at steps 1 and 3; cancelled; superseded; image saved; `ALL` |
| vision-train-03 | CREATE_FAILED within two seconds, without a reason; deleted |
| vision-train-04 | created on the second day; running at the end with half an hour of lease left |
| nlp-finetune | image tag changes; a lease that ends; still starting at the end |
| cpu-explore | quota refusal; a renewed lease; a failure at step 4 |
| etl-prep | EVS grows from 5 to 105 GB; idle lease |
| ascend-bench, snt9-lab | Ascend; `snt9` is missing in the flavor list; refusal for lack of resources; START_FAILED at the end |
| CodeLab-mei | free, feature DEFAULT, stopped by its lease |
| dashboard | no auto stop; restarted by the platform during an outage: only the token tells |
| archive-2025 | stopped throughout, 500 GB of EVS |
| tmp-csv | deleted on the second day: DELETING, then HTTP 400 |
| fraud-gpu | never any `billing_items`; a busy service (429) refuses a start |
| rec-sys | sold out twice; a slow image pull |
| cpu-report | an impatient second start is refused; a superseded one |
| pool-train, pool-half-gpu | dedicated pool; `billing_items` null; a custom flavor with `custom_spec`; failure at step 3 |
| sandbox-piet | FROZEN on the second day, starts refused |

Observer outages: eu-de 2026-11-18 02:10 to 03:05 and 2026-11-19 10:12 to 10:52, eu-nl 2026-11-17 04:00 to 07:00 and
2026-11-18 13:00 to 15:20. Nothing is observed on 2026-11-16.
"""

PAGE = """# A list page

A ListNotebooks answer with four instances (running, starting, stopped, failed): one observation a row. The free CodeLab
instance of the same user is not on it, since the list shows only feature NOTEBOOK unless asked: absence says nothing.

    nbtrack ingest samples/list-page/page.json --kind poll --observed-at {time} \\
      --region {region} --project-id {project}
"""

BROKEN = """# Broken lines

Twenty lines, ten of them broken. The ten good ones (odd numbers) are appended, the others rejected with their reason;
the exit status is 2. Lines 2 and 4 hold a token and a password that must not reach the rejects.

    nbtrack ingest samples/broken-lines/broken.jsonl --rejects rejects.jsonl

| line | broken how |
|---:|---|
"""

FLAVORS = """# A flavor list

A ListFlavors answer for `nbtrack catalog import`, with memory in KB, `gpu` and `ascend` objects and a sold-out flavor.
It leaves out `modelarts.vm.pnt1.large.eco` and `modelarts.bm.snt9.xlarge.2`: their class stays a guess from the id.

    nbtrack catalog import samples/flavors/flavors.json
"""


def pages(broken):
    """{path: text}; `broken` is what is wrong with the broken lines by number."""
    rows = "".join(f"| {number} | {reason} |\n" for number, reason in sorted(broken.items()))
    page = PAGE.format(time=rfc3339(PAGE_AT + 480), region=EU_DE.region, project=EU_DE.project_id)
    return {"README.md": INDEX, "start-answer/README.md": START, "fleet/README.md": FLEET,
            "list-page/README.md": page, "broken-lines/README.md": BROKEN + rows, "flavors/README.md": FLAVORS}
