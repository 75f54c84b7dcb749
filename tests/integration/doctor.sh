#!/bin/sh
# hinge doctor: a healthy station passes, and each of the ten checks is seen failing once.
. tests/support/daemon.sh
need jq
well='sim:seed=3,reps=1,lead=7,noise=0.6,hum=0.2,pairs=10,link=480,calibrated='$(date -u -d '-30 days' +%F)
start_daemon --study "$study" --source "$well"

# fails NAME TEXT ADDRESS: this check and no other one that is not named in $also
also=''
fails() {
	"$hinge" doctor --source "$3" --json >"$work/report" 2>"$work/err"
	code=$?
	[ $code -eq 5 ] || wrong "$1: exit $code: $(cat "$work/err")"
	jq -e --arg name "$1" --arg text "$2" '.devices[0].checks[] | select(.name == $name)
		| .outcome == "fail" and (.text + .advice | contains($text))' "$work/report" >/dev/null ||
		wrong "$1: $(jq -c --arg name "$1" '.devices[0].checks[] | select(.name == $name)' "$work/report")"
	others=$(jq -r --arg name "$1" '.devices[0].checks[] | select(.outcome == "fail" and .name != $name)
		| .name' "$work/report" | tr '\n' ' ')
	[ "$others" = "$also" ] || wrong "$1: fails with it: $others"
	also=''
}

expect 0 'left' "$hinge" zero
"$hinge" doctor >"$work/out" 2>"$work/err" || wrong "a healthy station: exit $?: $(cat "$work/out")"
[ "$(grep -c '^PASS\|^WARN' "$work/out")" = 10 ] || wrong "not ten lines: $(cat "$work/out")"
grep -q '^fit to record' "$work/out" || wrong "no verdict: $(cat "$work/out")"
# the time of day of this computer is not ours to set
[ "$(grep '^WARN' "$work/out" | grep -vc '^WARN  clock')" = 0 ] || wrong "warns: $(cat "$work/out")"
grep -q 'keep off the plates' "$work/err" || wrong 'nobody is told to keep off'
[ -z "$(ls -A "$study")" ] || wrong "the doctor leaves $(ls -A "$study")"
[ "$(status_of .last)" = null ] || wrong 'the doctor counts as a recording'

fails usb-speed 'without a hub' "$well,link=0.3"
fails clock 'ppm' "$well,drift=400"
fails calibration 'hinge calibrate' "$well,calibrated=2020-02-02"
fails cells 'cell 3 of the left plate' "$well,fault=dead:left:3"
fails noise 'SD without hum, cell' "$well,noise=3"
# hum is not called noise
fails hum ' Hz on the' "$well,hum=8"
fails test-ramp 'from frame 700' "$well,flip=700"
fails test-ramp '50 lost' "$well,fault=gap:1:0.05"

# the zero is of the first second, the plate wanders later
wanders="$well,fault=creep:left:1.5:12"
expect 0 'left' "$hinge" zero --source "$wanders"
fails zero-drift 'hinge zero' "$wanders"

# a certificate of today, and of yesterday
calibrated() { "$hinge" doctor --source "$well,calibrated=$(date -u -d "$1" +%F)" 2>/dev/null; }
calibrated today | grep -q 'calibration  of today, ' || wrong 'not calibrated today'
calibrated yesterday | grep -q 'calibration  1 day old, ' || wrong 'not calibrated yesterday'

# two devices with a plate each: a section for each, one verdict
left="$well,plate=left"
right="$well,plate=right"
for plate in "$left" "$right"; do
	expect 0 'taken off' "$hinge" zero --source "$plate"
done
two() { "$hinge" doctor --source "$left" --source "$1" >"$work/out" 2>"$work/err"; }
two "$right" || wrong "two healthy plates: exit $?: $(cat "$work/out" "$work/err")"
[ "$(grep -c ' plate, sim:' "$work/out")" = 2 ] || wrong "no two sections: $(cat "$work/out")"
[ "$(grep -c '^PASS\|^WARN' "$work/out")" = 20 ] || wrong "no twenty lines: $(cat "$work/out")"
[ "$(grep -c '^fit to record: all 20 checks\|^fit to record, with 2 warnings in 20 checks' "$work/out")" = 1 ] ||
	wrong "no one verdict: $(cat "$work/out")"
two "$right,fault=dead:right:2"
[ $? -eq 5 ] || wrong 'a dead cell of the second plate passes'
grep -q 'cell 2 of the right plate' "$work/out" && grep -q '1 of 20 checks failed' "$work/err" ||
	wrong "two plates, one cell dead: $(cat "$work/out" "$work/err")"
"$hinge" doctor --json --source "$left" --source "$right" 2>/dev/null >"$work/report"
jq -e '[.devices[].plates] == [["left"], ["right"]] and ([.devices[].checks | length] == [10, 10])' \
	"$work/report" >/dev/null || wrong "two plates: $(cat "$work/report")"
expect 2 'cannot be both' "$hinge" doctor --source "$left" --source "$left"

# what cannot be examined
expect 5 'stepped on the left plate after 1.0 s' "$hinge" doctor --source 'sim:lead=1'
expect 4 'ended after 1.0 s' "$hinge" doctor --source 'sim:lead=7,seconds=1'
expect 4 'no such kind of device' "$hinge" doctor --source nonsense:
state_is idle || wrong 'busy after all that'
"$hinge" record --subject S1 --no-auto --source 'sim:pace=real' >/dev/null 2>&1 &
client=$!
until_true has_durable 4000 || wrong 'not recording'
expect 75 'busy (recording)' "$hinge" doctor
expect 0 'stopped' "$hinge" record --stop
wait $client
[ $? -le 1 ] || wrong 'record fails'

# a recording has neither ramp nor bus, and that is no failure
file=$(find "$study" -name '*.w64')
"$hinge" doctor --json --source "file:$file" >"$work/report" 2>/dev/null || wrong "a file: exit $?"
jq -e '.devices[0].checks[] | select(.name == "test-ramp") | .outcome == "warn" and .value == 0' \
	"$work/report" >/dev/null || wrong "a file: $(cat "$work/report")"
stop_daemon

# zeros outlive the daemon
start_daemon --study "$study" --source "$well"
"$hinge" doctor --json 2>/dev/null | jq -e '.devices[0].checks[] | select(.name == "zero-drift")
	| .outcome == "pass"' >/dev/null || wrong 'the zero ends with the daemon'
stop_daemon

# limits lowered: neither precedence nor locked memory
[ "$(id -u)" -ne 0 ] || need setpriv
lowered() {
	ulimit -l 64
	ulimit -r 0 2>/dev/null
	[ "$(id -u)" -ne 0 ] || set -- setpriv --inh-caps=-all --bounding-set=-sys_nice,-ipc_lock "$@"
	exec "$@"
}
(lowered "$bin/hinged" --foreground --study "$study" --source "$well,pace=real") >>"$log" 2>&1 &
daemon=$!
until_true answers || wrong 'the daemon does not answer'
case $bin in
*/asan | */tsan) ;; # sanitizers make mlock() do nothing, and succeed
*) fails realtime 'LimitRTPRIO (rtprio) and LimitMEMLOCK (memlock)' "$well,pace=real" ;;
esac
stop_daemon
expect 4 'hinged' "$hinge" doctor

[ "$(id -u)" -eq 0 ] || skip 'only root can mount a small disk'
small=$work/small
mkdir "$small"
mount -t tmpfs -o size=16m tmpfs "$small" 2>/dev/null || skip 'a small disk cannot be mounted here'
clean_up_disk() {
	[ -z "$daemon" ] || kill -9 "$daemon" 2>/dev/null
	umount -l "$small" 2>/dev/null
	clean_up
}
trap clean_up_disk EXIT
start_daemon --study "$small/study" --source "$well"
fails disk 'room for 0 min' "$well"
dd if=/dev/zero of="$small/filler" bs=1M 2>/dev/null
also='disk '
fails test-ramp 'No space left' "$well"
finish
