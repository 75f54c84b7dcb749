#!/bin/sh
# hinge analyze from end to end: exit statuses, one clear line for each bad input, nothing half
# written, the same bytes on every run.
bin=${HINGE_BIN:-build/release}
hinge=$bin/hinge
work=$(mktemp -d) || exit 1
trap 'chmod -R u+w "$work"; rm -rf "$work"' EXIT
export XDG_CONFIG_HOME="$work/none"
failed=0
wrong() {
	printf 'wrong: %s\n' "$*"
	failed=1
}

# expect STATUS FILE PATTERN ARGUMENT...: that status, and on stderr one line with FILE and PATTERN
expect() {
	want=$1 file=$2 pattern=$3
	shift 3
	"$hinge" analyze "$@" >"$work/out" 2>"$work/err"
	got=$?
	[ $got -eq "$want" ] || wrong "analyze $*: exit $got, expected $want: $(cat "$work/err")"
	[ "$(wc -l <"$work/err")" -eq 1 ] || wrong "analyze $*: not one line: $(cat "$work/err")"
	grep -qF -- "$file" "$work/err" || wrong "analyze $*: '$file' is not named: $(cat "$work/err")"
	grep -qE -- "$pattern" "$work/err" || wrong "analyze $*: no '$pattern' in: $(cat "$work/err")"
}

# --- inputs ---

# eight cells, quiet standing, one slow sway: enough to be analysed, no lift in it
awk 'BEGIN {
	print "L1,L2,L3,L4,R1,R2,R3,R4"
	for (i = 0; i < 6000; i++) {
		w = i < 1000 ? 0 : 100 + 3 * sin(i / 700)
		printf "%.3f,%.3f,%.3f,%.3f,%.3f,%.3f,%.3f,%.3f\n", w, w, w, w, w * 1.1, w * 1.1, w * 1.1, w * 1.1
	}
}' >"$work/stand.csv"
profile=tests/data/golden.json
sed '300s/,[^,]*$/,nan/' "$work/stand.csv" >"$work/nan.csv"
sed '300s/,[^,]*$//' "$work/stand.csv" >"$work/ragged.csv"
: >"$work/empty.csv"
: >"$work/empty.w64"
head -n 1 "$work/stand.csv" >"$work/header.csv"
printf 'just words\n' >"$work/words.txt"
mkdir "$work/folder.w64"

