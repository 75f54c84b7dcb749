#!/bin/sh
# hinge serve and clients that ask byte by byte, by halves, or never read: each is hung up on, and
# meanwhile others are served.
. tests/support/daemon.sh
need python3
server=''
trap 'kill "$server" 2>/dev/null; clean_up' EXIT
"$hinge" serve --listen 127.0.0.1:0 >"$work/url" 2>>"$log" &
server=$!
until_true test -s "$work/url" || wrong 'hinge serve prints no address'

python3 - "$(cat "$work/url")" <<'EOF' || failed=1
import select, socket, sys, time, urllib.parse, urllib.request

url = sys.argv[1]
place = urllib.parse.urlsplit(url)
host = b"Host: " + place.netloc.encode() + b"\r\n"
long = b"GET /assets/uplot.js HTTP/1.1\r\n" + host + b"\r\n"
asked = 400  # more than the kernel keeps
kinds = {
    "says nothing": b"",
    "drips a head": b"GET / HTTP/1.1\r\nX: ",
    "sends half a head": b"GET / HTTP/1.1\r\n" + host,
    "drips a form": b"POST /api/zero HTTP/1.1\r\n" + host + b"Content-Length: 999\r\n\r\n",
    "never reads": long * asked,
}

def dial(first):
    s = socket.socket()
    s.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
    s.connect((place.hostname, place.port))
    s.sendall(first)
    s.setblocking(False)
    return s

def is_hung_up_on(s):
    try:
        return select.select([s], [], [], 0)[0] and s.recv(4096) == b""
    except ConnectionError:
        return True

def drip(s):
    try:
        s.send(b"x")
    except OSError:
        pass

def received(s):
    s.settimeout(120)
    size = 0
    try:
        while got := s.recv(65536):
            size += len(got)
    except ConnectionError:
        pass
    return size

def check(ok, what):
    if not ok:
        print("wrong:", what)
        sys.exit(1)

weight = len(urllib.request.urlopen(url + "assets/uplot.js").read())
open_ = {kind: [dial(first) for _ in range(8)] for kind, first in kinds.items()}
waiting = {kind: list(clients) for kind, clients in open_.items() if kind != "never reads"}
served = 0
end = time.monotonic() + 120
while any(waiting.values()):
    check(time.monotonic() < end, f"kept: {[k for k, c in waiting.items() if c]}")
    for kind in waiting:
        if "drips" in kind:
            for s in waiting[kind]:
                drip(s)
        waiting[kind] = [s for s in waiting[kind] if not is_hung_up_on(s)]
    with urllib.request.urlopen(url + "live", timeout=120) as page:
        check(page.status == 200 and b"</html>" in page.read(), "the live page")
    served += 1
    time.sleep(0.2)
check(served > 0, "nobody was served meanwhile")
# of what was asked for and not read, most was never sent
for s in open_["never reads"]:
    check(received(s) < asked * weight, "a client that never reads is sent everything")
EOF
kill "$server" && wait "$server" || wrong "hinge serve exits $?"
server=''
finish
