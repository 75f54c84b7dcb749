# The daemon stands still for longer than the transfers and the plate's FIFO last: what is lost is
# declared, to the frame; after a longer one, where the plate is started anew, within what is stated.
. tests/usb/guest/lib.sh
set='--seed 5 --rate 32000 --seconds 9'
lifter seed=5,rate=32000,seconds=9
"$hinge" simulate -o "$work/set.w64" $set -q || wrong 'simulate'
plug_plate 1 HP0001
start_daemon --study "$study" --source usb:HP0001

start_recording usb:HP0001,rate=32000 --no-auto --max 7
until_true has_durable 16000 || wrong 'nothing is recorded'
hold_daemon 1.4
until_true has_durable 96000 || wrong 'nothing more is recorded'
hold_daemon 2.5
end_of_recording
expect_frames 224000
[ "$(gaps '.[0].Cause')" = device-fifo ] || wrong "gaps $(gaps .)"
[ "$(gaps '.[0].FramesUncertainty')" = 0 ] || wrong "gaps $(gaps .)"
expect_counts "$work/set.w64"
places_agree "$(gaps '[.[].FramesUncertainty] | add')"
echo "$(card .frames) frames, declared lost: $(gaps '[.[] | "\(.Frames) \(.Cause)"] | join(", ")'); $(places_differ) off"
unplug 1
finish
