#!/bin/sh
# root.sh OUT PROGRAM...: a cpio archive of what is ours in the guest: the programs with their
# libraries, jq, /init and the cases; the host's shell and date, as busybox knows no %N. The kernel
# unpacks it over base.cpio.
set -e
out=$(realpath -m "$1")
shift
root=$(mktemp -d)
trap 'rm -rf "$root"' EXIT
mkdir -p "$root/hinge/bin" "$root/bin" "$root/hinge/tests/support" "$root/hinge/tests/usb"
cp "$@" "$root/hinge/bin"
tools="$(command -v jq) $(command -v date) /bin/sh"
cp -L $tools "$root/bin"
tests/usb/libraries.sh "$root" "$@" $tools
cp tests/support/daemon.sh "$root/hinge/tests/support/"
cp -r tests/usb/guest "$root/hinge/tests/usb/"
cp tests/usb/guest/init "$root/init"
mkdir -p "$root/usr/lib/udev/rules.d" "$root/etc"
cp tools/service/70-hinge.rules "$root/usr/lib/udev/rules.d/"
# Debian's 50-udev-default.rules has it; a rule of ours looks at what it finds
echo 'SUBSYSTEM=="usb", ENV{DEVTYPE}=="usb_device", IMPORT{builtin}="usb_id"' \
	>"$root/usr/lib/udev/rules.d/50-udev-default.rules"
printf 'root:x:0:\nhinge-record:x:901:\n' >"$root/etc/group"
cd "$root"
find . | cpio -o -H newc -R 0:0 --quiet >"$out"
