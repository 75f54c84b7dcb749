#!/bin/sh
# Runs each test program or script given; a line each, the output of what fails, one closing line.
# Exit status 77 = skipped: the last line of output says why. With RESULTS=FILE the counts are added
# to FILE, for a total over several runs.
passed=0 failed=0 skipped=0
log=$(mktemp) || exit 1
trap 'rm -f "$log"' EXIT
for t in "$@"; do
	start=$(date +%s%N)
	"$t" >"$log" 2>&1
	code=$?
	ms=$((($(date +%s%N) - start) / 1000000))
	name=${t#*/unit/}
	case $code in
	0) passed=$((passed + 1)); printf 'ok    %6d ms  %s\n' "$ms" "$name" ;;
	77) skipped=$((skipped + 1)); printf 'SKIP  %6d ms  %s: %s\n' "$ms" "$name" "$(tail -n 1 "$log")" ;;
	*) failed=$((failed + 1)); printf 'FAIL  %6d ms  %s (exit %d)\n' "$ms" "$name" "$code"; cat "$log" ;;
	esac
	grep -h '^SKIP' "$log" 2>/dev/null | sed "s|^|      |"
done
printf '%d passed, %d failed, %d skipped\n' "$passed" "$failed" "$skipped"
[ -z "${RESULTS:-}" ] || echo "$passed $failed $skipped" >>"$RESULTS"
[ "$failed" -eq 0 ]
