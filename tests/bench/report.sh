#!/bin/sh
# report.sh BUILD FOLDER: memory and CPU of a report of one trial and of a person over 50 sessions; then
# of the pages that hinge serve makes of them, each in a process of its own.
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

# Server and page's process work one after the other, so the time to the last byte is more than the CPU
# of both; the shortest of ten is least disturbed.
command -v curl >/dev/null || { echo '  no curl: served pages are not timed'; exit 0; }
"$hinge" serve --study "$study" --state "$2/state" --listen 127.0.0.1:0 >"$2/url" &
server=$!
trap 'kill $server' EXIT
until [ -s "$2/url" ]; do
	kill -0 $server
	sleep 0.1
done
url=$(sed 's|/$||' "$2/url")
link() { curl -sf "$url$1" | grep -o "$2/[0-9a-f]\{32\}" | sed -n "$3p"; } # PATH KIND WHICH
subject=$(link / /subject 1)
trial=$(link "$subject" /trial 1)
other=$(link "$subject" /trial '$')
timed() { # LABEL FOLDER PATH
	for round in 1 2 3 4 5 6 7 8 9 10; do
		curl -sf -o "$2/page" -w '%{time_total} %{size_download}\n' "$url$3"
	done | sort -n | awk -v label="$1" 'NR == 1 {printf "  %-24s at most %6.1f ms of CPU, %6.1f kB\n", label, 1e3 * $1, $2 / 1000}'
}
echo 'pages of hinge serve (of 50 sessions the person and the library)'
timed 'report of a trial' "$2" "$trial"
timed 'the same as PDF' "$2" "$trial/pdf"
timed 'rep by rep' "$2" "$trial/reps"
timed 'two side by side' "$2" "/compare?a=${trial#/trial/}&b=${other#/trial/}"
timed 'person' "$2" "$subject"
timed 'library' "$2" /
