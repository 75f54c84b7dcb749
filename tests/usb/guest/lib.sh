# Sourced by the cases: the helpers of tests/support/daemon.sh, and what a case may ask of the
# emulator on the host (tests/usb/redir/bench.h). The last line that a case prints is shown beside
# its name.
. tests/support/daemon.sh

emulator() {
	echo "$*" >&5
	said=$(timeout 60 head -n 1 <&5)
	[ "$said" = ok ] || wrong "emulator: $*: ${said:-no answer}"
}
plate() { emulator plate "$@"; }
plug() { emulator plug "$@"; }
unplug() { emulator unplug "$@"; }
lifter() { emulator lifter "$@"; }
fault() { emulator fault "$@"; }
replug() { emulator replug "$@"; }
lifter # nobody, and no plates of the case before

# plug_plate PORT SERIAL KEY=VALUE...
plug_plate() {
	plate "$@"
	plug "$1"
	until_true serial_is_there "$2" || wrong "$2 does not appear"
}
serial_is_there() { grep -qx "$1" /sys/bus/usb/devices/*/serial 2>/dev/null; }
serial_is_gone() { ! serial_is_there "$1"; }

# --- a plate of the guest's own: hinge-gadget on dummy_hcd's bus ---
need_gadgets() {
	modprobe dummy_hcd
	modprobe usb_f_fs
	grep -q " configfs " /proc/mounts || mount -t configfs configfs /sys/kernel/config
}
gadget=''
start_gadget() {
	"$bin/hinge-gadget" "$@" >>"$work/gadget.log" 2>&1 &
	gadget=$!
}
stop_gadget() {
	kill "$gadget"
	wait "$gadget" || wrong "hinge-gadget exits $?: $(cat "$work/gadget.log")"
	gadget=''
}

# --- recordings ---
# start_recording SOURCE OPTION...
start_recording() {
	source=$1
	shift
	"$hinge" record --subject S001 --source "$source" --json "$@" >"$work/card" 2>"$work/err" &
	recorder=$!
}
# Its card in $work/card; that frames are lost (exit 1) is for the case to judge.
end_of_recording() {
	wait "$recorder"
	ended=$?
	[ $ended -le 1 ] || wrong "record $source exits $ended: $(cat "$work/err")"
}
record() {
	start_recording "$@"
	end_of_recording
}
card() { jq -r "$1" "$work/card"; }
gaps() { jq -r ".Gaps | $1" "$(card .sidecar)"; }
has_gaps() { [ "$(status_of '.recording.gaps // 0')" -ge "$1" ]; }
trouble_is() { [ "$(status_of .trouble)" = "$1" ]; }

# hold_daemon SECONDS: it stands still
hold_daemon() {
	kill -STOP "$daemon"
	sleep "$1"
	kill -CONT "$daemon"
}

# frames of the recording, those of gaps too
expect_frames() { [ "$(card .frames)" = "$1" ] || wrong "$(card .frames) frames, not $1"; }
# expect_counts [REFERENCE [FIRST CHANNEL]]: every sample outside the declared gaps is what the plate sent
# (tests/usb/check_counts.c)
expect_counts() {
	"$bin/check_counts" "$(card .w64)" "$@" >"$work/stretches" 2>&1 ||
		wrong "$(card .w64): $(tail -n 5 "$work/stretches")"
}
# Frames by which the stretches between the gaps lie elsewhere in what was sent than in the recording:
# so much the lengths of the gaps are off.
places_differ() {
	awk 'NF == 3 {if (n++ == 0) {low = high = $3} if ($3 < low) low = $3; if ($3 > high) high = $3}
		END {print high - low}' "$work/stretches"
}
# what was lost, if anything, is declared to the frame
expect_losses_declared() { places_agree 0; }

# --- what a busy computer loses ---
# Declared, it is no fault of hinge's, but the case has not shown what it says: it is run again (init).
lost=''
lose() { lost="$lost${lost:+; }$*"; }
finish() {
	settle
	[ $failed -eq 0 ] && [ -n "$lost" ] || exit $failed
	echo "lost $lost"
	exit 75
}
# so many of these causes are a busy computer's
busy() { printf '%s\n' "$@" | grep -cx 'device-fifo\|ring-overrun\|stalled'; }
# expect_causes CAUSE...: of the gaps, in their order; false = the busy computer's come on top
expect_causes() {
	got=$(gaps '[.[].Cause] | join(" ")')
	[ "$got" = "$*" ] && return
	if [ "$(busy $got)" -gt "$(busy "$@")" ]; then
		lose "$(gaps '[.[] | "\(.Frames) \(.Cause)"] | join(", ")')"
	else
		wrong "gaps $(gaps .)"
	fi
	return 1
}
# expect_whole [REFERENCE [FIRST CHANNEL]]: nothing is wrong, nothing is lost that is not declared,
# and nothing is lost
expect_whole() {
	expect_counts "$@"
	places_agree "$(gaps '[.[].FramesUncertainty] | add // 0')"
	[ "$(gaps '[.[].Frames] | add // 0')" = "$(card .gap_frames)" ] ||
		wrong "lost $(card .gap_frames), declared $(gaps .)"
	expect_causes
}
places_agree() { # frames
	[ "$(places_differ)" -le "$1" ] || wrong "gaps are $(places_differ) frames off: $(gaps .)"
}
