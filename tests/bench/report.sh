#!/bin/sh
# report.sh BUILD FOLDER: memory and CPU of a report of one trial and of a person over 50 sessions.
# The study is made once and kept.
set -eu
hinge=$1/hinge peak=$1/tests/bench/bench_peak study=$2/sessions
if ! [ -d "$study/derivatives" ]; then
	for i in $(seq 1 50); do
		folder=$(printf '%s/sub-S050/ses-%02d' "$study" "$i")
		name=$folder/$(printf 'sub-S050_ses-%02d_task-deadlift_run-01_force' "$i")
		mkdir -p "$folder"
		"$hinge" simulate -q --seed "$i" --seconds 60 --reps 8 --load 120 --style dead_stop -o "$name.w64" >/dev/null
		rm -f "${name}_truth.json"
		date=$(date -u -d "2026-01-01 + $i weeks" +%Y-%m-%dT10:00:00Z)
		jq --arg s "$(printf %02d "$i")" --arg t "$date" '.Subject = "S050" | .Session = $s | .StartTime = $t' \
			"$name.json" >"$study/sidecar"
		mv "$study/sidecar" "$name.json"
	done
	"$hinge" batch -q "$study" -o "$study/derivatives/hinge"
fi
trial=$study/derivatives/hinge/sub-S050/ses-50/sub-S050_ses-50_task-deadlift_run-01_force.h5
cp "$trial" "$2/report.h5" # apart from its study
echo 'reports (at most 300 ms of CPU for a trial, 2000 ms for 50 sessions)'
for kind in html pdf; do
	"$peak" "trial, $kind" "$hinge" report -q -o "$2/trial.$kind" "$2/report.h5"
	"$peak" "50 sessions, $kind" "$hinge" report -q --study "$study" --subject S050 -o "$2/person.$kind"
done
