# The protocol over a serial port: hinge-gadget on one end of cdc_acm, hinged on the other, at 1
# and 10 kHz; what an overloaded computer loses is declared. A replug is a gap.
. tests/usb/guest/lib.sh
need_gadgets
modprobe usb_f_acm
modprobe cdc_acm
gadget_folder=/sys/kernel/config/usb_gadget/acm
mkdir -p $gadget_folder/configs/c.1 $gadget_folder/functions/acm.0 $gadget_folder/strings/0x409
cd $gadget_folder || exit 1
echo 0x1209 >idVendor
echo 0x0001 >idProduct
echo ACM1 >strings/0x409/serialnumber
ln -s functions/acm.0 configs/c.1
cd /hinge || exit 1
cable() { echo "$1" >$gadget_folder/UDC; }
start_gadget --serial TTY1 --tty /dev/ttyGS0
cable dummy_udc.0
until_true test -c /dev/ttyACM0 || wrong 'no /dev/ttyACM0'
start_daemon --study "$study" --source serial:/dev/ttyACM0
for rate in 1000 10000; do
	record "serial:/dev/ttyACM0,rate=$rate,ramp=1" --no-auto --max 3
	expect_frames $((rate * 3))
	expect_counts
	expect_losses_declared
	seen="$seen$rate Hz $(card .frames) frames, $(card .gap_frames) lost; "
done

start_recording serial:/dev/ttyACM0,ramp=1 --no-auto --max 15
until_true has_durable 300 || wrong 'nothing is recorded'
cable ''
until_true trouble_is unplugged || wrong 'the status says nothing'
cable dummy_udc.0
end_of_recording
expect_frames 15000
expect_counts
[ "$(gaps '[.[].Cause | select(. == "unplugged")] | length')" = 1 ] || wrong "gaps $(gaps .)"
echo "${seen}0 wrong; unplugged: a gap of $(gaps '.[] | select(.Cause == "unplugged").Frames') frames"
stop_daemon
stop_gadget
cable ''
rm $gadget_folder/configs/c.1/acm.0
rmdir $gadget_folder/configs/c.1 $gadget_folder/functions/acm.0 $gadget_folder/strings/0x409 $gadget_folder
finish
