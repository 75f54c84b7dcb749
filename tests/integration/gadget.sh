#!/bin/sh
# The reference plate on a serial port (two ends of a pty): recorded like any plate, its line may hang up.
. tests/support/daemon.sh
need jq socat
[ -x "$bin/hinge-gadget" ] || skip 'hinge-gadget is not built: no linux/usb/functionfs.h'
line=''
clean_up_line() { [ -z "$line" ] || kill "$line"; }
socat "pty,raw,echo=0,link=$work/plate" "pty,raw,echo=0,link=$work/host" 2>"$work/socat" &
line=$!
until_true test -e "$work/host" || wrong 'no pty'
"$bin/hinge-gadget" --serial TTY1 --tty "$work/plate" 2>"$work/gadget" &
gadget=$!
start_daemon --study "$study"
"$hinge" record --subject S001 --source "serial:$work/host,ramp=1" --no-auto --max 1 --json >"$work/card" 2>"$work/err" ||
	wrong "record exits $?: $(cat "$work/err")"
jq -e '.frames == 1000 and .gap_frames == 0' "$work/card" >/dev/null || wrong "card $(cat "$work/card")"
kill "$gadget"
wait "$gadget" || wrong "hinge-gadget exits $?: $(cat "$work/gadget")"
clean_up_line

expect 2 '--serial is missing' "$bin/hinge-gadget"
expect 2 'exclude each other' "$bin/hinge-gadget" --serial A --tty x --udc y
expect 2 'letters, digits and hyphens' "$bin/hinge-gadget" --serial ../x
expect 2 '4 or 8' "$bin/hinge-gadget" --serial A --channels 5
expect 4 "$work/none" "$bin/hinge-gadget" --serial A --tty "$work/none"
expect 4 'no serial port' "$bin/hinge-gadget" --serial A --tty /dev/null
[ -d /sys/kernel/config/usb_gadget ] || expect 4 'usb_gadget' "$bin/hinge-gadget" --serial A
finish
