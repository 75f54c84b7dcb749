# hinge-gadget is a plate on dummy_hcd's bus, and leaves nothing behind.
. tests/usb/guest/lib.sh
need_gadgets
start_gadget --serial GADGET1
until_true serial_is_there GADGET1 || wrong 'it does not appear'
stop_gadget
serial_is_gone GADGET1 || wrong 'it stays on the bus'
[ -z "$(ls /sys/kernel/config/usb_gadget)" ] || wrong "left: $(ls /sys/kernel/config/usb_gadget)"
echo 'on the bus, and gone without a trace'
finish
