# The rule that is installed with the service, read by a real udevd: plates and boxes belong to the
# group that may record, serial plates are kept from ModemManager, other devices stay as they are.
. tests/usb/guest/lib.sh
ln -sf /lib/systemd/systemd-udevd "$work/udevadm"
property() { "$work/udevadm" info --query=property --name="$1" | sed -n "s/^$2=//p"; }
# the node of the device with that serial number
node_of() {
	grep -lx "$1" /sys/bus/usb/devices/*/serial | while read -r file; do
		printf '/dev/bus/usb/%03d/%03d' "$(cat "${file%serial}busnum")" "$(cat "${file%serial}devnum")"
	done
}
owner_is() { [ "$(stat -c '%u %g %a' "$1" 2>/dev/null)" = "$2" ]; }
tagged() { property "$1" TAGS | grep -q ':uaccess:'; }

plug_plate 1 HP0001
node=$(node_of HP0001)
until_true owner_is "$node" '0 901 660' || wrong "plate: $(stat -c '%u %g %a' "$node")"
until_true tagged "$node" || wrong "plate: tags $(property "$node" TAGS)"
[ "$(property "$node" ID_USB_INTERFACES)" = ':ff4801:' ] || wrong "plate: $(property "$node" ID_USB_INTERFACES)"
[ -z "$(property "$node" ID_MM_DEVICE_IGNORE)" ] || wrong 'a plate on the bus is no modem at all'
emulator box 2 01C0FFEE
plug 2
until_true serial_is_there 01C0FFEE || wrong 'the box does not appear'
box=$(node_of 01C0FFEE)
until_true owner_is "$box" '0 901 660' || wrong "box: $(stat -c '%u %g %a' "$box")"

# a port by its product's name, and one that is somebody else's
need_gadgets
modprobe usb_f_acm
modprobe cdc_acm
gadget_folder=/sys/kernel/config/usb_gadget/rule
mkdir -p $gadget_folder/configs/c.1 $gadget_folder/functions/acm.0 $gadget_folder/strings/0x409
cd $gadget_folder || exit 1
echo 0x1209 >idVendor
echo 0x0001 >idProduct
echo RULE1 >strings/0x409/serialnumber
ln -s functions/acm.0 configs/c.1
cd /hinge || exit 1
port() { # PRODUCT
	echo '' 2>/dev/null >$gadget_folder/UDC # nothing yet, the first time
	until_true serial_is_gone RULE1 || wrong 'the port stays'
	echo "$1" >$gadget_folder/strings/0x409/product
	echo dummy_udc.0 >$gadget_folder/UDC
	until_true test -c /dev/ttyACM0 || wrong 'no /dev/ttyACM0'
	"$work/udevadm" settle --timeout=60 || wrong 'udevd does not settle'
}
port 'HPP/1 plate'
until_true owner_is /dev/ttyACM0 '0 901 660' || wrong "port: $(stat -c '%u %g %a' /dev/ttyACM0)"
until_true tagged /dev/ttyACM0 || wrong "port: tags $(property /dev/ttyACM0 TAGS)"
[ "$(property "$(node_of RULE1)" ID_MM_DEVICE_IGNORE)" = 1 ] || wrong 'the serial plate is left to ModemManager'
port 'a modem'
owner_is /dev/ttyACM0 '0 901 660' && wrong 'the modem is ours'
tagged /dev/ttyACM0 && wrong 'the modem is tagged'
[ -z "$(property "$(node_of RULE1)" ID_MM_DEVICE_IGNORE)" ] || wrong 'the modem is ignored'
echo "plate, box and serial plate 0:hinge-record 660 uaccess; ID_MM_DEVICE_IGNORE=1 on the serial one; a modem stays as it was"
echo '' >$gadget_folder/UDC
rm $gadget_folder/configs/c.1/acm.0
rmdir $gadget_folder/configs/c.1 $gadget_folder/functions/acm.0 $gadget_folder/strings/0x409 $gadget_folder
finish
