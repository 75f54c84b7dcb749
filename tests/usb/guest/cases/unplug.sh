# Unplugged and plugged in again while a deadlift is lowered: one recording, one gap of the right
# length, and the analysis refuses only the phases that it touches.
. tests/usb/guest/lib.sh
set='--seed 5 --reps 3 --ai 6 --style dead_stop'
lifter seed=5,reps=3,ai=6,style=dead_stop
plug_plate 1 HP0001
start_daemon --study "$study" --source usb:HP0001
# the second rep is held from 18.6 to 19.5 s and down at 20.7 s; the third begins at 22.5 s
fault 1 unplug@19300
replug 1 800
start_recording usb:HP0001 --load 64.5 --no-auto --max 31
"$hinge" status --follow --json >"$work/status" &
follower=$!
end_of_recording
kill $follower
jq -es 'any(.trouble == "unplugged")' "$work/status" >/dev/null || wrong 'the status never says unplugged'
[ $ended -eq 1 ] || wrong "exit $ended of a recording with a gap"
expect_frames 31000
"$hinge" simulate -o "$work/set.w64" $set -q || wrong 'simulate'
expect_counts "$work/set.w64"
# within a block, or what the recording itself says of it
places_agree $((20 + $(gaps '[.[].FramesUncertainty] | add')))
expect_causes unplugged || finish

"$hinge" analyze --json "$(card .w64)" >"$work/result" 2>"$work/err" || wrong "analyze: $(cat "$work/err")"
rep() { jq -r ".reps[$1 - 1]$2" "$work/result"; }
# where the computer is so slow that the gap reaches the third rep, that is refused too
third=$(gaps '.[0] | .Frame + .Frames < 22000')
[ "$(jq -c '[.reps[].valid]' "$work/result")" = "[true,false,$third]" ] ||
	wrong "valid: $(jq -c '[.reps[].valid]' "$work/result"), gap $(gaps .)"
[ "$(rep 2 '.flags | join(" ")')" = gap ] || wrong "flags of rep 2: $(rep 2 .flags)"
[ "$(rep 2 .touchdown_s)" = null ] || wrong "rep 2 touches down at $(rep 2 .touchdown_s) s, in the gap"
[ "$(rep 2 '.asymmetry_lift_pct | . > 4.5 and . < 6')" = true ] ||
	wrong "rep 2 was lifted at $(rep 2 .asymmetry_lift_pct) %, simulated at 5.2 %"
echo "a gap of $(gaps '.[0].Frames') frames, $(places_differ) off (stated: $(gaps '.[0].FramesUncertainty')); lift of rep 2 kept ($(rep 2 .asymmetry_lift_pct) %), its lowering refused"
finish
