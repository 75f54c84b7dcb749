# `hinge devices` names the plates on the bus, and those that are plugged in later.
. tests/usb/guest/lib.sh
start_daemon --study "$study"
expect 4 'no device is connected' "$hinge" devices
plate 1 HP0001
plate 2 HP0002 channels=4
plug 1
plug 2
until_true serial_is_there HP0001 || wrong 'HP0001 does not appear'
until_true serial_is_there HP0002 || wrong 'HP0002 does not appear'
expect 0 'usb:HP0001' "$hinge" devices
expect 0 'usb:HP0002' "$hinge" devices
unplug 1
until_true serial_is_gone HP0001 || wrong 'HP0001 stays'
expect 0 'usb:HP0002' "$hinge" devices
case $said in *HP0001*) wrong "HP0001 is still listed: $said" ;; esac
echo "$said"
unplug 2
finish
