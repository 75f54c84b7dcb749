# Two plates, in either port: a serial number means the same plate.
. tests/usb/guest/lib.sh
"$hinge" simulate -o "$work/set.w64" --seed 5 --seconds 20 -q || wrong 'simulate'
start_daemon --study "$study" --source usb:LEFT1 --source usb:RIGHT1
expect_side() { # SERIAL, how many of the set's channels come before its own
	record "usb:$1" --no-auto --max 1
	expect_frames 1000
	expect_whole "$work/set.w64" "$2"
}
for right in 2 1; do
	lifter seed=5,seconds=20
	plug_plate $((3 - right)) LEFT1 channels=4
	plug_plate $right RIGHT1 channels=4 right=1
	expect_side LEFT1 0
	expect_side RIGHT1 4
done
echo 'LEFT1 and RIGHT1 recorded in ports 1 and 2, then in 2 and 1, each its own cells'
finish
