#!/bin/sh
# Runs each test program or script given, two at a time for each processor, as many of them mostly wait;
# a line each, the output of what fails, one closing line. Exit status 77 = skipped: the last line of output says why.
# With RESULTS=FILE the counts are added to FILE, for a total over several runs.
folder=$(mktemp -d) || exit 1
trap 'rm -rf "$folder"' EXIT
export folder
LSAN_OPTIONS="suppressions=$(cd "$(dirname "$0")" && pwd)/lsan.supp:print_suppressions=0${LSAN_OPTIONS:+:$LSAN_OPTIONS}"
export LSAN_OPTIONS

printf '%s\n' "$@" | grep . | awk '{printf "%04d %s\n", NR, $0}' | xargs -P "$((2 * $(nproc)))" -n 2 sh -c '
	number=$0 test=$1 log=$folder/$0.log name=${1#*/unit/}
	start=$(date +%s%N)
	"$test" >"$log" 2>&1 </dev/null
	code=$?
	ms=$((($(date +%s%N) - start) / 1000000))
	{
		case $code in
		0) echo passed >"$folder/$number.is"; printf "ok    %6d ms  %s\n" "$ms" "$name" ;;
		77) echo skipped >"$folder/$number.is"; printf "SKIP  %6d ms  %s: %s\n" "$ms" "$name" "$(tail -n 1 "$log")" ;;
		*) echo failed >"$folder/$number.is"; printf "FAIL  %6d ms  %s (exit %d)\n" "$ms" "$name" "$code"; cat "$log" ;;
		esac
		[ "$code" = 77 ] || grep -h "^SKIP" "$log" | sed "s|^|      |"
	} >"$folder/$number.out"
	cat "$folder/$number.out"
'
count() { cat "$folder"/*.is 2>/dev/null | grep -c "^$1"; }
passed=$(count passed) failed=$(count failed) skipped=$(count skipped)
# a test that vanished with its runner has failed
failed=$((failed + $# - passed - failed - skipped))
printf '%d passed, %d failed, %d skipped\n' "$passed" "$failed" "$skipped"
[ -z "${RESULTS:-}" ] || echo "$passed $failed $skipped" >>"$RESULTS"
[ "$failed" -eq 0 ]
