#!/bin/sh
# A set from the socket to its files: what is recorded, named, told, refused.
. tests/support/daemon.sh
need jq socat
set='sim:seed=5,reps=2,ai=6'
slow="$set,seconds=240,pace=real"
start_daemon --study "$study" --source "$set"
stem=$study/sub-S012/ses-01/sub-S012_ses-01_task-deadlift_run-

expect 0 'left' "$hinge" zero
"$hinge" record --subject S012 --task deadlift --load 100 --reps 2 --style sumo --json >"$work/card" 2>"$work/err" ||
	wrong "record exits $?: $(cat "$work/err")"
card() { jq -r "$1" "$work/card"; }
[ "$(card .w64)" = "${stem}01_force.w64" ] || wrong "w64 $(card .w64)"
[ "$(card .gap_frames)" = 0 ] || wrong "lost $(card .gap_frames)"
[ "$(card .error)" = null ] || wrong "error $(card .error)"
[ "$(card .frames)" = "$(card .durable_frames)" ] || wrong 'not all frames are durable at the end'
[ "$(card .stop_reason)" = source-end ] || [ "$(card .stop_reason)" = stepped-off ] ||
	wrong "stop_reason $(card .stop_reason)"
sidecar=$(card .sidecar)
jq -e --argjson frames "$(card .frames)" --arg sha "$(card .sha256)" '
	.Subject == "S012" and .Session == "01" and .TaskName == "deadlift" and .Run == 1
	and .LoadKg == 100 and .Style == "sumo" and .RepsPlanned == 2
	and (.Tare.Before | length) == 8 and .Gaps == []
	and .Samples.Frames == $frames and .Samples.Sha256 == $sha' "$sidecar" >/dev/null ||
	wrong "sidecar $(cat "$sidecar")"
[ -s "$(card .truth)" ] || wrong 'the simulator wrote no truth'
[ -s "$(card .journal)" ] || wrong 'the journal is not kept'
find "$study" -type f ! -perm 640 | grep . && wrong 'files that are not 0640'
find "$study" -mindepth 1 -type d ! -perm 750 | grep . && wrong 'folders that are not 0750'

# the same again is the next run; the card in words
expect 0 "${stem}02_force.w64" "$hinge" record --subject S012 --load 100
expect 0 '0 frames in 0 gaps' "$hinge" record --subject S012 --no-auto --max 2
[ "$(status_of .last.stop_reason)" = max-time ] || wrong 'max-time'
[ "$(status_of .last.frames)" = 2000 ] || wrong "max 2 s gives $(status_of .last.frames) frames"
[ "$(status_of .last.number)" = 3 ] || wrong 'last.number'

cp "$work/card" "$work/first"

# Ctrl-C keeps what was recorded
from=$slow
record_in_background() {
	"$hinge" record --subject S013 --source "$from" "$@" >"$work/card" 2>"$work/err" &
	client=$!
}
end_of_client() {
	wait "$client"
	ended=$?
}
record_in_background --no-auto --json
until_true has_durable 300 || wrong 'no durable frames'
expect 75 'the daemon is busy (recording)' "$hinge" record --subject S014
expect 75 'busy' "$hinge" zero
"$hinge" status --follow >"$work/followed" &
follower=$!
until_true grep -qi recording "$work/followed" || wrong 'status --follow does not say RECORDING'
kill $follower
kill -INT "$client"
end_of_client
# (1: a busy computer has lost samples, and says so)
[ $ended -eq 0 ] || [ $ended$(jq '.gap_frames > 0' "$work/card") = 1true ] || wrong "Ctrl-C: exit $ended"
[ -s "$(jq -r .w64 "$work/card")" ] || wrong 'Ctrl-C loses the recording'
[ "$(jq -r .stop_reason "$work/card")" = stopped ] || wrong 'Ctrl-C: stop_reason'

# ... but before anyone stepped on there is nothing to keep
from="$set,lead=300,pace=real"
record_in_background
from=$slow
until_true state_is armed || wrong 'not armed'
kill -INT "$client"
end_of_client
[ $ended -eq 130 ] || wrong "Ctrl-C while armed: exit $ended"
grep -q 'nothing was recorded' "$work/err" || wrong "$(cat "$work/err")"
[ "$(find "$study/sub-S013" -name '*.hjl' | wc -l)" -eq 1 ] || wrong 'an empty journal stays'

# the client goes, the recording does not; another client stops it
record_in_background --no-auto
until_true has_durable 300 || wrong 'no durable frames'
kill -KILL "$client"
end_of_client
sleep 0.2
state_is recording || wrong 'the recording ends with its client'
expect 0 'stopped' "$hinge" record --stop
expect 5 'nothing is being recorded' "$hinge" record --stop

# the card tells reps and zeros; one reason to do it again, where there is one
card() { jq -r "$1" "$work/first"; }
# (null: faster than the clock, its view was not fast enough)
[ "$(card .reps)" = 2 ] || [ "$(card .reps)" = null ] || wrong "$(card .reps) reps"
[ "$(card .redo)" = null ] || wrong "to be done again: $(card .redo)"
jq -e '(.moved_left_n | fabs) < 2 and (.moved_right_n | fabs) < 2' "$work/first" >/dev/null ||
	wrong "zeros moved by $(card .moved_left_n) and $(card .moved_right_n)"
