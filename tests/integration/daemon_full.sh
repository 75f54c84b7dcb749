#!/bin/sh
# A disk that fills up while recording: one message, its exit status, and nothing durable lost.
. tests/support/daemon.sh
need jq
source='sim:seed=5,reps=8,pace=real,rate=16000'

recover_durable() { # study
	durable=$(status_of .last.durable_frames)
	journal=$(status_of .last.journal)
	[ "$durable" -gt 0 ] || wrong 'nothing was durable'
	[ -s "$journal" ] || wrong 'the journal is gone'
	stop_daemon TERM
	"$hinge" recover "$1" >"$work/out" 2>&1
	code=$?
	[ $code -le 1 ] || wrong "recover exits $code: $(cat "$work/out")"
	frames=$(jq .Samples.Frames "${journal%.hjl}.json")
	[ "$frames" -ge "$durable" ] || wrong "$durable frames were durable, $frames came back"
}

# files may not grow beyond 256 KiB: the journal hits it after a second
start_limited() {
	ulimit -f 512
	exec "$bin/hinged" --foreground --study "$study" --source "$source"
}
(start_limited) >"$log" 2>&1 &
daemon=$!
until_true answers || wrong 'the daemon does not answer'
expect 74 'make room, then hinge recover' "$hinge" record --subject S1 --no-auto
state_is idle || wrong 'the daemon does not go on'
grep -q 'File too large' "$log" || wrong 'the log does not say why'
recover_durable "$study"

# a study that cannot be written
start_daemon --study "$study" --source "$source"
touch "$study/sub-S9"
expect 74 'sub-S9' "$hinge" record --subject S9 --no-auto --max 1
state_is idle || wrong 'the daemon does not go on'
stop_daemon

[ "$(id -u)" -eq 0 ] || skip 'only root can mount a small disk'
small=$work/small
mkdir "$small"
mount -t tmpfs -o size=64m tmpfs "$small" 2>/dev/null || skip 'a small disk cannot be mounted here'
clean_up_disk() {
	[ -z "$daemon" ] || kill -9 "$daemon" 2>/dev/null
	umount -l "$small" 2>/dev/null
	clean_up
}
trap clean_up_disk EXIT

# too small to begin with
start_daemon --study "$small/study" --source "$source"
expect 74 '' "$hinge" record --subject S1 --no-auto
[ -z "$(find "$small/study" -name '*.hjl')" ] || wrong 'a journal stays where none was begun'
stop_daemon

is_under_way() { state_is armed || state_is recording; }
# record_while_filling STUDY MEGABYTES: the disk is large when it begins, and once it waits for the lifter has
# MEGABYTES for it. 8 s of 16 kHz are 4.1 MB in the journal and 3.1 MB in the W64.
record_while_filling() {
	mount -o remount,size=700m "$small"
	used_kb=$(df -k --output=used "$small" | tail -n 1)
	start_daemon --study "$1" --source "$source"
	"$hinge" record --subject S1 --max 8 >"$work/out" 2>"$work/err" &
	client=$!
	until_true is_under_way || wrong 'not armed'
	mount -o "remount,size=$((used_kb + 1024 * $2))k" "$small" || wrong 'the disk was filled too late'
	wait $client
	code=$?
	[ $code -eq 74 ] || wrong "disk full: exit $code"
	mount -o remount,size=700m "$small"
}

# the journal does not fit
record_while_filling "$small/study" 2
grep -q 'No space left on device.*make room, then hinge recover' "$work/err" || wrong "$(cat "$work/err")"
recover_durable "$small/study"

# the journal fits, the W64 beside it does not: nothing at all is lost
record_while_filling "$small/second" 5
grep -q 'MiB needed.*safe in the journal: hinge recover' "$work/err" || wrong "$(cat "$work/err")"
[ "$(status_of .last.finalised)" = false ] || wrong 'a recording that did not fit is called finalised'
recover_durable "$small/second"
[ "$frames" = 128000 ] || wrong "$frames of 128000 frames came back"
finish
