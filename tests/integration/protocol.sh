#!/bin/sh
# The session by hand in docs/control-protocol.md does what the page says.
. tests/support/daemon.sh
need jq socat
start_daemon --study "$study" --source sim:reps=2,seed=3
awk '/^```sh$/ {inside = 1; next} /^```$/ {inside = 0} inside' docs/control-protocol.md >"$work/session"
[ -s "$work/session" ] || wrong 'the page has no session'
sh "$work/session" >"$work/out" 2>&1 || wrong "the session fails: $(cat "$work/out")"
stem=$study/sub-S012/ses-01/sub-S012_ses-01_task-deadlift_run-01_force
line() { sed -n "$1p" "$work/out"; }
last() { tail -n "$1" "$work/out" | head -n 1; }
[ "$(line 1)" = admin ] || wrong "role $(line 1)"
grep -q '"name": "left"' "$work/out" || wrong 'no plates'
grep -qx "$stem.hjl" "$work/out" || wrong 'no journal'
[ "$(last 6)" = "$stem.w64" ] || wrong "w64 $(last 6)"
[ "$(last 5)" = 0 ] || wrong "lost $(last 5)"
last 4 | grep -qE '^[0-9a-f]{64}$' || wrong "checksum $(last 4)"
[ "$(last 3)" = 'nothing is being recorded' ] || wrong "$(last 3)"
[ "$(last 2)" = 5 ] || wrong "exit status $(last 2)"
[ "$(last 1)" = '{}' ] || wrong "shutdown $(last 1)"
wait "$daemon"
code=$?
daemon=''
[ $code -eq 0 ] || wrong "after shutdown the daemon exits $code"
finish
