#!/bin/sh
# Two plates that are two devices: one set, two recordings, one trial.
. tests/support/daemon.sh
need jq socat
set='sim:seed=5,reps=2,ai=6,tier=clean,pairs=4,sync=1'
left="$set,plate=left"
right="$set,plate=right,drift=70,skew=0.0213"
start_daemon --study "$study"
stem=$study/sub-S012/ses-01/sub-S012_ses-01_task-deadlift_run-

expect 0 'left' "$hinge" zero --source "$left"
"$hinge" record --subject S012 --reps 2 --source "$left" --source "$right" --json >"$work/card" 2>"$work/err" ||
	wrong "record exits $?: $(cat "$work/err")"
card() { jq -r "$1" "$work/card"; }
[ "$(card .w64)" = "${stem}01_plate-left_force.w64" ] || wrong "w64 $(card .w64)"
[ "$(card .right.w64)" = "${stem}01_plate-right_force.w64" ] || wrong "right w64 $(card .right.w64)"
[ "$(card .gap_frames)" = 0 ] || wrong "lost $(card .gap_frames)"
[ "$(card .warning)" = null ] || wrong "warning $(card .warning)"
[ "$(card '.sources | length')" = 2 ] || wrong 'sources'
# both were seen side by side, by their clocks
status_of .live >"$work/live"
jq -e '.by_clocks and .valid_reps == 2 and .within_s < 0.002 and .behind == null' "$work/live" >/dev/null ||
	wrong "live $(cat "$work/live")"
for side in left right; do
	jq -e --arg side $side '.Plates[0].Foot == $side and .Plates[0].Name == $side and .Channels == 4
		and .RepsPlanned == 2 and .Run == 1' "${stem}01_plate-${side}_force.json" >/dev/null ||
		wrong "sidecar of the $side plate: $(cat "${stem}01_plate-${side}_force.json")"
	grep -q sync "${stem}01_plate-${side}_events.tsv" || wrong "no sync edges of the $side plate"
done
# each has the zeros of its own four cells
for side in left right; do
	jq -e '(.Tare.Before | length) == 4' "${stem}01_plate-${side}_force.json" >/dev/null || wrong "no tare $side"
done
# they begin and end together, but for a fifth of a second
jq -n --argjson l "$(card .frames)" --argjson r "$(card .right.frames)" '($l - $r) | fabs < 200' | grep -q true ||
	wrong "frames $(card .frames) and $(card .right.frames)"

# one trial, whichever is named, and once where both are
expect 0 'clock-pairs' "$hinge" analyze --explain "${stem}01_plate-left_force.w64"
"$hinge" analyze --json "${stem}01_plate-left_force.w64" "${stem}01_plate-right_force.w64" >"$work/both"
[ "$(wc -l <"$work/both")" -eq 1 ] || wrong 'two trials of one set'
"$hinge" analyze --json "${stem}01_plate-right_force.w64" | jq 'del(.file)' >"$work/second"
jq 'del(.file)' "$work/both" | cmp -s - "$work/second" || wrong 'left and right give two trials'
jq -e '.reps | length == 2' "$work/both" >/dev/null || wrong "reps $(jq -c .reps "$work/both")"
# ... of the asymmetry that one device with both plates sees
"$hinge" simulate -o "$work/one.w64" --seed 5 --reps 2 --ai 6 --tier clean >/dev/null
"$hinge" analyze --json "$work/one.w64" >"$work/single"
jq -s '[.[0].reps, .[1].reps] | transpose | map(.[0].asymmetry_lift_pct - .[1].asymmetry_lift_pct | fabs) | max < 0.05' \
	"$work/both" "$work/single" | grep -q true ||
	wrong "asymmetry $(jq -c '[.reps[].asymmetry_lift_pct]' "$work/both" "$work/single")"

"$hinge" dump --json "${stem}01_plate-left_force.w64" >"$work/dump"
jq -e '.pair.method == "clock-pairs" and (.pair.drift_ppm - 70 | fabs) < 20 and .pair.uncertainty_s < 0.001' \
	"$work/dump" >/dev/null || wrong "dump $(jq -c .pair "$work/dump")"

# batch counts it once, and once more not at all
expect 0 '' "$hinge" batch "$study" -o "$work/results"
[ "$(find "$work/results" -name '*.h5' | wc -l)" -eq 1 ] || wrong "results $(find "$work/results")"
[ -s "$work/results/sub-S012/ses-01/sub-S012_ses-01_task-deadlift_run-01_force.h5" ] || wrong 'name of the result'
expect 0 '1 up to date' "$hinge" batch "$study" -o "$work/results"

# the next run; a single device does not share a number with a pair
expect 0 "${stem}02_plate-right_force.w64" "$hinge" record --subject S012 --no-auto --max 2 --source "$left" --source "$right"
expect 0 "${stem}03_force.w64" "$hinge" record --subject S012 --no-auto --max 2 --source "$set"

# two without a clock that can be read and without a common line are no trial: told at once
without='sim:seed=5,reps=2,tier=clean'
expect 0 'cannot be brought onto one clock' "$hinge" record --subject S019 --no-auto --max 2 \
	--source "$without,plate=left" --source "$without,plate=right"
