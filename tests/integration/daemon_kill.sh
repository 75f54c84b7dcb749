#!/bin/sh
# What was told to be durable is there after kill -9 and after SIGTERM; HINGE_KILLS says how often of each kind.
. tests/support/daemon.sh
need jq
rounds=${HINGE_KILLS:-3}
source='sim:seed=5,reps=3,seconds=240,pace=real,rate=4000'

begin() {
	start_daemon --study "$study" --source "$source"
	"$hinge" record --subject S1 --no-auto >"$work/out" 2>"$work/err" &
	client=$!
	until_true has_durable "$1" || wrong 'no durable frames'
}

has_frames() { [ "$(status_of '[.recording.frames // 0, .last.frames // 0] | max')" -gt 0 ]; }

# SIGTERM: the files are made
begin 1000
durable=$(status_of .recording.durable_frames)
expect 5 'is being recorded' "$hinge" recover "$study"
stop_daemon TERM
wait $client
code=$?
[ $code -eq 0 ] || wrong "hinge record exits $code when the daemon is stopped: $(cat "$work/err")"
[ $stopped -eq 0 ] || wrong "SIGTERM while recording: exit $stopped"
sidecar=$(find "$study" -name '*_force.json')
[ -s "$sidecar" ] || wrong 'SIGTERM while recording leaves no files'
[ "$(jq .Samples.Frames "$sidecar")" -ge "$durable" ] || wrong 'SIGTERM loses durable frames'
rm -rf "$study"

# SIGTERM before anyone stepped on
start_daemon --study "$study" --source 'sim:seed=5,reps=1,lead=300,pace=real'
"$hinge" record --subject S1 >"$work/out" 2>"$work/err" &
client=$!
until_true state_is armed || wrong 'not armed'
stop_daemon TERM
wait $client
[ $? -eq 130 ] || wrong 'SIGTERM while armed: hinge record does not exit 130'
[ $stopped -eq 0 ] || wrong "SIGTERM while armed: exit $stopped"
find "$study" -type f | grep . && wrong 'SIGTERM while armed leaves files'

# what the journal of a killed daemon gives back, against what was said to be durable
check_recovery() { # durable frames
	journal=$(find "$study" -name '*_force.hjl')
	"$hinge" recover "$study" >"$work/out" 2>&1
	code=$?
	[ $code -le 1 ] || wrong "recover exits $code: $(cat "$work/out")"
	frames=$(jq .Samples.Frames "${journal%.hjl}.json")
	[ "$frames" -ge "$1" ] || wrong "$1 frames were durable, $frames came back"
	rm -rf "$study"
}

# kill -9 at odd moments of a recording in real time
i=0
while [ $i -lt "$rounds" ]; do
	i=$((i + 1))
	begin $((1 + i * 97 % 1500))
	durable=$(status_of .recording.durable_frames)
	stop_daemon KILL
	wait $client
	[ $? -eq 4 ] || wrong 'hinge record does not notice that the daemon died'
	start_daemon --study "$study"
	grep -q "_force.hjl was not finished (hinge recover $study)" "$log" ||
		wrong 'the next daemon does not name the journal'
	[ "$(status_of .unrecovered)" = 1 ] || wrong "unrecovered: $(status_of .unrecovered)"
	stop_daemon TERM
	check_recovery "$durable"
done

# and of one as fast as the disk takes it, its finalising included
i=0
while [ $i -lt "$rounds" ]; do
	i=$((i + 1))
	start_daemon --study "$study" --source 'sim:seed=5,reps=4,rate=32000'
	"$hinge" record --subject S1 --no-auto >"$work/out" 2>"$work/err" &
	client=$!
	until_true has_frames || wrong 'no frames'
	sleep "$(awk -v i=$i 'BEGIN {print (i * 37 % 100) / 100}')"
	durable=$(status_of '[.recording.durable_frames // 0, .last.durable_frames // 0] | max')
	stop_daemon KILL
	wait $client
	check_recovery "$durable"
done
finish
