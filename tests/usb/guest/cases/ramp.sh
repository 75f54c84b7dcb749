# The test ramp at 1, 10 and 32 kHz, recorded by the daemon: nothing lost, nothing wrong.
. tests/usb/guest/lib.sh
plate 1 HP0001
plug 1
until_true serial_is_there HP0001 || wrong 'no plate'
start_daemon --study "$study" --source usb:HP0001
"$hinge" devices || wrong "devices exits $?"
for rate in 1000 10000 32000; do
	record "usb:HP0001,rate=$rate,ramp=1" --no-auto --max 3
	lost_at_most $((rate * 3)) 0
	counts_are_right
	seen="$seen$rate Hz $(card .frames) frames, $(card .gap_frames) lost; "
done
unplug 1
echo "${seen}0 wrong"
finish
