# A plate appears with what it says of itself, goes, and comes back.
. tests/usb/guest/lib.sh
plate 1 HP0001
plug 1
until_true serial_is_there HP0001 || wrong 'it does not appear'
device=$(grep -lx HP0001 /sys/bus/usb/devices/*/serial)
device=${device%/serial}
[ "$(cat "$device/speed")" = 480 ] || wrong "speed $(cat "$device/speed")"
[ "$(cat "$device"/*:1.0/bInterfaceClass)" = ff ] || wrong 'class'
[ "$(cat "$device"/*:1.0/bInterfaceSubClass)" = 48 ] || wrong 'subclass'
unplug 1
until_true serial_is_gone HP0001 || wrong 'it stays'
plug 1
until_true serial_is_there HP0001 || wrong 'it does not come back'
unplug 1
echo 'high speed, class ff/48, unplugged and replugged'
finish