jq -e '(.Tare.After | length) == 8' "$sidecar" >/dev/null || wrong 'no Tare.After'
card_says() { # TEXT FAULT STATUS
	expect "${3:-0}" "$1" "$hinge" record --subject S018 --load 100 --source "$set,$2"
}
card_says 'step off, zero, redo' fault=creep:left:8:12
jq -e '[.Tare.After, .Tare.Before] | transpose | map(.[0] - .[1]) | add | fabs > 30000' \
	"$(status_of .last.sidecar)" >/dev/null || wrong 'the drift does not stand in the sidecar'
card_says 'saturated 0.3 s in cell 3 of the left plate: redo' fault=saturate:left:3:8:0.3
card_says 'no repetition was seen' seconds=6,pace=real
card_says '0.50 s are lost: see to its cable, redo' fault=replug:8:0.5 1

# frames the device lost are told by the exit status
expect 1 'LOST DATA' "$hinge" record --subject S015 --source "$set,fault=gap:3.0:0.05"
[ "$(status_of .last.gap_frames)" = 50 ] || wrong "gap of $(status_of .last.gap_frames) frames"

# a device that goes away leaves what it gave
expect 4 'unplugged after 4.000 s' "$hinge" record --subject S016 --no-auto --source "$set,fault=unplug:4.0"
[ "$(status_of .last.finalised)" = true ] || wrong 'unplugged: no files'
[ "$(status_of .last.frames)" = 4000 ] || wrong "unplugged: $(status_of .last.frames) frames"

# a recording recorded again has the same samples
first=${stem}02_force
expect 0 'the source ended' "$hinge" record --subject S017 --no-auto --source "file:$first.w64"
[ "$(status_of .last.sha256)" = "$(jq -r .Samples.Sha256 "$first.json")" ] ||
	wrong 'a recorded file has other samples'

# a plate that stands 20 N off its certificate is loaded
ln -s "$first.w64" "$work/loaded.w64"
jq '.Plates[0].Cells[].Zero -= 5 / .Plates[0].Cells[0].NewtonPerUnit' "$first.json" >"$work/loaded.json"
expect 5 'N on the left plate, step off' "$hinge" zero --source "file:$work/loaded.w64"
state_is idle || wrong 'a refused zero leaves the daemon busy'

# marks, as many as wanted, at the place reached
expect 5 'nothing is being recorded' "$hinge" mark
record_in_background --no-auto --json
until_true has_durable 300 || wrong 'no durable frames'
expect 0 '' "$hinge" mark 'grip slipped'
expect 0 '' "$hinge" mark --kind pain 3
expect 2 'letters and digits' "$hinge" mark --kind 'no word'
expect 2 'quotes' "$hinge" mark two words
expect 0 'stopped' "$hinge" record --stop
end_of_client
events=$(jq -r .events "$work/card")
grep -q "	note	grip slipped$" "$events" && grep -q "	pain	3$" "$events" || wrong "marks: $(cat "$events")"
[ "$(awk 'NR > 1 && $3 < 300' "$events")" = '' ] || wrong "marks before their time: $(cat "$events")"

# once more: nothing is overwritten, the sidecar says which run is meant
expect 5 'nothing was recorded yet' "$hinge" record --subject S019 --redo
expect 0 'run 1' "$hinge" record --subject S019 --no-auto --max 1
expect 0 'run 2 in place of run 1' "$hinge" record --subject S019 --no-auto --max 1 --redo --reps 3
[ "$(jq -c '[.Supersedes, .RepsPlanned]' "$(status_of .last.sidecar)")" = '[1,3]' ] || wrong 'Supersedes'
[ -s "$study/sub-S019/ses-01/sub-S019_ses-01_task-deadlift_run-01_force.w64" ] || wrong 'run 1 is gone'

# thrown away on request
journals=$(find "$study/sub-S013" -name '*.hjl' | wc -l)
record_in_background --no-auto
until_true has_durable 300 || wrong 'no durable frames'
expect 0 'is discarded' "$hinge" record --discard
end_of_client
[ $ended -eq 130 ] || wrong "discarded: exit $ended"
[ "$(find "$study/sub-S013" -name '*.hjl' | wc -l)" -eq "$journals" ] || wrong 'a discarded journal stays'

# what cannot be
expect 2 'pseudonym' "$hinge" record --subject 'Max Muster'
expect 2 'is needed' "$hinge" record --load 100
expect 2 'letters and digits' "$hinge" record --subject S1 --task ../../etc
expect 2 'reps' "$hinge" record --subject S1 --source 'sim:reps=many'
expect 4 'no such kind of device' "$hinge" record --subject S1 --source nonsense:
expect 3 'No such file' "$hinge" record --subject S1 --source file:/nowhere.w64
state_is idle || wrong 'a recording that could not begin leaves the daemon busy'
finish
