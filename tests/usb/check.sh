#!/bin/sh
# check.sh MAKE BUILD: builds the programs, boots a guest with emulated devices on its bus, and runs
# the cases of tests/usb/guest/list in it, or those named in $CASES (with commas). A line each and
# `N passed, 0 failed`. Exit status 77: there can be no guest here.
set -u
make="$1 --no-print-directory -s" build=$2
folder=$build/usb
programs=$build/release
# the emulator meets whatever the guest sends it: with ASan + UBSan
redir=$build/asan/tests/usb/redir/redir

skip() {
	echo "SKIP: $*"
	echo '0 passed, 0 failed, 1 skipped'
	exit 77
}
command -v qemu-system-x86_64 >/dev/null || skip 'qemu-system-x86_64 is not installed'
pkg-config --exists libusbredirparser-0.5 || skip 'libusbredirparser-dev is not installed'
$make all "$programs/tests/usb/check_counts" "$programs/tests/usb/iiod" && $make VARIANT=asan "$redir" || exit 1
says=$(tests/usb/image.sh "$folder" 2>&1) || {
	status=$?
	[ $status -eq 77 ] && skip "$(echo "$says" | tail -n 1)"
	printf '%s\ncheck-usb: the image of the guest cannot be made\n' "$says"
	exit $status
}
tests/usb/root.sh "$folder/root.cpio" "$programs/hinge" "$programs/hinged" "$programs/hinge-gadget" \
	"$programs/tests/usb/check_counts" "$programs/tests/usb/iiod" || exit 1
cat "$folder/base.cpio" "$folder/root.cpio" >"$folder/initrd.cpio"

sockets=$(mktemp -d) || exit 1
emulator=''
clean_up() {
	[ -z "$emulator" ] || kill "$emulator" 2>/dev/null
	rm -rf "$sockets"
}
trap clean_up EXIT
"$redir" "$sockets" >"$folder/redir.log" 2>&1 &
emulator=$!

listen() { echo "-chardev socket,id=$1,path=$sockets/$1,server=on,wait=off"; }
# never KVM: where it is a nested one it may hang, and a guest that is slow finds more
guest() {
	timeout "${GUEST_S:-5400}" qemu-system-x86_64 -accel tcg,thread=multi -M q35 -cpu max -smp 2 \
		-m 2048 -nodefaults -display none -no-reboot -serial stdio \
		-kernel "$folder/vmlinux" -initrd "$folder/initrd.cpio" \
		-append "console=ttyS0 panic=-1 quiet tsc=reliable no_timer_check mitigations=off CASES=${CASES:-}" \
		-device isa-debug-exit,iobase=0xf4,iosize=4 \
		$(listen control) -device isa-serial,chardev=control -device qemu-xhci,id=bus \
		$(listen port1) -device usb-redir,chardev=port1,bus=bus.0 \
		$(listen port2) -device usb-redir,chardev=port2,bus=bus.0 </dev/null 2>&1
	echo "qemu $?"
}
guest | sed -u 's/\r$//' | tee "$folder/guest.log" | sed -un 's/^@ //p'
wait "$emulator"
emulated=$?
emulator=''

ran=$(sed -n 's/^@ \(ok\|FAIL\|SKIP\) .*/\1/p' "$folder/guest.log")
count() { echo "$ran" | grep -c "^$1"; }
failed=$(count FAIL)
# 1: what the guest says when it has run all
if [ "$(tail -n 1 "$folder/guest.log")" != 'qemu 1' ]; then
	echo "FAIL  the guest did not get to its end ($(tail -n 1 "$folder/guest.log"))"
	tail -n 20 "$folder/guest.log" | sed 's/^/  guest: /'
	failed=$((failed + 1))
fi
if [ -z "$ran" ]; then
	echo "FAIL  no case ran (CASES=${CASES:-})"
	failed=$((failed + 1))
fi
if [ $emulated -ne 0 ]; then
	echo "FAIL  the emulator exits $emulated"
	tail -n 40 "$folder/redir.log" | sed 's/^/  emulator: /'
	failed=$((failed + 1))
fi
printf '%d passed, %d failed, %d skipped\n' "$(count ok)" "$failed" "$(count SKIP)"
[ "$failed" -eq 0 ]
