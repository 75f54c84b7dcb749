#!/bin/sh
# warm.sh RECORDING HINGE: CPU milliseconds a stage when one process analyses a recording again
# and again, as `hinge batch` does; the first rounds, which fill the caches, are left out.
set -eu
recording=$1 hinge=$2 suffix=${1##*.} copies=30
folder=$(mktemp -d "${TMPDIR:-/tmp}/hinge-warm.XXXXXX")
trap 'rm -rf "$folder"' EXIT
i=0
while [ $((i += 1)) -le $copies ]; do
	ln "$recording" "$folder/$i.$suffix" 2>/dev/null || cp "$recording" "$folder/$i.$suffix"
	cp "${recording%.*}.json" "$folder/$i.json"
done
"$hinge" analyze --timing --threads 1 -d "$folder" "$folder"/*."$suffix" |
	jq -rs --arg name "${recording##*/}" '.[5:] | length as $n |
		def spread: sort | "\(.[length / 2 | floor]) \(.[0]) \(.[-1])";
		"warm, \($name) \($n) times in one process: median (least - most)",
		((.[0].cpu | keys_unsorted[]) as $k | "\($k) \([.[].cpu[$k] * 1000] | spread)"),
		"total \([.[].total_cpu * 1000] | spread)"' |
	awk 'NR == 1 { print; next } { printf "  %-34s %9.2f (%.2f - %.2f) ms\n", $1, $2, $3, $4 }'
