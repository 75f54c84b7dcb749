#!/bin/sh
# hinge watch: a picture on a terminal, JSON elsewhere, and what both show of a set.
. tests/support/daemon.sh
need jq python3 socat

expect 4 'hinged' "$hinge" watch --json
start_daemon --study "$study" --source 'sim:seed=5,reps=1,style=dead_stop,seconds=300,pace=real'
expect 2 'pass --json' "$hinge" watch </dev/null
# at 60 Hz more than twice as many come as at 5 Hz meanwhile, and 61 are refused
cat >"$work/subscribe.py" <<'PYTHON'
import json, selectors, socket, sys

def subscribe(hz):
    s = socket.socket(socket.AF_UNIX)
    s.settimeout(120)
    s.connect(sys.argv[1])
    s.sendall(b'{"jsonrpc":"2.0","id":1,"method":"subscribe","params":{"hz":%d}}\n' % hz)
    return s

if "error" not in json.loads(subscribe(61).makefile().readline()):
    sys.exit("hz 61 is taken")
lines = {subscribe(5): 0, subscribe(60): 0}
ready = selectors.DefaultSelector()
for s in lines:
    ready.register(s, selectors.EVENT_READ)
seldom, often = lines
while lines[often] < 120:
    for key, _ in ready.select(120) or sys.exit("nothing comes"):
        lines[key.fileobj] += key.fileobj.recv(65536).count(b"\n")
if lines[often] < 2 * lines[seldom]:
    sys.exit("%d snapshots at 5 Hz, %d at 60 Hz" % (lines[seldom], lines[often]))
PYTHON
python3 "$work/subscribe.py" "$HINGE_SOCKET" || wrong 'subscribe'

"$hinge" record --subject S1 --load 64.5 --json >"$work/card" 2>"$work/err" &
client=$!
until_true state_is recording || wrong 'not recording'
"$hinge" watch --json >"$work/lines" &
watcher=$!

wait "$client" || wrong "record: $(cat "$work/err")"
kill -INT "$watcher"
wait "$watcher" || wrong "watch --json exits $?"

# many while it was recorded (how soon a rep is told is test_live's)
[ "$(wc -l <"$work/lines")" -gt 20 ] || wrong "$(wc -l <"$work/lines") snapshots"
jq -es '[.[].live.phase] | index("lifting") and index("holding") and index("lowering")' \
	"$work/lines" >/dev/null || wrong "phases: $(jq -r .live.phase "$work/lines" | uniq | tr '\n' ' ')"
[ "$(status_of .live.valid_reps)" = 1 ] || wrong "reps $(status_of .live.valid_reps)"
[ "$(status_of .live.dropped_frames)" = 0 ] || wrong 'frames were dropped'
expect 0 'rep 1' "$hinge" status

# what the analysis finds in the file
"$hinge" analyze "$(status_of .last.w64)" -d "$work" --json >"$work/analysed" 2>/dev/null
jq -e --argjson live "$(status_of '.live.reps[0].asymmetry_lift_pct')" \
	'.reps | length == 1 and (.[0].asymmetry_lift_pct - $live | fabs) < 0.05' \
	"$work/analysed" >/dev/null || wrong "live $(status_of '.live.reps[0]'), file $(jq .reps "$work/analysed")"

# on a terminal: the set is named, q ends it, the terminal is as it was
"$hinge" record --subject S1 --no-auto >/dev/null 2>&1 &
client=$!
until_true state_is recording || wrong 'not recording once more'
cat >"$work/screen.py" <<'PYTHON'
import fcntl, os, pty, select, struct, sys, termios, time

hinge, keys = sys.argv[1], sys.argv[2].encode()
child, fd = pty.fork()
if child == 0:
    os.execv(hinge, [hinge, "watch"])
fcntl.ioctl(fd, termios.TIOCSWINSZ, struct.pack("HHHH", 24, 80, 0, 0))
before = termios.tcgetattr(fd)
seen, start, pressed = b"", time.time(), False
while True:
    if select.select([fd], [], [], 0.1)[0]:
        try:
            got = os.read(fd, 65536)
        except OSError:
            break
        if not got:
            break
        seen += got
    if b"RECORDING" in seen and not pressed:
        pressed = True
        os.write(fd, keys)
    if time.time() - start > 120:
        sys.exit("watch does not end")
status = os.waitpid(child, 0)[1]
for text in b"\033[?1049h", b"S1  deadlift", b"LEFT, newton", b"\033[?25h\033[?1049l":
    if text not in seen:
        sys.exit("watch does not write %r" % text)
if os.WEXITSTATUS(status) or os.WIFSIGNALED(status):
    sys.exit("watch ends with %d" % status)
PYTHON
for key in q "$(printf '\003')"; do
	TERM=xterm python3 "$work/screen.py" "$hinge" "$key" || wrong "on a terminal, '$key'"
done
TERM=dumb script -qec "$hinge watch" /dev/null </dev/null >"$work/dumb" 2>&1
[ $? -eq 2 ] || wrong "TERM=dumb: $(cat "$work/dumb")"

expect 0 'stopped' "$hinge" record --stop
wait "$client"
finish
