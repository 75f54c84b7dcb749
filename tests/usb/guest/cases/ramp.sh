# The test ramp at 1, 10 and 32 kHz, recorded by the daemon: nothing lost, nothing wrong.
. tests/usb/guest/lib.sh
plug_plate 1 HP0001
start_daemon --study "$study" --source usb:HP0001
for rate in 1000 10000 32000; do
	record "usb:HP0001,rate=$rate,ramp=1" --no-auto --max 3
	expect_frames $((rate * 3))
	expect_whole
	seen="$seen$rate Hz $(card .frames) frames, $(card .gap_frames) lost; "
done
unplug 1
echo "${seen}0 wrong"
finish
