# Sourced by the cases: the helpers of tests/support/daemon.sh, and what a case may ask of the
# emulator on the host (tests/usb/redir/bench.h). The last line that a case prints is shown beside
# its name.
. tests/support/daemon.sh

emulator() {
	echo "$*" >&5
	said=$(timeout 5 head -n 1 <&5)
	[ "$said" = ok ] || wrong "emulator: $*: ${said:-no answer}"
}
plate() { emulator plate "$@"; }
plug() { emulator plug "$@"; }
unplug() { emulator unplug "$@"; }
lifter() { emulator lifter "$@"; }
fault() { emulator fault "$@"; }

serial_is_there() { grep -qx "$1" /sys/bus/usb/devices/*/serial 2>/dev/null; }
serial_is_gone() { ! serial_is_there "$1"; }

# --- a plate of the guest's own: hinge-gadget on dummy_hcd's bus ---
need_gadgets() {
	modprobe dummy_hcd
	modprobe usb_f_fs
	mountpoint -q /sys/kernel/config || mount -t configfs configfs /sys/kernel/config
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
# record SOURCE OPTION...: its card in $work/card
record() {
	source=$1
	shift
	"$hinge" record --subject S001 --source "$source" --json "$@" >"$work/card" 2>"$work/err" ||
		[ $? -eq 1 ] || wrong "record $source exits $?: $(cat "$work/err")"
}
card() { jq -r "$1" "$work/card"; }
# counts_are_right [REFERENCE]: every sample of the recording outside its declared gaps is what the
# plate sent (tests/usb/check_counts.c); its lines in $work/stretches
counts_are_right() {
	"$bin/check_counts" "$(card .w64)" "$@" >"$work/stretches" 2>&1 ||
		wrong "$(card .w64): $(tail -n 5 "$work/stretches")"
}
# lost_at_most FRAMES LOST: the recording is so long, and so much of it is declared lost
lost_at_most() {
	[ "$(card .frames)" = "$1" ] || wrong "$(card .frames) frames, not $1"
	[ "$(card .gap_frames)" -le "$2" ] || wrong "$(card .gap_frames) frames are lost: $(card '.gaps')"
}
