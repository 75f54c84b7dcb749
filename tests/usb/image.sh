#!/bin/sh
# Puts what the guest boots into FOLDER: `vmlinux`, and `base.cpio` with everything that is not ours
# (busybox, udevd, the USB modules). Made anew when Debian has a newer kernel. Exit status 77: it
# cannot be had here, the last line says why.
set -eu
folder=$1
here=$(cd "$(dirname "$0")" && pwd)
modules='xhci_pci cdc_acm dummy_hcd usb_f_fs usb_f_acm'

skip() {
	echo "$*"
	exit 77
}
[ "$(uname -m)" = x86_64 ] || skip "the guest is made for x86_64, this is $(uname -m)"
for program in busybox cpio depmod modprobe xz; do
	command -v $program >/dev/null || skip "$program is not installed"
done
mkdir -p "$folder"
cd "$folder"

newest_kernel() {
	apt-cache depends linux-image-amd64 2>/dev/null | awk '/Depends: linux-image-/ {print $2; exit}'
}
refresh() { [ "$(id -u)" -eq 0 ] && apt-get update -qq >/dev/null 2>&1; }
kernel=$(newest_kernel)
if [ -z "$kernel" ] && refresh; then
	kernel=$(newest_kernel)
fi
# without a package list what is here already will do
[ -n "$kernel" ] || kernel=$(ls -t linux-image-*.deb 2>/dev/null | sed -n '1s/_.*//p')
[ -n "$kernel" ] || skip 'no Debian kernel: linux-image-amd64 is not in the package lists'
version=${kernel#linux-image-}

[ "$(cat made 2>/dev/null)" != "$kernel" ] || [ "$here/image.sh" -nt made ] || exit 0
rm -f made
download() { apt-get download -qq "$1" >/dev/null 2>&1; }
for package in "$kernel" udev; do
	ls "$package"_*.deb >/dev/null 2>&1 || download "$package" || { refresh && download "$package"; } ||
		skip "$package cannot be downloaded"
done

rm -rf kernel udev root
mkdir -p kernel udev root
dpkg-deb --fsys-tarfile "$kernel"_*.deb | tar -x -C kernel --wildcards './boot/vmlinuz-*' \
	'./lib/modules/*/modules.*' './lib/modules/*/kernel/drivers/usb/*' \
	'./lib/modules/*/kernel/fs/configfs/*'
dpkg-deb --fsys-tarfile udev_*.deb | tar -x -C udev ./bin/udevadm

# QEMU boots the ELF within (CONFIG_PVH); unpacking it in the guest would take 12 s. Its place and
# length stand in the header (Documentation/x86/boot.rst); four bytes behind it hold its size.
image=kernel/boot/vmlinuz-$version
field() { od -An -t"u$2" -j "$(($1))" -N "$2" "$image" | tr -d ' '; }
setup=$(field 0x1f1 1)
from=$(((setup + 1) * 512 + $(field 0x248 4) + 1))
tail -c "+$from" "$image" | head -c $(($(field 0x24c 4) - 4)) | xz -dc >vmlinux ||
	skip "$image is not compressed by xz"

depmod -b kernel "$version"
for module in $modules; do
	modprobe -d kernel -S "$version" --show-depends "$module"
done | awk -v root="$PWD/kernel/" '/^insmod/ {print substr($2, length(root) + 1)}' | sort -u |
	(cd kernel && xargs cp --parents -t ../root)
cp "kernel/lib/modules/$version/modules.builtin" "kernel/lib/modules/$version/modules.order" \
	"root/lib/modules/$version/"
find root/lib/modules -name '*.xz' -exec xz -d {} +
depmod -b root "$version"

(
	cd root
	mkdir -p bin dev proc sys run tmp etc lib/systemd
	cp "$(command -v busybox)" bin/busybox
	for applet in $(busybox --list); do
		[ -e "bin/$applet" ] || ln -s busybox "bin/$applet"
	done
	cp ../udev/bin/udevadm lib/systemd/systemd-udevd
	"$here/libraries.sh" . ../udev/bin/udevadm
	find . | cpio -o -H newc -R 0:0 --quiet
) >base.cpio
rm -rf kernel udev root
echo "$kernel" >made
