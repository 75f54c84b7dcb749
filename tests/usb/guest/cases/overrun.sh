# The daemon stands still for longer than transfers and the plate's FIFO last: what is lost is
# declared, to the frame.
. tests/usb/guest/lib.sh
plug_plate 1 HP0001
start_daemon --study "$study" --source usb:HP0001
start_recording usb:HP0001,rate=32000,ramp=1 --no-auto --max 6
until_true has_durable 32000 || wrong 'nothing is recorded'
hold_daemon 2.5
end_of_recording
expect_frames 192000
[ "$(card .gap_frames)" -gt 0 ] || wrong 'nothing was lost?'
[ "$(gaps '[.[].Cause] | unique | join(" ")')" = device-fifo ] || wrong "gaps $(gaps .)"
expect_counts
places_agree 0
echo "$(card .frames) frames, $(card .gap_frames) lost in $(card .gaps) declared gaps (device-fifo)"
unplug 1
finish
