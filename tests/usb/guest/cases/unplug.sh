# Unplugged and plugged in again while a deadlift is lowered: one recording, one gap of the right
# length, and the analysis refuses only the phase that it touches.
. tests/usb/guest/lib.sh
set='seed=5,reps=3,ai=6,style=dead_stop'
lifter "$set"
plug_plate 1 HP0001
start_daemon --study "$study" --source usb:HP0001
start_recording usb:HP0001 --load 64.5 --no-auto --max 31
# its second rep is at lockout from 18.6 to 19.5 s, down at 20.7 s, up again at 22.5 s
sleep 18
until_true has_durable 18900 || wrong 'nothing is recorded'
unplug 1
until_true trouble_is unplugged || wrong 'the status says nothing'
sleep 0.2
plug 1
end_of_recording
expect_frames 31000
[ "$(gaps 'length, .[0].Cause')" = "1
unplugged" ] || wrong "gaps $(gaps .)"
"$hinge" simulate -o "$work/set.w64" --seed 5 --reps 3 --ai 6 --style dead_stop -q || wrong 'simulate'
expect_counts "$work/set.w64"
# within a block, or what the recording itself says of it
places_agree $((20 + $(gaps '.[0].FramesUncertainty')))
"$hinge" analyze --json "$(card .w64)" >"$work/result" 2>"$work/err" || wrong "analyze: $(cat "$work/err")"
rep() { jq -r ".reps[$1 - 1]$2" "$work/result"; }
[ "$(jq '.reps | length' "$work/result")" = 3 ] || wrong "$(jq -c .reps "$work/result")"
[ "$(rep 1 .valid) $(rep 2 .valid) $(rep 3 .valid)" = 'true false true' ] ||
	wrong "valid: $(jq -c '[.reps[].valid]' "$work/result")"
[ "$(rep 2 '.flags | join(" ")')" = gap ] || wrong "flags of rep 2: $(rep 2 .flags)"
[ "$(rep 2 .touchdown_s)" = null ] || wrong "rep 2 touches down at $(rep 2 .touchdown_s) s, in the gap"
[ "$(rep 2 '.asymmetry_lift_pct | . > 4.5 and . < 6')" = true ] ||
	wrong "rep 2 was lifted at $(rep 2 .asymmetry_lift_pct) %, simulated at 5.2 %"
echo "a gap of $(gaps '.[0].Frames') frames, $(places_differ) off (stated: $(gaps '.[0].FramesUncertainty')); lift of rep 2 kept ($(rep 2 .asymmetry_lift_pct) %), its lowering refused"
unplug 1
finish
