# The daemon stands still for 300 ms at 10 kHz: what is under way on the bus is enough.
. tests/usb/guest/lib.sh
plug_plate 1 HP0001
start_daemon --study "$study" --source usb:HP0001
start_recording usb:HP0001,rate=10000,ramp=1 --no-auto --max 3
until_true has_durable 10000 || wrong 'nothing is recorded'
hold_daemon 0.3
end_of_recording
expect_frames 30000
expect_whole
echo "$(card .frames) frames, $(card .gap_frames) lost after 0.3 s without the daemon"
unplug 1
finish
