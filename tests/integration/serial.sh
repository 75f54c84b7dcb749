#!/bin/sh
# A plate on a serial port, from the bytes of docs/usb-protocol.md to the recording: every sample is
# what was sent, also where it was pulled and put back meanwhile.
. tests/support/daemon.sh
need jq python3
plate=''
plug() { # [GONE_AFTER GONE_FOR]
	python3 tests/support/serial_plate.py "$work/plate" "$@" &
	plate=$!
	until_true test -e "$work/plate" || wrong 'the emulated plate does not start'
}
pull() {
	kill "$plate"
	wait "$plate" 2>/dev/null
}
trap 'pull; clean_up' EXIT
start_daemon --study "$study" --source "serial:$work/plate,ramp=1"
record() { "$hinge" record --subject S020 --no-auto --json "$@" >"$work/card" 2>"$work/err"; }
card() { jq -r "$1" "$work/card"; }
all_right() {
	said=$(python3 tests/support/serial_plate.py --check "$(card .w64)" "$(card .sidecar)") ||
		wrong "samples: $said"
}

expect 0 "serial:$work/plate" "$hinge" devices
expect 4 'there is no such serial port' "$hinge" record --subject S020

plug
record --max 3 || wrong "record exits $?: $(cat "$work/err")"
[ "$(card .frames)" = 3000 ] || wrong "$(card .frames) frames in 3 s"
[ "$(card .gap_frames)" = 0 ] || wrong "lost $(card .gap_frames)"
all_right
[ "$said" = '24000 samples, 0 wrong' ] || wrong "$said"
[ "$(jq -r .Device.Source "$(card .sidecar)")" = serial ] || wrong "$(jq -c . "$(card .sidecar)")"
record --max 2 --source "serial:$work/plate,ramp=1,rate=5000" || wrong "5 kHz: $(cat "$work/err")"
[ "$(card .frames) $(card .gap_frames)" = '10000 0' ] || wrong "5 kHz: $(cat "$work/card")"
all_right
pull

plug 1.5 0.7
record --max 8
[ $? -eq 1 ] || wrong "pulled: not told by the exit status: $(cat "$work/err")"
[ "$(card .frames)" = 8000 ] || wrong "pulled: $(card .frames) frames in 8 s"
jq -e '.Gaps | length == 1 and .[0].Cause == "unplugged" and .[0].Frames >= 700
	and .[0].FramesUncertainty >= 1' "$(card .sidecar)" >/dev/null ||
	wrong "gaps $(jq -c .Gaps "$(card .sidecar)")"
all_right

# a port where nobody answers
expect 4 'nothing there answers as a plate' "$hinge" record --subject S021 \
	--source "serial:$(readlink "$work/plate"),framing=chronojump"
finish
