#!/bin/sh
# One daemon a socket; it comes and goes on request, and its absence is an answer.
. tests/support/daemon.sh
need jq

expect 4 'no daemon answers' "$hinge" devices
expect 4 'hinged --foreground' "$hinge" status
expect 4 'no daemon answers' "$hinge" zero
expect 4 'no daemon answers' "$hinge" record --subject S1

start_daemon --study "$study"
[ "$(stat -c %a "$HINGE_SOCKET")" = 660 ] || wrong 'the socket is not 0660'
for i in 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20; do
	expect 5 "hinged runs already (process $daemon on $HINGE_SOCKET)" "$bin/hinged" --study "$study"
done
answers || wrong 'the first daemon does not survive the second'
expect 4 'no device is connected' "$hinge" devices
expect 4 'hinged --source sim:' "$hinge" record --subject S1

# a daemon that was killed leaves socket and lock file, and neither is in the way
stop_daemon KILL
start_daemon --study "$study"
for signal in TERM INT HUP; do
	for i in 1 2 3 4 5 6 7; do
		stop_daemon $signal
		[ $stopped -eq 0 ] || wrong "SIG$signal: exit $stopped"
		[ -e "$HINGE_SOCKET" ] && wrong "SIG$signal leaves the socket"
		start_daemon --study "$study" --source sim:
	done
done
expect 0 'sim:' "$hinge" devices
[ "$("$hinge" devices --json | jq -r '.devices[0].configured')" = true ] || wrong 'devices --json'
stop_daemon

# where no socket is named, both sides find the same place
(
	unset HINGE_SOCKET XDG_RUNTIME_DIR
	TMPDIR=$work
	export TMPDIR
	start_daemon
	[ "$(stat -c %a "$work/hinge-$(id -u)")" = 700 ] || wrong 'the folder in /tmp is not 0700'
	stop_daemon
	chmod 755 "$work/hinge-$(id -u)"
	expect 5 'mode 0700' "$bin/hinged"
	expect 5 'mode 0700' "$hinge" status
	trap - EXIT
	exit $failed
) || failed=1

# the service manager is told
if command -v socat >/dev/null; then
	socat -u "UNIX-RECV:$work/notify" "OPEN:$work/told,creat,append" &
	manager=$!
	until_true test -S "$work/notify" || wrong 'socat does not listen'
	NOTIFY_SOCKET=$work/notify
	export NOTIFY_SOCKET
	start_daemon
	until_true grep -q 'READY=1' "$work/told" || wrong 'no READY=1'
	sleep 0.5
	! grep -q 'WATCHDOG=1' "$work/told" || wrong 'WATCHDOG=1 though nobody watches'
	stop_daemon
	until_true grep -q 'STOPPING=1' "$work/told" || wrong 'no STOPPING=1'
	WATCHDOG_USEC=200000
	export WATCHDOG_USEC
	start_daemon
	until_true grep -q 'WATCHDOG=1.*WATCHDOG=1.*WATCHDOG=1' "$work/told" || wrong 'no WATCHDOG=1'
	stop_daemon
	unset WATCHDOG_USEC
	unset NOTIFY_SOCKET
	kill "$manager"
fi

expect 2 'unexpected argument' "$bin/hinged" study
expect 0 'Examples:' "$bin/hinged" --help
expect 2 '' "$bin/hinged" --no-such-option
expect 74 'Not a directory' "$bin/hinged" --study "$log/study"
expect 5 'is there and is no socket' "$bin/hinged" --socket "$log"
[ -f "$log" ] || wrong 'a file in the place of the socket is removed'
if [ "$(id -u)" -eq 0 ]; then
	stranger() { setpriv --reuid=65534 --regid=65534 --clear-groups "$@"; }
	mkdir -m 755 "$work/closed"
	chmod 755 "$work"
	# where the build is out of others' reach
	cp "$bin/hinge" "$bin/hinged" "$work"
	expect 74 'Permission denied' stranger "$work/hinged" --socket "$work/closed/s" --study "$work/closed/study"
	expect 74 'Permission denied' stranger "$work/hinged" --socket "$work/closed/s"
	start_daemon
	expect 5 'group hinge' stranger "$work/hinge" status
	chmod 666 "$HINGE_SOCKET"
	expect 5 'must be in the group hinge' stranger "$work/hinge" status
	stop_daemon
else
	mkdir -m 500 "$work/closed"
	expect 74 'Permission denied' "$bin/hinged" --study "$work/closed/study"
fi
finish
