#!/bin/sh
# libraries.sh ROOT PROGRAM...: copies the libraries that the programs need to the same places
# below ROOT.
set -e
root=$1
shift
ldd "$@" | grep -oE '/[^ ]+\.so[^ ]*' | sort -u | while read -r library; do
	[ -e "$root$library" ] || { mkdir -p "$root${library%/*}" && cp -L "$library" "$root$library"; }
done