# W64 files of 24-bit counts: w64 FILE CHANNELS FRAMES
w64() {
	python3 - "$@" <<-'PYTHON'
		import struct, sys
		path, channels, frames = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
		tail = bytes.fromhex('f3acd3118cd100c04f8edb8a')
		def chunk(name, body):
		    return name + tail + struct.pack('<q', 24 + len(body)) + body + bytes(-len(body) % 8)
		fmt = struct.pack('<HHIIHH', 1, channels, 1000, 1000 * 3 * channels, 3 * channels, 24)
		data = b''.join((4000 * (i > 1000)).to_bytes(3, 'little') * channels for i in range(frames))
		body = b'wave' + tail + chunk(b'fmt ', fmt) + chunk(b'data', data)
		with open(path, 'wb') as out:
		    out.write(bytes.fromhex('726966662e91cf11a5d628db04c10000') + struct.pack('<q', 24 + len(body)) + body)
	PYTHON
}
sidecar() {
	python3 - "$@" <<-'PYTHON'
		import json, sys
		cell = lambda c: {'Column': c, 'Position': [(-1) ** c * .15, (-1) ** (c // 2) * .25], 'NewtonPerUnit': .05, 'Zero': 0}
		plate = lambda foot, first: {'Name': foot, 'Foot': foot, 'Cells': [cell(first + i) for i in range(4)]}
		json.dump({'Format': 'hinge-recording', 'FormatVersion': '1.0', 'TaskName': 'deadlift',
		           'SamplingFrequency': 1000.0, 'StartTime': '2026-11-22T10:15:30.000000000Z', 'TimeZone': 'UTC',
		           'Subject': 'S01', 'Session': '01', 'Run': 1, 'LoadKg': 100.0, 'Unit': 'count',
		           'Plates': [plate('left', 0), plate('right', 4)], 'Gaps': [],
		           'Samples': {'Frames': int(sys.argv[2]), 'Sha256': ''}}, open(sys.argv[1], 'w'))
	PYTHON
}
w64 "$work/good.w64" 8 6000
sidecar "$work/good.json" 6000
w64 "$work/six.w64" 6 6000
cp "$work/good.json" "$work/six.json"
w64 "$work/bare.w64" 8 6000
head -c 70000 "$work/good.w64" >"$work/cut.w64"
cp "$work/good.json" "$work/cut.json"
head -c 60 "$work/good.w64" >"$work/stump.w64"
cp "$work/good.json" "$work/stump.json"

# --- what works ---

"$hinge" analyze --json --profile $profile "$work/stand.csv" >"$work/out" 2>"$work/err" ||
	wrong "stand.csv: exit $?: $(cat "$work/err")"
[ -s "$work/err" ] && wrong "stand.csv: talks on stderr: $(cat "$work/err")"
jq -e '.file | endswith("stand.csv")' "$work/out" >/dev/null || wrong 'json: file'
jq -e '.status == "reject" and .reps == [] and .results == null and .asymmetry == null' "$work/out" >/dev/null ||
	wrong 'json of a stand without a lift'
jq -e '.no_reps_reason | length > 10' "$work/out" >/dev/null || wrong 'json: no reason for no reps'
jq -e '.body_mass_kg > 84 and .body_mass_kg < 87' "$work/out" >/dev/null || wrong 'json: body mass'
"$hinge" analyze --json "$work/good.w64" >"$work/out" 2>"$work/err" || wrong "good.w64: exit $?: $(cat "$work/err")"
jq -e '.load_kg == 100 and .load_source == "entered" and .format == "w64"' "$work/out" >/dev/null || wrong 'json of a W64'
"$hinge" analyze --json --load-kg 70 "$work/good.w64" | jq -e '.load_kg == 70' >/dev/null || wrong '--load-kg'
"$hinge" analyze "$work/good.w64" | grep -q 'good.w64: reject' || wrong 'text'
"$hinge" analyze --explain "$work/good.w64" | grep -q 'How it was computed' || wrong '--explain'
"$hinge" analyze --timing "$work/good.w64" | jq -e '.frames == 6000 and .total_cpu > 0 and (.cpu | length) == 11' >/dev/null ||
	wrong '--timing'
"$hinge" analyze -q --sidecar "$work/good.json" "$work/bare.w64" >/dev/null 2>&1 || wrong '--sidecar'
"$hinge" analyze --json --profile $profile - <"$work/stand.csv" | jq -e '.reps == []' >/dev/null || wrong 'standard input'

# --- bad input: the status, one line, the file's name, what to do ---

expect 3 bare.w64 'sidecar' "$work/bare.w64"
expect 3 six.w64 '6.*8|8.*6|channel|column' "$work/six.w64"
expect 3 cut.w64 'truncat|short|frames|ends' "$work/cut.w64"
expect 3 stump.w64 '.' "$work/stump.w64"
expect 3 nan.csv 'nan|NaN|number' --profile $profile "$work/nan.csv"
expect 3 ragged.csv:300 'column|field|value' --profile $profile "$work/ragged.csv"
expect 3 empty.csv empty --profile $profile "$work/empty.csv"
expect 3 empty.w64 empty "$work/empty.w64"
expect 3 header.csv '.' --profile $profile "$work/header.csv"
expect 3 words.txt 'profile' "$work/words.txt"
expect 3 folder.w64 '.' "$work/folder.w64"
expect 3 nowhere.w64 'No such file' "$work/nowhere.w64"
expect 2 good.w64 'sides' --sides left "$work/good.w64"

# --- several inputs ---

"$hinge" analyze --json "$work/empty.csv" "$work/good.w64" "$work/nowhere.w64" >"$work/out" 2>"$work/err"
[ $? -eq 1 ] || wrong 'some failed: not 1'
[ "$(wc -l <"$work/out")" -eq 1 ] || wrong 'some failed: the good one is not analysed'
[ "$(wc -l <"$work/err")" -eq 2 ] || wrong 'some failed: not a line for each'
"$hinge" analyze "$work/empty.csv" "$work/nowhere.w64" >"$work/out" 2>&1
[ $? -eq 3 ] || wrong 'all unusable: not 3'

# --- writing ---

"$hinge" analyze -q -o "$work/a.h5" "$work/good.w64" >/dev/null || wrong '-o'
"$hinge" analyze --json -o "$work/a.h5" "$work/good.w64" | jq -e '.results | endswith("a.h5")' >/dev/null ||
	wrong 'an earlier result is not replaced'
cp "$work/a.h5" "$work/before.h5"
mkdir "$work/two"
cp "$work/good.w64" "$work/good.json" "$work/two"
expect 1 two/good.w64 'would replace' -q -d "$work/d/e" "$work/good.w64" "$work/two/good.w64"
cmp -s "$work/a.h5" "$work/d/e/good.h5" || wrong '-d and -o differ'
expect 5 good.json 'no result' -o "$work/good.json" "$work/good.w64"
expect 74 x.h5 'x.h5' -o "$work/words.txt/x.h5" "$work/good.w64"
expect 74 x.h5 'x.h5' -o /proc/x.h5 "$work/good.w64"
if [ "$(id -u)" -ne 0 ]; then
	mkdir -m 555 "$work/locked"
	expect 74 locked 'denied' -o "$work/locked/x.h5" "$work/good.w64"
	expect 74 locked 'denied' -d "$work/locked/deeper" "$work/good.w64"
fi
for blocks in 1 8 64 200; do
	(
		ulimit -f $blocks
		"$hinge" analyze -o "$work/a.h5" "$work/good.w64" >"$work/full.out" 2>"$work/full.err"
		exit $?
	)
	[ $? -eq 74 ] || wrong "disk full after $blocks blocks: not 74: $(cat "$work/full.err")"
	grep -qE 'a.h5.*(File too large|No space)' "$work/full.err" || wrong "disk full: $(cat "$work/full.err")"
	cmp -s "$work/a.h5" "$work/before.h5" || wrong 'disk full: the earlier result is gone'
	[ -e "$work/a.h5.part" ] && wrong 'disk full: a half-written file is left'
done
"$hinge" analyze "$work/good.w64" >/dev/full 2>"$work/err"
[ $? -eq 74 ] || wrong 'standard output full: not 74'
"$hinge" analyze --csv "$work/t/x.csv" "$work/good.w64" >/dev/null 2>"$work/err"
[ $? -eq 74 ] || wrong '--csv into no folder: not 74'
"$hinge" analyze --csv "$work/x.csv" "$work/good.w64" >/dev/null || wrong '--csv'
grep -q '^file,set,rep,' "$work/x.csv" || wrong '--csv: no header'

# --- usage ---

for arguments in '' '-o a.h5 x.w64 y.w64' '-o a.h5 -d b x.w64' '-o - x.w64' '--window 3 x.w64' '--window 5:2 x.w64' \
	'--window a:b x.w64' '--threads 0 x.w64' '--load-kg heavy x.w64' '--sides up,down x.w64' '--style SUMO! x.w64' \
	'--json --timing x.w64' '--set alpha=9 x.w64'; do
	"$hinge" analyze $arguments >"$work/out" 2>"$work/err"
	[ $? -eq 2 ] || wrong "analyze $arguments: not 2"
	[ -s "$work/out" ] && wrong "analyze $arguments: talks on stdout"
done

# --- a set of eight: found, told, kept ---

"$hinge" simulate -q -o "$work/set.w64" --seed 5 --reps 8 --ai 7 --rep-sd 1 --load 120 --mass 80 --style dead_stop \
	--fail 0 --drop 0 >/dev/null || wrong 'simulate'
"$hinge" analyze --json -o "$work/1.h5" --csv "$work/reps.csv" "$work/set.w64" \
	>"$work/out" 2>"$work/err" || wrong "a set of eight: exit $?: $(cat "$work/err")"
jq -e '(.reps | length == 8) and all(.reps[]; .valid and .kind == "dead_stop")' "$work/out" >/dev/null || wrong 'not eight reps'
jq -e 'all(.reps[]; .onset_s < .liftoff_s and .liftoff_s < .lockout_s and .lockout_s < .lower_s and .lower_s < .touchdown_s)' \
	"$work/out" >/dev/null || wrong 'the times of a rep are out of order'
jq -e '.asymmetry | .n == 8 and .ci[0] < .value and .value < .ci[1] and .value > 0' "$work/out" >/dev/null ||
	wrong 'the mean of the set'
jq -e '.findings[] | select(.id == "C1") | .outcome == "indicated"' "$work/out" >/dev/null || wrong 'C1 is not indicated'
[ "$(wc -l <"$work/reps.csv")" -eq 9 ] || wrong '--csv: not one line a rep'
"$hinge" analyze --residual --explain "$work/set.w64" | grep -q 'left: Winter [0-9.]* Hz' || wrong '--residual'
"$hinge" analyze "$work/set.w64" | grep -qE '^Set 1: [0-9.]+ % right on average.*8 repetitions' || wrong 'the line of the set'
"$hinge" analyze --json --window 3:4 "$work/set.w64" | jq -e '.window | length > 0' >/dev/null || wrong '--window'
expect 2 set.w64 'window' --window 900:901 "$work/set.w64"

# --- the same bytes, whatever computes them ---

same_bytes() {
	"$hinge" analyze -q -o "$work/1.h5" "$@" >/dev/null || wrong "analyze $*"
	for how in --threads=1 --threads=2 --threads=7; do
		"$hinge" analyze -q -o "$work/2.h5" $how "$@" >/dev/null
		cmp -s "$work/1.h5" "$work/2.h5" || wrong "$how changes the results of $*"
	done
	for isa in auto avx2 base scalar; do
		[ $isa = avx2 ] && ! grep -q avx2 /proc/cpuinfo && continue
		rm -f "$work/2.h5"
		HINGE_ISA=$isa "$hinge" analyze -q -o "$work/2.h5" "$@" >/dev/null 2>"$work/err" ||
			wrong "HINGE_ISA=$isa: $(cat "$work/err")"
		cmp -s "$work/1.h5" "$work/2.h5" || wrong "HINGE_ISA=$isa changes the results of $*"
	done
}
same_bytes "$work/set.w64"
golden=../shared/oracles/golden_trial.csv
if [ -f $golden ]; then
	same_bytes --load-kg 120 --profile $profile $golden
else
	echo 'SKIP: golden trial: ../shared is not here'
fi

exit $failed
