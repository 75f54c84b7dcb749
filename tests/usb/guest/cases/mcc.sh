# A USB-1608FS-Plus: its counter at 1, 10 and 32 kHz through the daemon (its memory holds 0.13 s at 32:
# what a slow guest loses then is declared); the memory overflows while the daemon stands still;
# unplugged and plugged in again.
. tests/usb/guest/lib.sh
emulator box 1 01C0FFEE
plug 1
until_true serial_is_there 01C0FFEE || wrong 'the box does not appear'
start_daemon --study "$study" --source mcc:01C0FFEE
expect 0 'mcc:01C0FFEE' "$hinge" devices
for rate in 1000 10000 32000; do
	record "mcc:01C0FFEE,rate=$rate,ramp=1" --no-auto --max 3
	expect_frames $((rate * 3))
	if [ $rate -gt 10000 ]; then expect_counts mcc; else expect_whole mcc; fi
	seen="$seen$rate Hz $(card .frames) frames, $(card .gap_frames) lost; "
done
# what its memory says of each input is in the calibration: 33000 is (33000 * 1.01 - 3 - 32768) / 32768 of 5 V
record mcc:01C0FFEE,range=5,newton_per_volt=100 --no-auto --max 1
force=$(jq '.Plates[0].Cells[0] | (33000 - 32768 - .Zero) * .NewtonPerUnit' "$(card .sidecar)")
awk "BEGIN {off = $force - 100 * 5 * (33000 * 1.01 - 3 - 32768) / 32768; exit !(off < 1e-3 && off > -1e-3)}" ||
	wrong "33000 is $force N"

start_recording mcc:01C0FFEE,rate=10000,ramp=1 --no-auto --max 14
until_true has_durable 5000 || wrong 'nothing is recorded'
hold_daemon 3
until_true has_durable 36000 || wrong 'nothing more is recorded'
unplug 1
until_true trouble_is unplugged || wrong "trouble $(status_of .trouble)"
plug 1
end_of_recording
expect_frames 140000
expect_counts mcc
expect_causes device-fifo unplugged
echo "${seen}gaps $(gaps '[.[] | "\(.Frames) \(.Cause) +-\(.FramesUncertainty)"] | join(", ")')"
unplug 1
finish
