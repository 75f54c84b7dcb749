# hinge-gadget, the reference plate, on dummy_hcd's bus at 1 and 32 kHz: what an
# overloaded computer loses is declared. It leaves nothing behind.
. tests/usb/guest/lib.sh
need_gadgets
start_gadget --serial GADGET1
until_true serial_is_there GADGET1 || wrong 'it does not appear'
start_daemon --study "$study" --source usb:GADGET1
for rate in 1000 32000; do
	record "usb:GADGET1,rate=$rate,ramp=1" --no-auto --max 3
	expect_frames $((rate * 3))
	expect_counts
	expect_losses_declared
	seen="$seen$rate Hz $(card .frames) frames, $(card .gap_frames) lost; "
done
stop_daemon
stop_gadget
until_true serial_is_gone GADGET1 || wrong 'it stays on the bus'
[ -z "$(ls /sys/kernel/config/usb_gadget)" ] || wrong "left: $(ls /sys/kernel/config/usb_gadget)"
echo "${seen}0 wrong"
finish
