#!/bin/sh
# Finds what is missing for the named purposes (build test usb browser demo lint fuzz bench) and installs it on
# Debian: as root, or through sudo. Otherwise it prints the one command to type and stops.
set -u
missing=''
add() { missing="$missing $1"; }
program() { command -v "$1" >/dev/null 2>&1 || add "$2"; }
library() { pkg-config --exists "$1" 2>/dev/null || { [ -n "${3:-}" ] && pkg-config --exists "$3" 2>/dev/null; } || add "$2"; }
module() { /usr/bin/python3 -c "import $1" >/dev/null 2>&1 || add "$2"; }

for purpose in "$@"; do
	case $purpose in
	build)
		program cc gcc
		[ -e /usr/include/stdio.h ] || add libc6-dev
		program pkg-config pkg-config
		program scdoc scdoc
		library sndfile libsndfile1-dev
		library fftw3 libfftw3-dev
		library hdf5 libhdf5-dev hdf5-serial
		library jansson libjansson-dev
		library libconfuse libconfuse-dev
		library nettle nettle-dev
		library libseccomp libseccomp-dev
		library libusb-1.0 libusb-1.0-0-dev
		library libiio libiio-dev
		library sqlite3 libsqlite3-dev
		library libsodium libsodium-dev
		library cairo libcairo2-dev
		library pangocairo libpango1.0-dev
		library libmicrohttpd libmicrohttpd-dev
		program node nodejs
		program npm npm
		[ -e /usr/share/fonts/opentype/inter/Inter-Regular.otf ] || add fonts-inter
		;;
	test)
		library cmocka libcmocka-dev
		program jq jq
		program socat socat
		program curl curl
		program pdfinfo poppler-utils
		program systemd-analyze systemd
		program umockdev-run umockdev
		[ -e /usr/share/i18n/locales/de_DE ] || add locales
		program python3 python3
		module h5py python3-h5py
		module pandas python3-pandas
		module matplotlib python3-matplotlib
		module tables python3-tables
		module xlrd python3-xlrd
		;;
	usb)
		program qemu-system-x86_64 qemu-system-x86
		program busybox busybox-static
		program modprobe kmod
		program cpio cpio
		program xz xz-utils
		program jq jq
		[ -x /lib/systemd/systemd ] || add systemd
		library libusbredirparser-0.5 libusbredirparser-dev
		;;
	browser)
		program chromium chromium
		;;
	demo) program jq jq ;;
	lint)
		program clang clang
		program clang-format clang-format
		program clang-tidy clang-tidy
		program cppcheck cppcheck
		;;
	fuzz)
		program clang clang
		[ -n "$(find /usr/lib/clang /usr/lib/llvm-* -name 'libclang_rt.fuzzer-x86_64.a' 2>/dev/null)" ] || add libclang-rt-dev
		;;
	bench)
		program jq jq
		module scipy python3-scipy
		module soundfile python3-soundfile
		module h5py python3-h5py
		;;
	*)
		echo "deps: no purpose '$purpose' (build test usb browser demo lint fuzz bench)" >&2
		exit 2
		;;
	esac
done
[ -n "$missing" ] || exit 0

command='apt-get install -y --no-install-recommends'"$missing"
if ! command -v apt-get >/dev/null 2>&1; then
	echo "deps: these packages are missing (Debian's names):$missing" >&2
	exit 1
fi
echo "Missing packages:$missing"
if [ "$(id -u)" -eq 0 ]; then
	as_root=''
elif command -v sudo >/dev/null 2>&1 && sudo -n true 2>/dev/null; then
	as_root='sudo'
else
	printf 'Please type:\n\n    sudo %s\n\n' "$command" >&2
	exit 1
fi
export DEBIAN_FRONTEND=noninteractive
$as_root apt-get update -qq && $as_root $command >/dev/null || {
	echo "deps: '$command' failed" >&2
	exit 1
}
