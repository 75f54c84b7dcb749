#!/bin/sh
# The demo ends well: every planted asymmetry is found within 0.3 points, and it says where the
# files lie.
set -eu
out=$(mktemp -d)
trap 'rm -rf "$out"' EXIT
command -v jq >/dev/null || { echo 'SKIP: jq is not installed'; exit 77; }
make/demo.sh "${HINGE_BIN:-build/release}" "$out" | tee "$out/said"
grep -q '^The largest difference is 0\.[012]' "$out/said"
for kind in recording truth results report paper; do
	file=$(sed -n "s/^  $kind  *//p" "$out/said")
	[ -s "$file" ] || { echo "no $kind at '$file'"; exit 1; }
done
