#!/bin/sh
# root.sh OUT PROGRAM...: a cpio archive of what is ours in the guest: the programs with their
# libraries, jq, /init and the cases; the host's shell and date, as busybox knows no %N. The kernel
# unpacks it over base.cpio.
set -e
out=$(realpath -m "$1")
shift
root=$(mktemp -d)
trap 'rm -rf "$root" "$root.build"' EXIT
chmod 755 "$root" # it becomes / and is not only the owner's
mkdir -p "$root/hinge/bin" "$root/bin" "$root/hinge/tests/support" "$root/hinge/tests/usb"
cp "$@" "$root/hinge/bin"
tools="$(command -v jq) $(command -v date) /bin/sh"
cp -L $tools "$root/bin"
tests/usb/libraries.sh "$root" "$@" $tools
cp tests/support/daemon.sh "$root/hinge/tests/support/"
cp -r tests/usb/guest "$root/hinge/tests/usb/"
cp tests/usb/guest/init "$root/init"
mkdir -p "$root/etc/systemd/system" "$root/var/lib" "$root/lib/systemd/system"
# what makes hinged a service, where it belongs
make -s PREFIX=/usr BINDIR=/hinge/bin DESTDIR="$root" BUILD="$root.build" install-service
# the first process of the last case
manager=/lib/systemd/systemd
if [ -x $manager ]; then
	tools="$(command -v systemctl) $(command -v systemd-sysusers) $(command -v systemd-tmpfiles)"
	cp -L $tools "$root/bin"
	# from 254 on it starts its services through a second program
	executor=/lib/systemd/systemd-executor
	[ -x $executor ] || executor=
	for program in $manager $executor; do cp -L $program "$root$program"; done
	cp -P /lib/systemd/system/*.target "$root/lib/systemd/system/"
	tests/usb/libraries.sh "$root" $manager $executor $tools
	cp tests/usb/guest/check.service "$root/etc/systemd/system/"
fi
# Debian's 50-udev-default.rules has it; a rule of ours looks at what it finds
echo 'SUBSYSTEM=="usb", ENV{DEVTYPE}=="usb_device", IMPORT{builtin}="usb_id"' \
	>"$root/usr/lib/udev/rules.d/50-udev-default.rules"
# Debian's, and one whose number is known
printf 'root:x:0:\ndialout:x:20:\nhinge-record:x:901:\n' >"$root/etc/group"
printf 'root:x:0:0:root:/:/bin/sh\n' >"$root/etc/passwd"
cd "$root"
find . | cpio -o -H newc -R 0:0 --quiet >"$out"
