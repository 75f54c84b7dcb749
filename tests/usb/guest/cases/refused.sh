# A plate that answers START by STALL: the recording is refused with a reason, the daemon lives and
# records once it is taken.
. tests/usb/guest/lib.sh
plug_plate 1 HP0001
start_daemon --study "$study" --source usb:HP0001,ramp=1
fault 1 refuse:1@0x10
"$hinge" record --subject S001 --no-auto --max 1 >"$work/out" 2>&1
echo "exit $?: $(cat "$work/out")"
answers || wrong 'the daemon has gone'
record usb:HP0001,ramp=1 --no-auto --max 1
expect_frames 1000
expect_counts
unplug 1
finish
