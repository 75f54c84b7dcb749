#!/bin/sh
# The main job from end to end, on the simulated plate: record through the daemon's socket,
# finalise, analyse, write results, compare them with what the simulator planted, and report.
# Usage: demo.sh FOLDER-OF-PROGRAMS FOLDER-FOR-THE-FILES
set -eu
bin=$(cd "$1" && pwd)
mkdir -p "$2"
out=$(cd "$2" && pwd)
HINGE_SOCKET=$(mktemp -d)/control.sock
export HINGE_SOCKET
study=$out/study
rm -rf "$study" "$out/daemon.log"

"$bin/hinged" --foreground --study "$study" >"$out/daemon.log" 2>&1 &
daemon=$!
trap 'kill "$daemon" 2>/dev/null || true; wait "$daemon" 2>/dev/null || true; rm -rf "$(dirname "$HINGE_SOCKET")"' EXIT
for try in 1 2 3 4 5 6 7 8 9 10; do
	"$bin/hinge" status >/dev/null 2>&1 && break
	sleep 0.1
done

echo 'Recording eight deadlifts on the simulated plate: 8 % right, drifting by -0.6 points a rep.'
"$bin/hinge" record --subject DEMO --session 01 --task deadlift --load 120 \
	--source 'sim:seed=1,reps=8,ai=8,trend=-0.6,rep_sd=0.5,load=120,mass=80,style=dead_stop,tier=lab,fail=0,drop=0'

recording=$(find "$study" -name '*_force.w64')
truth=$(find "$study" -name '*_truth.json')
results=${recording%.w64}.h5
results=$study/derivatives/hinge/${results#"$study"/}
mkdir -p "$(dirname "$results")"
report=$("$bin/hinge" analyze --json -o "$results" "$recording")

echo
echo 'Asymmetry of each lift, percent of the total, + = right:'
echo '  rep   planted     found   difference'
worst=$(
	printf '%s\n' "$report" | jq -r --slurpfile truth "$truth" '
		[.reps[] | .asymmetry_lift_pct] as $found
		| [$truth[0].Reps[] | .AsymmetryLiftPct] as $planted
		| range($planted | length) as $i
		| [$i + 1, $planted[$i], $found[$i] // "missing"] | @tsv' |
		awk '{d = $3 - $2; if ($3 == "missing") d = 99; if (d < 0) a = -d; else a = d
		      if (a > w) w = a
		      printf "  %3d  %+8.2f  %+8.2f     %+8.2f\n", $1, $2, $3, d > "/dev/stderr"}
		     END {print w}'
)
printf '%s\n' "$report" | jq -r --slurpfile truth "$truth" '
	def round2: . * 100 | round / 100;
	([$truth[0].Reps[].AsymmetryLiftPct] | add / length | round2) as $planted
	| "  set   \($planted)     \(.asymmetry.value | round2)   95 % interval \(.asymmetry.ci[0] | round2) to \(.asymmetry.ci[1] | round2)",
	"  drift over the set, asked for: \($truth[0].Options.trend * (.reps | length - 1) | round2), found: \(.findings[] | select(.id == "C13") | .value | round2)",
	"", "Findings:", (.findings[] | "  \(.id) \(.outcome): \(.text)")'
echo
"$bin/hinge" report -q -o "${results%.h5}.html" "$results"
"$bin/hinge" report -q -o "${results%.h5}.pdf" "$results"
echo 'Files:'
printf '  %s\n' "recording    $recording" "truth        $truth" "results      $results" \
	"report       ${results%.h5}.html" "paper        ${results%.h5}.pdf"
echo 'Open the report in a browser, or the viewer with every session of the study:'
printf '  %s\n' "$bin/hinge serve --study $study"
awk -v w="$worst" 'BEGIN {
	if (w > 0.3) {printf "demo: the largest difference, %.2f points, is above 0.3\n", w; exit 1}
	printf "The largest difference is %.2f points (0.3 are allowed).\n", w}'
