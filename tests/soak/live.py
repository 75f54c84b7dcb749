#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""From a sample to the browser: viewers of /events beside viewers that hang. Prints, in ms, how old
the newest sample of each snapshot is when it arrives, what came of the hanging ones, and the
daemon's gaps. Not a test: figures depend on the machine."""
import json, os, selectors, socket, subprocess, sys, time, urllib.parse, urllib.request
from datetime import datetime

url, seconds, viewers, hanging = sys.argv[1].rstrip("/"), float(sys.argv[2]), 4, 16
host, port = urllib.parse.urlparse(url).netloc.rsplit(":", 1)


def watch(receive_bytes=None):
    s = socket.socket()
    if receive_bytes:
        s.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, receive_bytes)
    s.connect((host, int(port)))
    s.sendall(f"GET /events HTTP/1.1\r\nHost: {host}:{port}\r\n\r\n".encode())
    return s


def post(path, **fields):
    request = urllib.request.Request(url + path, urllib.parse.urlencode(fields).encode(), {"Origin": url})
    return json.load(urllib.request.urlopen(request))


def start_time(text):
    whole, fraction = text.rstrip("Z").split(".")
    stamp = datetime.fromisoformat(whole + "+00:00").timestamp()
    return stamp + float("0." + fraction)


def quantile(values, q):
    return sorted(values)[min(len(values) - 1, int(q * len(values)))]


token = sys.argv[3]
slow = [watch(4096) for _ in range(hanging)]
ready = selectors.DefaultSelector()
buffers = {}
for _ in range(viewers):
    s = watch()
    ready.register(s, selectors.EVENT_READ)
    buffers[s] = (b"", [])
post("/api/start", token=token, subject="LIVE", auto="0", max_s=str(seconds + 60))
end = time.time() + seconds
while time.time() < end:
    for key, _ in ready.select(1):
        rest, seen = buffers[key.fileobj]
        rest += key.fileobj.recv(1 << 20)
        now = time.time()
        *events, rest = rest.split(b"\n\n")
        for event in events:
            start = event.find(b"data: ")
            status = json.loads(event[start + 6:].split(b"\n")[0]) if start >= 0 else {}
            if status.get("state") == "recording" and status.get("live"):
                seen.append((now, status["live"]["time_s"]))
        buffers[key.fileobj] = (rest, seen)
card = post("/api/stop", token=token)
began = start_time(json.load(open(card["sidecar"]))["StartTime"])
print("viewer  snapshots      Hz   age of the newest sample, ms: p50     p99     max")
for i, (_, seen) in enumerate(buffers.values()):
    ages = [1000 * (now - began - at) for now, at in seen]
    span = seen[-1][0] - seen[0][0]
    print(f"{i + 1:6d} {len(ages):10d} {len(ages) / span:7.1f} {quantile(ages, 0.5):34.1f} "
          f"{quantile(ages, 0.99):7.1f} {max(ages):7.1f}")
print(f"{hanging} viewers hung meanwhile; {card['frames']} frames recorded, {card['gap_frames']} lost")
