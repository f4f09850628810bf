"""A notebook service on loopback: lists and shows instances that live by a seeded plan, and fails when it is told to.

usage: python stub.py --port N [--instances N] [--starts N] [--span SECONDS] [--cycle SECONDS] [--keystone URL]
                      [--keys AK:SK] [--given FILE] [--tokens FILE] [--certificate PEM]

Tokens are asked about at the Keystone given; signatures are computed again from the vendor's description. Faults come
by POST /_faults with a JSON object: {"list": [...], "show": [...], "rate": 0.1, "kinds": [...]}: the first two are queues
of kinds, one for each request; the others are random. Kinds: 502, 429, 401, 403, cut, drop, hang, slow, html, redirect.
"""

import argparse
import gzip
import hashlib
import hmac
import json
import random
import ssl
import sys
import threading
import time
import urllib.parse
import urllib.request
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from lives import content_key, make_fleet

lock = threading.Lock()
faults = {"list": [], "show": [], "rate": 0.0, "kinds": []}
chance = random.Random(5)
tokens = {}


def encode(text):
    return urllib.parse.quote(text, safe="~")


def signature_fits(handler, keys, body):
    """SDK-HMAC-SHA256 over the headers that the request itself names."""
    try:
        parts = dict(item.strip().split("=", 1) for item in handler.headers["Authorization"].split(" ", 1)[1].split(","))
    except (AttributeError, IndexError, ValueError):
        return False
    secret = keys.get(parts.get("Access"))
    if secret is None:
        return False
    url = urllib.parse.urlsplit(handler.path)
    path = "/".join(encode(urllib.parse.unquote(part)) for part in url.path.split("/"))
    path += "" if path.endswith("/") else "/"
    query = "&".join(f"{encode(k)}={encode(v)}" for k, v in sorted(urllib.parse.parse_qsl(url.query, keep_blank_values=True)))
    names = parts["SignedHeaders"].split(";")
    headers = "".join(f"{name}:{(handler.headers[name] or '').strip()}\n" for name in names)
    canonical = "\n".join([handler.command, path, query, headers, ";".join(names), hashlib.sha256(body).hexdigest()])
    text = "\n".join(
        ["SDK-HMAC-SHA256", handler.headers["X-Sdk-Date"], hashlib.sha256(canonical.encode()).hexdigest()])
    wanted = hmac.new(secret.encode(), text.encode(), hashlib.sha256).hexdigest()
    return hmac.compare_digest(wanted, parts["Signature"])


