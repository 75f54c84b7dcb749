#!/bin/sh
# Every test: plain, ASan + UBSan, TSan where threads meet, the programs themselves, the layers.
# Ends with one line for all of them.
make=$1
jobs=$(nproc)
RESULTS=$(mktemp) || exit 1
export RESULTS
trap 'rm -f "$RESULTS"' EXIT
status=0
step() {
	printf '\n== %s\n' "$1"
	shift
	"$@" || status=1
}
step 'layers' tests/support/layering.sh
step 'unit tests' $make --no-print-directory -s -j"$jobs" unit
step 'unit tests, ASan + UBSan' $make --no-print-directory -s -j"$jobs" VARIANT=asan unit
step 'threads, TSan' $make --no-print-directory -s -j"$jobs" VARIANT=tsan unit-threads
step 'daemon, TSan' $make --no-print-directory -s -j"$jobs" VARIANT=tsan integration-threads
step 'programs' $make --no-print-directory -s -j"$jobs" integration
echo
awk '{p += $1; f += $2; s += $3} END {printf "%d passed, %d failed, %d skipped\n", p, f, s}' "$RESULTS"
exit $status
