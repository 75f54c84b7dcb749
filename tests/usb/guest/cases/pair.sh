# Two plates as two devices, swapped ports, one clock 70 ppm fast: one set, two recordings, brought onto
# one clock when read; skew, drift and asymmetry as they are.
. tests/usb/guest/lib.sh
"$hinge" simulate -o "$work/set.w64" --seed 5 --reps 1 --ai 6 --style dead_stop -q || wrong 'simulate'
lifter seed=5,reps=1,ai=6,style=dead_stop
plug_plate 1 RIGHT1 channels=4 right=1 ppm=70 sync=1
plug_plate 2 LEFT1 channels=4 sync=1
start_daemon --study "$study" --source usb:LEFT1 --source usb:RIGHT1
record usb:LEFT1 --source usb:RIGHT1 --no-auto --load 64.5 --max 16
# they begin and end together, but for a fifth of a second
jq -e '.gap_frames == 0 and .frames > 15800 and .right.frames > 15800' "$work/card" >/dev/null ||
	lose "$(card .gap_frames), $(card .frames) and $(card .right.frames) frames of 16000"
expect_counts "$work/set.w64" 0
left_at=$(awk 'NF == 3 {print $3}' "$work/stretches")
"$bin/check_counts" "$(card .right.w64)" "$work/set.w64" 4 >"$work/stretches" || wrong "$(cat "$work/stretches")"
right_at=$(awk 'NF == 3 {print $3}' "$work/stretches")
[ -z "$lost" ] || finish

"$hinge" dump --json "$(card .w64)" >"$work/dump" || wrong 'dump'
pair() { jq -r ".pair | $1" "$work/dump"; }
# the emulator puts a plate's first frame on the next millisecond of the set
jq -e --argjson skew $((right_at - left_at)) '.pair | (.skew_s * 1000 - $skew | fabs) < 1 + 1000 * .uncertainty_s
	and (.drift_ppm - 70 | fabs) < 60' "$work/dump" >/dev/null ||
	wrong "skew is $((right_at - left_at)) ms, drift 70 ppm, not $(pair tostring)"
"$hinge" analyze --json "$(card .w64)" >"$work/both" || wrong 'analyze'
"$hinge" analyze --json "$work/set.w64" >"$work/single" || wrong 'analyze the set'
jq -es '(.[0].reps | length) == 1 and (.[0].reps[0].asymmetry_lift_pct - .[1].reps[0].asymmetry_lift_pct | fabs) < 0.1' \
	"$work/both" "$work/single" >/dev/null ||
	wrong "asymmetry $(jq -c '[.reps[].asymmetry_lift_pct]' "$work/both" "$work/single")"
echo "skew $((right_at - left_at)) ms, found $(pair '.skew_s * 1000 | . * 100 | round / 100') ms; drift 70, found $(pair '.drift_ppm | round') ppm ($(pair .method)); asymmetry $(jq .reps[0].asymmetry_lift_pct "$work/both") %, of one device $(jq .reps[0].asymmetry_lift_pct "$work/single") %"
finish
