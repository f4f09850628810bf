"""Writes requests and the Authorization that the vendor's SDK gives them, as JSON lines: the table of the signing tests.

usage: python record_signatures.py >Tests/NBCollectorTests/Recorded/sdk-signatures.jsonl

Needs huaweicloudsdkcore. The cases are random and seeded: the same SDK writes the same file.
"""

import json
import random
import sys
from types import SimpleNamespace

from huaweicloudsdkcore.sdk_request import SdkRequest
from huaweicloudsdkcore.signer.signer import Signer

PIECES = [
    "a", "Z", "0", "-", "_", ".", "~", " ", "+", "&", "%", "*", "=", "?", "#", "!", "'", '"', "(", ")", ",", ";", ":",
    "@", "$", "[", "]", "ä", "ß", "é", "一", "二", "😀", "notebook", "v1",
]


def text(random, least, most):
    return "".join(random.choice(PIECES) for _ in range(random.randint(least, most)))


def case(random, number):
    # A slash or a percent sign within a segment would be read twice by the SDK itself.
    segments = [text(random, 1, 6).replace("%", "p") for _ in range(random.randint(1, 4))]
    query = [(text(random, 1, 5), text(random, 0, 8)) for _ in range(random.randint(0, 5))]
    headers = {
        "content-type": "application/json",
        "host": random.choice(["modelarts.eu-de.otc.t-systems.com", "127.0.0.1:18080"]),
        "x-sdk-date": f"202611{random.randint(1, 28):02}T{random.randint(0, 23):02}0000Z",
    }
    if random.random() < 0.7:
        headers["x-project-id"] = f"{random.getrandbits(128):032x}"
    if random.random() < 0.4:
        headers["x-security-token"] = text(random, 4, 20).strip() or "t"
    body = "" if random.random() < 0.6 else json.dumps({"name": text(random, 0, 9)}, ensure_ascii=False)
    method = random.choice(["GET", "GET", "POST", "PUT", "DELETE"])
    keys = SimpleNamespace(ak=f"AK{number}", sk=text(random, 3, 20))
    path = "/" + "/".join(segments)
    request = SdkRequest(
        method=method, schema="https", host=headers["host"], resource_path=path, query_params=list(query),
        header_params=dict(headers), body=body, stream=False)
    Signer(keys).sign(request)
    return {
        "method": method, "segments": segments, "query": query, "headers": headers, "body": body,
        "access_key": keys.ak, "secret_key": keys.sk, "authorization": request.header_params["Authorization"],
        "target_query": request.uri[len(path) + 1:],
    }


def main():
    generator = random.Random(20261121)
    for number in range(200):
        json.dump(case(generator, number), sys.stdout, ensure_ascii=False, sort_keys=True)
        print()


main()
