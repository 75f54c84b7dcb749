#!/bin/sh
# Usage: live.sh BUILD SECONDS. From a sample to the browser, with 4 viewers at 60 Hz and 16 that hang.
bin=$1 seconds=$2
work=$(mktemp -d) || exit 1
HINGE_SOCKET=$work/control.sock
XDG_STATE_HOME=$work/state
export HINGE_SOCKET XDG_STATE_HOME
trap 'kill $daemon $server 2>/dev/null; wait; rm -rf "$work"' EXIT
"$bin/hinged" --foreground --study "$work/study" --source "sim:seed=5,reps=30,pace=real,rate=2000" \
	>"$work/log" 2>&1 &
daemon=$!
mkdir "$work/study"
"$bin/hinge" serve --listen 127.0.0.1:0 --study "$work/study" >"$work/url" 2>>"$work/log" &
server=$!
until [ -s "$work/url" ] && [ -S "$HINGE_SOCKET" ]; do sleep 0.1; done
url=$(cat "$work/url")
token=$(curl -s "${url}live" | grep -oE '[0-9a-f]{64}' | head -n 1)
/usr/bin/python3 tests/soak/live.py "$url" "$seconds" "$token" || cat "$work/log"
