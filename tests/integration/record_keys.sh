#!/bin/sh
# Keys at a terminal while a set is recorded: mark, stop, discard only when meant.
. tests/support/daemon.sh
need jq python3
start_daemon --study "$study" --source 'sim:seed=5,reps=3,seconds=180,pace=real'
cat >"$work/type.py" <<'EOF'
import os, pty, select, subprocess, sys, time

def snapshot():
    return subprocess.run([sys.argv[1], "status", "--json"], capture_output=True, text=True).stdout

# "WORD|KEY ...": waits until the daemon's status has the word, then presses the key
def type_into(command, keys):
    pid, fd = pty.fork()
    if pid == 0:
        os.execv(command[0], command)
    said, deadline = b"", time.monotonic() + 120
    pending = list(keys)
    while time.monotonic() < deadline:
        ready = select.select([fd], [], [], 0.1)[0]
        if ready:
            try:
                got = os.read(fd, 4096)
            except OSError:
                break
            if not got:
                break
            said += got
        if pending and pending[0][0] in snapshot():
            time.sleep(0.3)
            os.write(fd, pending.pop(0)[1].encode())
    _, status = os.waitpid(pid, 0)
    return os.waitstatus_to_exitcode(status), said.decode(errors="replace")

keys = [tuple(k.split("|")) for k in sys.argv[2].split()]
code, said = type_into([sys.argv[1], "record", "--subject", "S1", "--no-auto", "--max", "120"], keys)
print(said)
sys.exit(code)
EOF
type_keys() { python3 "$work/type.py" "$hinge" "$1" >"$work/said" 2>&1; }

# a pressed s ends it, a single d does not
type_keys 'recording"|m recording"|m recording"|d recording"|s'
code=$?
# (1: a busy computer has lost samples, and says so)
[ $code -eq 0 ] || [ "$code$(status_of '.last.gap_frames > 0')" = 1true ] || wrong "m m d s: exit $code: $(cat "$work/said")"
grep -q 'press d again' "$work/said" || wrong "d alone says nothing: $(cat "$work/said")"
# the line of the recording gives way to what is said
grep -q "$(printf '\r\033\\[K')hinge record: warning: press d again" "$work/said" ||
	wrong "glued to the line: $(cat -v "$work/said")"
grep -q 'mark 2 is set' "$work/said" || wrong "m says nothing: $(cat "$work/said")"
[ "$(status_of .last.stop_reason)" = stopped ] || wrong "s: $(status_of .last.stop_reason)"
events=$(status_of .last.events)
grep -q '	note	key 2$' "$events" || wrong "marks: $(cat "$events")"

type_keys 'recording"|dd'
code=$?
[ $code -eq 130 ] || wrong "d d: exit $code: $(cat "$work/said")"
[ "$(status_of .last.discarded)" = true ] || wrong 'd d does not discard'
finish
