# Blocks that lie become gaps with their causes, in one recording: each as long as what is missing,
# nothing wrong in between.
. tests/usb/guest/lib.sh
set='--seed 5 --seconds 120'
lifter seed=5,seconds=120
"$hinge" simulate -o "$work/set.w64" $set -q || wrong 'simulate'
plug_plate 1 HP0001
start_daemon --study "$study" --source usb:HP0001
said_gaps() { gaps '[.[] | "\(.Frames) \(.Cause)"] | join(", ")'; }

# those that the session survives: to the frame
for fault in bad-crc:2@500 bad-magic:1@700 drop:3@900 repeat:2@1100 overflow:50@1300 \
	short-block:100@1500 channels:1@1700; do
	fault 1 $fault
done
record usb:HP0001 --no-auto --max 2.5
expect_frames 2500
expect_counts "$work/set.w64"
places_agree 0
expect_causes bad-crc bad-block lost-block device-fifo short-block bad-block &&
	[ "$(said_gaps)" != '40 bad-crc, 20 bad-block, 60 lost-block, 50 device-fifo, 20 short-block, 20 bad-block' ] &&
	wrong "gaps: $(said_gaps)"

# those after which the plate is started anew, its frames counted from 0 each time: by the clock. One
# after the other: before a slow computer has seen one the plate may be past the next.
plate 1 HP0001
plug_plate 1 HP0001
start_recording usb:HP0001 --no-auto
told=0
for fault in sequence:5 index:100 index:-100 stall babble; do
	fault 1 $fault@300
	told=$((told + 1))
	until_true has_gaps $told || wrong "$fault is not told"
	until_true has_durable $(($(status_of .recording.frames) + 300)) || wrong "$fault ends it"
done
# 1: frames are lost
expect 1 '' "$hinge" record --stop
end_of_recording
expect_counts "$work/set.w64"
places_agree "$(gaps '[.[].FramesUncertainty] | add')"
expect_causes bad-sequence bad-index bad-index usb-stall babble
echo "11 of 12 faults are gaps, repeated blocks are none; by the clock: $(said_gaps), $(places_differ) off"
finish
