ls /sys/bus/usb/devices
lsmod
cat /proc/uptime
cat /sys/devices/system/clocksource/clocksource0/available_clocksource /sys/devices/system/clocksource/clocksource0/current_clocksource
dmesg | grep -iE 'tsc|clocks'
free -m
exit 1
