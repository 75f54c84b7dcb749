#!/bin/sh
# The soak, with STRESS set under the disk load of stress-ng, which writes where the journals go.
# Usage: soak.sh PROGRAM SECONDS [STRESS]
set -eu
load=
folder=$(mktemp -d "${TMPDIR:-/tmp}/hinge-soak.XXXXXX")
end() {
	[ -z "$load" ] || kill "$load" 2>/dev/null || :
	[ -z "$load" ] || wait "$load" 2>/dev/null || :
	rm -rf "$folder"
}
trap end EXIT
if [ -n "${3:-}" ]; then
	command -v stress-ng >/dev/null || {
		echo 'soak: STRESS needs stress-ng (apt-get install stress-ng)' >&2
		exit 1
	}
	stress-ng --quiet --temp-path "$folder" --hdd 4 --hdd-bytes 128M --hdd-opts fsync &
	load=$!
fi
TMPDIR=$folder "$1" "$2"