expect 3 'cannot be brought onto one clock' "$hinge" analyze "$study"/sub-S019/ses-01/*_plate-left_force.w64

# discard leaves nothing of either
"$hinge" record --subject S013 --no-auto --source "$left,pace=real" --source "$right,pace=real" >"$work/card" 2>"$work/err" &
client=$!
until_true has_durable 300 || wrong 'no durable frames'
[ "$(find "$study/sub-S013" -name '*.hjl' | wc -l)" -eq 2 ] || wrong 'not two journals'
printf '%s\n' '{"jsonrpc":"2.0","id":1,"method":"record.discard"}' | socat -t9 - UNIX-CONNECT:"$HINGE_SOCKET" >/dev/null
wait $client
[ "$(find "$study/sub-S013" -type f | wc -l)" -eq 0 ] || wrong "discard leaves $(find "$study/sub-S013" -type f)"

# the cable of one plate: the plate is named, the recording goes on, and is interrupted
"$hinge" status --follow --json >"$work/status" &
follower=$!
"$hinge" record --subject S014 --no-auto --max 6 --source "$left,pace=real" \
	--source "$right,pace=real,fault=replug:0.7:3" >"$work/card" 2>"$work/err" &
client=$!
wait $client
kill $follower
[ "$(jq -r '.trouble // empty' "$work/status" | sort -u)" = 'right plate unplugged' ] ||
	wrong "trouble $(jq -r '.trouble // empty' "$work/status" | sort -u)"
jq -es 'map(select(.trouble)) | all(.live.right_n == null and .live.left_n == null and .recording.right_n == null)' \
	"$work/status" >/dev/null || wrong 'a force of a plate that is gone'
grep -q '^interrupted' "$work/card" || wrong "card $(cat "$work/card")"
jq -e '.Interrupted' "$study"/sub-S014/ses-01/*_plate-right_force.json >/dev/null || wrong 'not interrupted'
jq -e '.Interrupted | not' "$study"/sub-S014/ses-01/*_plate-left_force.json >/dev/null || wrong 'left interrupted'

# it does not come back: both end at the same moment all the same, and what is missing is a gap
"$hinge" record --subject S018 --no-auto --max 4 --json --source "$left,pace=real" \
	--source "$right,pace=real,fault=replug:1.5:20" >"$work/card" 2>"$work/err"
gone=$(echo "$study"/sub-S018/ses-01/*_plate-right_force.json)
[ "$(card .frames)" -le 4000 ] && [ "$(card .gaps)" -eq 1 ] || wrong "card $(cat "$work/card")"
jq -e '(.Gaps | length) == 1 and (.Gaps[0] | .Frame == 1500 and .Cause == "unplugged" and .FramesUncertainty > 20)
	and .Gaps[0].Frame + .Gaps[0].Frames == .Samples.Frames and .Samples.Frames > 2500 and .Interrupted' "$gone" >/dev/null ||
	wrong "gone at the end: $(jq -c '[.Gaps, .Samples.Frames]' "$gone")"
[ "$("$hinge" analyze "${gone%right_force.json}left_force.w64" | grep -c 'GAP: ')" -eq 1 ] || wrong 'no GAP'

# what a crash leaves of both is one trial, and is recovered
"$hinge" record --subject S015 --no-auto --source "$left,pace=real" --source "$right,pace=real" >/dev/null 2>&1 &
client=$!
until_true has_durable 3000 || wrong 'no durable frames'
kill -9 "$daemon"
wait "$daemon" "$client" 2>/dev/null
daemon=''
crashed=$study/sub-S015/ses-01/sub-S015_ses-01_task-deadlift_run-01_plate
"$hinge" dump --json "${crashed}-left_force.hjl" | jq -S '.pair | del(.left, .right)' >"$work/journals"
jq -e '.method == "clock-pairs"' "$work/journals" >/dev/null || wrong "journals $(cat "$work/journals")"
trial() { "$hinge" analyze --json "$1" | jq -S 'del(.file, .format, .steps)'; }
trial "${crashed}-left_force.hjl" >"$work/of-journals"
expect 1 '' "$hinge" recover "$study/sub-S015"
"$hinge" dump --json "${crashed}-left_force.w64" | jq -S '.pair | del(.left, .right)' | cmp -s - "$work/journals" ||
	wrong 'the recordings are joined otherwise than their journals'
trial "${crashed}-right_force.w64" | cmp -s - "$work/of-journals" || wrong 'the journals are another trial'
for side in left right; do
	[ -s "$study/sub-S015/ses-01/sub-S015_ses-01_task-deadlift_run-01_plate-${side}_force.w64" ] ||
		wrong "nothing recovered of the $side plate"
done
start_daemon --study "$study"

# what is no pair
expect 4 'must have one plate each' "$hinge" record --subject S016 --source "$left" --source "$set"
expect 4 'both say that they are the left plate' "$hinge" record --subject S016 --source "$left" --source "$left,skew=1"
expect 2 'cannot be both' "$hinge" record --subject S016 --source "$left" --source "$left"
expect 4 'must have one rate' "$hinge" record --subject S016 --source "$left" --source "$right,rate=2000"
[ ! -d "$study/sub-S016" ] || [ "$(find "$study/sub-S016" -type f | wc -l)" -eq 0 ] || wrong 'a refusal leaves files'
# named the wrong way round they know better
expect 0 'plate-left_force' "$hinge" record --subject S017 --no-auto --max 2 --source "$right" --source "$left"
jq -e '.Device.Serial == "SIM-5-right"' "$study"/sub-S017/ses-01/*_plate-right_force.json >/dev/null || wrong 'swapped'
finish
