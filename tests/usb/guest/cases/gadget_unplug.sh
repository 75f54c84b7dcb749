# On a controller that ends transfers by an error, not by "no device", an unplug is one all the same.
. tests/usb/guest/lib.sh
need_gadgets
start_gadget --serial GADGET1 --sim seed=5,seconds=20
until_true serial_is_there GADGET1 || wrong 'it does not appear'
"$hinge" simulate -o "$work/set.w64" --seed 5 --seconds 20 -q || wrong 'simulate'
cable() { echo "$1" >/sys/kernel/config/usb_gadget/hinge-GADGET1/UDC; }
start_daemon --study "$study" --source usb:GADGET1
start_recording usb:GADGET1 --no-auto --max 6
until_true has_durable 1500 || wrong 'nothing is recorded'
cable ''
until_true trouble_is unplugged || wrong 'the status says nothing'
cable dummy_udc.0
end_of_recording
expect_frames 6000
expect_counts "$work/set.w64"
[ "$(gaps '[.[].Cause | select(. == "unplugged")] | length')" = 1 ] || wrong "gaps $(gaps .)"
places_agree $((20 + $(gaps '[.[].FramesUncertainty] | add')))
echo "a gap of $(gaps '.[] | select(.Cause == "unplugged").Frames') frames, $(places_differ) off (stated: $(gaps '[.[].FramesUncertainty] | add'))"
stop_daemon
stop_gadget
finish
