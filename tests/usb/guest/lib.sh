# Sourced by the cases: the helpers of tests/support/daemon.sh, and what a case may ask of the
# emulator on the host (tests/usb/redir/bench.h). The last line that a case prints is shown beside
# its name.
. tests/support/daemon.sh

emulator() {
	echo "$*" >&5
	read -r -t 5 said <&5
	[ "$said" = ok ] || wrong "emulator: $*: ${said:-no answer}"
}
plate() { emulator plate "$@"; }
plug() { emulator plug "$@"; }
unplug() { emulator unplug "$@"; }

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