def token_is_good(token, keystone):
    """Keystone itself says whether it is; a good answer is believed for a second."""
    if tokens.get(token, 0) > time.monotonic():
        return True
    if not keystone or not token:
        return False
    request = urllib.request.Request(
        f"{keystone}/v3/auth/tokens?nocatalog", headers={"X-Auth-Token": token, "X-Subject-Token": token})
    try:
        with urllib.request.urlopen(request, timeout=10):
            tokens[token] = time.monotonic() + 1
            return True
    except OSError:
        return False


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server_version = "stub"
    options = fleet = keys = None

    def log_message(self, *arguments):
        pass

    def answer(self, status, body, headers=(), cut=None):
        bytes_ = body if isinstance(body, bytes) else json.dumps(body).encode()
        packed = "gzip" in (self.headers["Accept-Encoding"] or "")
        if packed:
            bytes_ = gzip.compress(bytes_, 1)
        self.send_response(status)
        if packed:
            self.send_header("Content-Encoding", "gzip")
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(bytes_)))
        for name, value in headers:
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(bytes_ if cut is None else bytes_[: int(len(bytes_) * cut)])
        if cut is not None:
            self.close_connection = True

    def note(self, call, rows):
        """What was given whole, for accounts.py."""
        if self.options.given:
            line = {"call": call, "rows": [[row["id"], row["current_time"], row["status"], content_key(row)] for row in rows]}
            with lock:
                print(json.dumps(line, separators=(",", ":")), file=self.options.given, flush=True)

    def error(self, status, code, message, headers=()):
        self.answer(status, {"error_code": code, "error_msg": message, "request_id": "r"}, headers)

    def do_POST(self):
        body = self.rfile.read(int(self.headers["Content-Length"] or 0))
        if self.path != "/_faults":
            return self.error(405, "APIG.0105", "only GET")
        with lock:
            faults.update(json.loads(body))
        self.answer(200, {})

    def do_GET(self):
        url = urllib.parse.urlsplit(self.path)
        parts = url.path.strip("/").split("/")
        if len(parts) < 3 or parts[0] != "v1" or parts[2] != "notebooks":
            return self.error(404, "APIG.0101", "The API does not exist or has not been published in the environment")
        is_list = len(parts) == 3 or parts[3] == "all"
        if self.fail("list" if is_list else "show"):
            return
        if "Authorization" in self.headers:
            if not signature_fits(self, self.keys, b""):
                return self.error(401, "APIGW.0301", "Incorrect IAM authentication information: verify aksk signature fail")
        elif not token_is_good(self.headers["X-Auth-Token"] or "", self.options.keystone):
            return self.error(401, "APIGW.0301", "Incorrect IAM authentication information: token expires")
        if self.options.tokens and "X-Auth-Token" in self.headers:
            with lock:
                print(self.headers["X-Auth-Token"], file=self.options.tokens, flush=True)
        now = time.time()
        if not is_list:
            found = next((item for item in self.fleet if item.id == parts[3] and item.exists(now)), None)
            if found is None:
                self.error(400, "ModelArts.6309", "The notebook does not exist.")
                return self.note("gone", [{"id": parts[3], "current_time": int(now * 1000), "status": "GONE"}])
            row = found.row(now, True)
            self.answer(200, row)
            return self.note("show", [row])
        query = dict(urllib.parse.parse_qsl(url.query))
        limit, offset = int(query.get("limit", 10)), int(query.get("offset", 0))
        if limit not in (10, 20, 50):
            return self.error(400, "ModelArts.0107", "Invalid parameter limit.")
        present = [item for item in self.fleet if item.exists(now)]
        rows = [item.row(now, False) for item in present[offset : offset + limit]]
        pages = (len(present) + limit - 1) // limit
        self.answer(200, {"current": offset // limit, "data": rows, "pages": pages, "size": len(rows), "total": len(present)})
        self.note("list", rows)

    def fail(self, call):
        with lock:
            kind = faults[call].pop(0) if faults[call] else None
            if kind is None and faults["kinds"] and chance.random() < faults["rate"]:
                kind = chance.choice(faults["kinds"])
        if kind is None:
            return False
        if kind in ("502", "503", "500"):
            self.answer(int(kind), b"<html>bad gateway</html>")
        elif kind == "429":
            self.error(429, "APIGW.0308", "The throttling threshold has been reached: policy user over ratelimit,limit:6000,time:1 minute", [("Retry-After", "1")])
        elif kind == "401":
            self.error(401, "APIGW.0301", "decrypt token fail")
        elif kind == "403":
            self.error(403, "ModelArts.0108", "no permission")
        elif kind == "cut":
            self.answer(200, {"data": [{"id": "x" * 50}] * 20, "total": 20}, cut=0.5)
        elif kind == "drop":
            self.close_connection = True
        elif kind == "hang":
            time.sleep(60)
            self.close_connection = True
        elif kind == "slow":
            time.sleep(1)
            return False
        elif kind == "html":
            self.answer(200, b"<html>captive portal</html>")
        elif kind == "redirect":
            self.answer(302, b"", [("Location", "https://login.example.com/?token=x")])
        return True


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--port", type=int, required=True)
    parser.add_argument("--instances", type=int, default=10)
    parser.add_argument("--starts", type=int, default=0)
    parser.add_argument("--span", type=float, default=20)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--keystone", default="")
    parser.add_argument("--keys", default="AK:SK")
    parser.add_argument("--cycle", type=float, default=0)
    parser.add_argument("--given", type=argparse.FileType("w", encoding="utf-8"))
    parser.add_argument("--tokens", type=argparse.FileType("a", encoding="utf-8"))
    parser.add_argument("--certificate")
    Handler.options = options = parser.parse_args()
    Handler.fleet = make_fleet(options)
    Handler.keys = dict([options.keys.split(":", 1)])
    server = ThreadingHTTPServer(("127.0.0.1", options.port), Handler)
    server.daemon_threads = True
    # A client that was killed is no news.
    server.handle_error = lambda *_: None
    if options.certificate:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(options.certificate)
        server.socket = context.wrap_socket(server.socket, server_side=True)
    print("ready", flush=True)
    server.serve_forever()


if __name__ == "__main__":
    sys.exit(main())
