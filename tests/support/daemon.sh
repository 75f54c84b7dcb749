# Sourced by integration scripts that need a daemon: a folder of their own, a socket in it, and
# checks that go on after a failure. End with `finish`.
bin=$(cd "${HINGE_BIN:-build/release}" && pwd) || exit 1
hinge=$bin/hinge
work=$(mktemp -d) || exit 1
HINGE_SOCKET=$work/control.sock
XDG_CONFIG_HOME=$work/config
XDG_DATA_HOME=$work/data
XDG_STATE_HOME=$work/state
export HINGE_SOCKET XDG_CONFIG_HOME XDG_DATA_HOME XDG_STATE_HOME
log=$work/log
study=$work/study
daemon=''
failed=0

wrong() {
	printf 'wrong: %s\n' "$*"
	failed=1
}
# skips the rest; what went wrong before still counts
skip() {
	[ $failed -eq 0 ] || finish
	printf '%s\n' "$*"
	exit 77
}
need() {
	for program in "$@"; do
		command -v "$program" >/dev/null 2>&1 || skip "$program is not installed"
	done
}
clean_up() {
	[ -z "$daemon" ] || kill -9 "$daemon" 2>/dev/null
	rm -rf "$work"
}
trap clean_up EXIT
# stops the daemon and looks at what it said
settle() {
	if [ -n "$daemon" ]; then
		stop_daemon
		[ $stopped -eq 0 ] || wrong "the daemon exits $stopped"
	fi
	[ -f "$log" ] && grep -q Sanitizer "$log" && wrong 'a sanitizer complains'
	[ $failed -eq 0 ] || [ ! -f "$log" ] || sed 's/^/log: /' "$log"
}
finish() {
	settle
	exit $failed
}

# until COMMAND...: tries for two minutes (sanitizers are slow, and so are busy computers)
until_true() {
	until_s=$(($(date +%s) + 120))
	until "$@"; do
		[ "$(date +%s)" -lt $until_s ] || return 1
		sleep 0.05
	done
}
answers() { "$hinge" status >/dev/null 2>&1; }
# start_daemon OPTION...
start_daemon() {
	"$bin/hinged" --foreground "$@" >>"$log" 2>&1 &
	daemon=$!
	until_true answers || wrong 'the daemon does not answer'
}
# Status in $stopped.
stop_daemon() { # [signal]
	kill "-${1:-TERM}" "$daemon"
	wait "$daemon"
	stopped=$?
	daemon=''
}
status_of() { "$hinge" status --json | jq -r "$1"; }
state_is() { [ "$(status_of .state)" = "$1" ]; }
has_durable() { [ "$(status_of '.recording.durable_frames // 0')" -ge "$1" ]; }

# expect STATUS TEXT COMMAND...: its exit status and something it says, on whichever stream
expect() {
	want=$1 text=$2
	shift 2
	said=$("$@" 2>&1)
	got=$?
	[ $got -eq "$want" ] || wrong "$* exits $got, not $want: $said"
	case $said in *"$text"*) ;; *) wrong "$* says '$said', not '$text'" ;; esac
}
