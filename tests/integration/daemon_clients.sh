#!/bin/sh
# Clients that come in crowds, babble, never end a line or never read cost a recording nothing.
. tests/support/daemon.sh
need jq socat python3
start_daemon --study "$study" --source 'sim:seed=5,reps=3,seconds=300,pace=real,rate=2000'
"$hinge" record --subject S1 --no-auto --max 290 --json >"$work/card" 2>"$work/err" &
client=$!
until_true state_is recording || wrong 'not recording'

python3 - "$HINGE_SOCKET" <<'EOF' || failed=1
import json, socket, sys, time

def connect():
    s = socket.socket(socket.AF_UNIX)
    s.settimeout(120)
    s.connect(sys.argv[1])
    return s

def line(s):
    text = b""
    while not text.endswith(b"\n"):
        got = s.recv(65536)
        if not got:
            return None
        text += got
    return json.loads(text.splitlines()[-1])

def call(s, method, **params):
    s.sendall(json.dumps({"jsonrpc": "2.0", "id": 1, "method": method, "params": params}).encode() + b"\n")
    return line(s)

def check(ok, what):
    if not ok:
        print("wrong:", what)
        sys.exit(1)

# a hundred connections, one after the other, and calls by the hundred over one
for i in range(100):
    with connect() as s:
        check("result" in call(s, "hello"), "hello")
with connect() as s:
    for i in range(300):
        check("result" in call(s, "status"), "status")
    # calls in one go, answers in order
    s.sendall(b"".join(b'{"jsonrpc":"2.0","id":%d,"method":"status"}\n' % i for i in range(200)))
    with s.makefile() as answers:
        check([json.loads(answers.readline())["id"] for i in range(200)] == list(range(200)), "order")

# nonsense
with connect() as s:
    s.sendall(b"nonsense\n")
    check(line(s)["error"]["code"] == -32700, "no JSON")
    check(call(s, "no.such")["error"]["code"] == -32601, "no method")
    check(call(s, "record.mark", text="a\tb")["error"]["data"]["exit_status"] == 2, "bad text")
    check(call(s, "hello", x=1)["error"]["code"] == -32602, "no parameter")
with connect() as s:
    s.sendall(b"x" * 65536)
    check(line(s)["error"]["code"] == -32600, "too long a line")
    check(s.recv(1) == b"", "too long a line keeps its connection")

# half a line, and a subscriber that never reads
slow = connect()
slow.sendall(b'{"jsonrpc":"2.0","id":1,"method":"subscribe"}\n')
flood = connect()
flood.setblocking(False)
sent = 0
try:
    while True:
        sent += flood.send(b'{"jsonrpc":"2.0","id":1,"method":"status"}\n' * 100)
except BlockingIOError:
    pass
half = connect()
half.sendall(b'{"jsonrpc"')
start = time.monotonic()
check(half.recv(1) == b"", "half a line")
check(1.5 < time.monotonic() - start, "deadline of half a line")

# more than sixteen at once
crowd = [connect() for i in range(20)]
answers = []
for s in crowd:
    try:
        answers.append(call(s, "hello"))
    except (BrokenPipeError, ConnectionResetError):
        answers.append(line(s))
turned = [a for a in answers if a and "error" in a]
check(len(turned) >= 4, "a crowd: %d turned away" % len(turned))
check(all(a["error"]["data"]["exit_status"] == 75 for a in turned), "a crowd is told to try again")
for s in crowd:
    s.close()
# who asked much and read nothing has been hung up on
flood.setblocking(True)
flood.settimeout(120)
try:
    while flood.recv(1 << 20):
        pass
except ConnectionResetError:
    pass
with connect() as s:
    check(call(s, "record.mark", text="still here")["result"] == {}, "mark")
    check("result" in call(s, "record.stop"), "stop")
EOF

wait $client
code=$?
[ $code -eq 0 ] || wrong "record exits $code: $(cat "$work/err")"
[ "$(jq .gaps "$work/card")" = 0 ] || wrong "$(jq .gaps "$work/card") gaps"
# at least as long as half a line may wait
[ "$(jq .frames "$work/card")" -gt 3000 ] || wrong "$(jq .frames "$work/card") frames"
[ "$(jq .frames "$work/card")" = "$(jq .Samples.Frames "$(jq -r .sidecar "$work/card")")" ] ||
	wrong "$(jq .frames "$work/card") frames, in the file $(jq .Samples.Frames "$(jq -r .sidecar "$work/card")")"
grep -q 'still here' "$(jq -r .events "$work/card")" || wrong 'the mark is lost'
finish
