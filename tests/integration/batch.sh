#!/bin/sh
# A study from recordings to one table: hinge batch, collect, validate. One bad file costs itself, a
# second run does nothing, an interrupted one leaves nothing half done.
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

# expect STATUS PATTERN COMMAND...: that status, and PATTERN on stderr ('' = none asked for)
expect() {
	want=$1 pattern=$2
	shift 2
	"$hinge" "$@" >"$work/out" 2>"$work/err"
	got=$?
	[ $got -eq "$want" ] || wrong "$*: exit $got, expected $want: $(cat "$work/err")"
	[ -z "$pattern" ] || grep -qE -- "$pattern" "$work/err" || wrong "$*: no '$pattern' in: $(cat "$work/err")"
}

# A lifter who stands still on two plates, $2 times in the study $1.
study() {
	python3 - "$@" <<-'PYTHON'
		import json, os, struct, sys
		root, count, frames = sys.argv[1], int(sys.argv[2]), 4000
		tail = bytes.fromhex('f3acd3118cd100c04f8edb8a')
		def chunk(name, body):
		    return name + tail + struct.pack('<q', 24 + len(body)) + body + bytes(-len(body) % 8)
		def cell(c): return {'Column': c, 'Position': [(-1) ** c * .15, (-1) ** (c // 2) * .25], 'NewtonPerUnit': .05, 'Zero': 0}
		def plate(foot, first): return {'Name': foot, 'Foot': foot, 'Cells': [cell(first + i) for i in range(4)]}
		for n in range(1, count + 1):
		    code = 'S%03d' % n
		    folder = '%s/sub-%s/ses-01' % (root, code)
		    os.makedirs(folder)
		    stem = '%s/sub-%s_ses-01_task-deadlift_run-01_force' % (folder, code)
		    fmt = struct.pack('<HHIIHH', 1, 8, 1000, 24000, 24, 24)
		    data = b''.join(((2000 + n) * (i > 1000)).to_bytes(3, 'little') * 8 for i in range(frames))
		    body = b'wave' + tail + chunk(b'fmt ', fmt) + chunk(b'data', data)
		    with open(stem + '.w64', 'wb') as out:
		        out.write(bytes.fromhex('726966662e91cf11a5d628db04c10000') + struct.pack('<q', 24 + len(body)) + body)
		    json.dump({'Format': 'hinge-recording', 'FormatVersion': '1.0', 'TaskName': 'deadlift',
		               'SamplingFrequency': 1000.0, 'StartTime': '2026-11-22T10:15:30.000000000Z', 'TimeZone': 'UTC',
		               'Subject': code, 'Session': '01', 'Run': 1, 'LoadKg': 100.0, 'Unit': 'count',
		               'Plates': [plate('left', 0), plate('right', 4)], 'Gaps': [],
		               'Samples': {'Frames': frames, 'Sha256': ''}}, open(stem + '.json', 'w'))
	PYTHON
}
of() { # FOLDER NUMBER ENDING: a file of the study or of its results
	printf '%s/sub-S%03d/ses-01/sub-S%03d_ses-01_task-deadlift_run-01_force.%s' "$1" "$2" "$2" "$3"
}
results() { find "$1" -name '*.h5' | wc -l; }

study "$work/study" 6

# --- the first run does all, the second nothing ---

expect 0 '6 analysed, 0 up to date, 0 failed' batch "$work/study" -o "$work/out.d" --jobs 2
[ "$(results "$work/out.d")" -eq 6 ] || wrong 'not six results'
[ -f "$(of "$work/out.d" 3 h5)" ] || wrong 'the results do not mirror the study'
[ "$(cat "$work/out.d/failed.tsv")" = "$(printf 'file\tcode\tmessage')" ] || wrong 'failed.tsv is not its header alone'
find "$work/out.d" -name '*.h5' | xargs sha256sum | sort >"$work/first"
expect 0 '0 analysed, 6 up to date, 0 failed' batch "$work/study" -o "$work/out.d"
find "$work/out.d" -name '*.h5' | xargs "$hinge" validate >"$work/out" 2>&1 || wrong "$(cat "$work/out")"

# as `hinge analyze` makes it, and with any number of workers
"$hinge" analyze -q -o "$work/one.h5" "$(of "$work/study" 2 w64)" >/dev/null
cmp -s "$work/one.h5" "$(of "$work/out.d" 2 h5)" || wrong 'batch and analyze differ'
expect 0 '' batch "$work/study" -o "$work/other.d" --jobs 5
(cd "$work/other.d" && find . -name '*.h5' | sort | xargs sha256sum) >"$work/five"
(cd "$work/out.d" && find . -name '*.h5' | sort | xargs sha256sum) | cmp -s - "$work/five" || wrong '2 and 5 workers differ'

# --- what is out of date is done again, and nothing else ---

sed -i 's/"LoadKg": 100.0/"LoadKg": 90.0/' "$(of "$work/study" 4 json)"
expect 0 '1 analysed, 5 up to date' batch "$work/study" -o "$work/out.d"
printf '\001' | dd of="$(of "$work/study" 3 w64)" bs=1 seek=9000 conv=notrunc 2>/dev/null
expect 0 '1 analysed, 5 up to date' batch "$work/study" -o "$work/out.d"
expect 0 '6 analysed, 0 up to date' batch "$work/study" -o "$work/out.d" --set alpha=0.01
expect 0 '6 analysed, 0 up to date' batch "$work/study" -o "$work/out.d"
head -c 1000 "$(of "$work/out.d" 5 h5)" >"$work/cut" && cp "$work/cut" "$(of "$work/out.d" 5 h5)"
rm "$(of "$work/out.d" 6 h5)"
expect 0 '2 analysed, 4 up to date' batch "$work/study" -o "$work/out.d"

# --- a file that fails costs itself ---

cp -r "$work/study" "$work/bad"
head -c 50000 "$(of "$work/study" 1 w64)" >"$(of "$work/bad" 1 w64)"
: >"$(of "$work/bad" 2 w64)"
rm "$(of "$work/bad" 3 json)"
cp "$(of "$work/bad" 4 w64)" "$(of "$work/bad" 4 flac)"
expect 1 '4 failed: see .*failed.tsv' batch "$work/bad" -o "$work/bad.d" --jobs 2 --json
[ "$(wc -l <"$work/bad.d/failed.tsv")" -eq 5 ] || wrong "failed.tsv: $(cat "$work/bad.d/failed.tsv")"
grep -q '^sub-S001/.*	bad input	cut short' "$work/bad.d/failed.tsv" || wrong 'failed.tsv: the truncated one'
grep -q '^sub-S002/.*	bad input	is empty' "$work/bad.d/failed.tsv" || wrong 'failed.tsv: the emptied one'
grep -q '^sub-S003/.*	bad input	no sidecar' "$work/bad.d/failed.tsv" || wrong 'failed.tsv: the one without a sidecar'
grep -q '^sub-S004/.*w64	refused	its result would be that of' "$work/bad.d/failed.tsv" || wrong 'failed.tsv: the double'
[ "$(results "$work/bad.d")" -eq 3 ] || wrong 'the others have no result'
[ "$(jq -r .outcome "$work/out" | sort | uniq -c | tr -s ' \n' ' ')" = ' 3 done 4 failed ' ] || wrong "--json: $(cat "$work/out")"
expect 1 '0 analysed, 3 up to date, 4 failed' batch "$work/bad" -o "$work/bad.d"
# mended, they are done, and the list is empty again
rm "$(of "$work/bad" 4 flac)" && cp "$(of "$work/study" 3 json)" "$(of "$work/bad" 3 json)"
cp "$(of "$work/study" 1 w64)" "$(of "$work/bad" 1 w64)" && cp "$(of "$work/study" 2 w64)" "$(of "$work/bad" 2 w64)"
expect 0 'analysed, .* 0 failed' batch "$work/bad" -o "$work/bad.d"
[ "$(wc -l <"$work/bad.d/failed.tsv")" -eq 1 ] || wrong 'failed.tsv keeps what was mended'

# --- no study, nowhere to write ---

mkdir "$work/empty"
expect 3 'no recording in it' batch "$work/empty"
expect 3 'none: No such file or directory' batch "$work/none"
[ -e "$work/empty/derivatives" ] && wrong 'a study without recordings gets a folder'
expect 2 'no study' batch
expect 2 'did you mean' batch "$work/study" --set alhpa=1
printf x >"$work/file"
expect 74 'Not a directory' batch "$work/study" -o "$work/file/out"
expect 0 '' batch "$work/study"
[ "$(results "$work/study/derivatives/hinge")" -eq 6 ] || wrong 'the default folder'
expect 0 '6 up to date' batch "$work/study/"

# --- interrupted ---

study "$work/long" 80
"$hinge" batch "$work/long" -o "$work/long.d" --jobs 2 >/dev/null 2>"$work/err" &
pid=$!
for try in $(seq 6000); do
	[ "$(results "$work/long.d" 2>/dev/null)" -ge 3 ] && break
	sleep 0.02
done
kill -INT $pid
wait $pid
status=$?
[ $status -eq 130 ] || wrong "interrupted: exit $status: $(cat "$work/err")"
[ -z "$(find "$work/long.d" -name '*.part')" ] || wrong 'interrupted: half a file is left'
find "$work/long.d" -name '*.h5' | xargs "$hinge" validate >"$work/out" 2>&1 || wrong "interrupted: $(cat "$work/out")"
before=$(results "$work/long.d")
[ "$before" -lt 80 ] || echo "SKIP: interruption: all 80 were done before it came"
# killed outright, as a machine that goes down
"$hinge" batch "$work/long" -o "$work/long.d" --jobs 2 >/dev/null 2>&1 &
pid=$!
sleep 0.3
kill -9 $pid
wait $pid 2>/dev/null
for try in $(seq 2400); do
	pgrep -f "batch $work/long" >/dev/null || break
	sleep 0.05
done
pgrep -f "batch $work/long" >/dev/null && wrong 'workers outlive a batch that was killed'
expect 0 ' 0 failed' batch "$work/long" -o "$work/long.d" --jobs 2
[ "$(results "$work/long.d")" -eq 80 ] || wrong 'after a kill: not all are done'
[ -z "$(find "$work/long.d" -name '*.part')" ] || wrong 'after a kill: half a file is left'

# --- one table ---

expect 0 'rows of 6 recordings' collect "$work/out.d" -o "$work/study.h5" --csv "$work/study.csv"
head -n 1 "$work/study.csv" | grep -q '^subject,session,task,run,load_kg,load_source,body_mass_kg,' || wrong 'study.csv: header'
expect 0 '1 file, no fault' validate "$work/study.h5"
cp "$work/study.csv" "$work/before.csv"
mv "$work/out.d/sub-S001" "$work/out.d/zzz"
expect 0 '' collect "$work/out.d" --csv "$work/study.csv"
cmp -s "$work/before.csv" "$work/study.csv" || wrong 'the table depends on the names of the folders'
cp "$(of "$work/out.d" 2 h5)" "$work/out.d/copy.h5"
printf x >"$work/out.d/broken.h5"
expect 1 'a result of the same recording' collect "$work/out.d" --csv "$work/study.csv"
grep -q 'broken.h5: not an HDF5 file' "$work/err" || wrong "collect: $(cat "$work/err")"
cmp -s "$work/before.csv" "$work/study.csv" || wrong 'what was left out is in the table'
rm "$work/out.d/copy.h5" "$work/out.d/broken.h5"
"$hinge" analyze -q --set alpha=0.01 -o "$(of "$work/out.d" 2 h5)" "$(of "$work/study" 2 w64)" >/dev/null
expect 0 'different parameters or versions are mixed' collect "$work/out.d" --csv "$work/study.csv"
expect 3 'no result in it' collect "$work/empty" -o "$work/x.h5"
expect 3 'No such file' collect "$work/none" -o "$work/x.h5"
expect 2 'nothing to write' collect "$work/out.d"
expect 74 '' collect "$work/out.d" -o "$work/file/x.h5"

# --- a set that was done again is left out, and one line says so ---

study "$work/again" 2
first=$(of "$work/again" 1 w64)
expect 0 '2 analysed' batch "$work/again"
second=${first%run-01_force.w64}run-02_force.w64
cp "$first" "$second"
# other samples, a later start
printf '\001' | dd of="$second" bs=1 seek=$(($(wc -c <"$second") - 24)) conv=notrunc 2>/dev/null
jq '.Run = 2 | .Supersedes = 1 | .StartTime = "2026-11-22T10:25:30Z"' "${first%w64}json" >"${second%w64}json"
left_out='1 recording left out, it was done again: sub-S001_ses-01_task-deadlift_run-01_force'
expect 0 "$left_out.w64 \(by run 2\)" batch "$work/again"
expect 0 '0 analysed, 2 up to date, 0 failed' batch "$work/again"
expect 0 '' batch --json "$work/again"
jq -se '[.[] | select(.outcome == "superseded") | .by_run] == [2]' "$work/out" >/dev/null || wrong "batch --json: $(cat "$work/out")"
# the result of before is still there
results=$work/again/derivatives/hinge
[ "$(results "$results")" -eq 3 ] || wrong 'a result was removed'
expect 0 "$left_out.h5 \(by run 2\)" collect "$results" --csv "$work/again.csv"
expect 0 '' collect --json "$results" --csv "$work/again.csv"
jq -e '.recordings == 2 and .superseded == 1' "$work/out" >/dev/null || wrong "collect --json: $(cat "$work/out")"
expect 0 "$left_out.w64" analyze --json "$first" "$second"
[ "$(wc -l <"$work/out")" -eq 1 ] || wrong 'analyze: not one of two'
# who names it alone wants it
expect 0 '' analyze --json "$first"
[ "$(wc -l <"$work/out")" -eq 1 ] && ! grep -q 'left out' "$work/err" || wrong "analyze: $(cat "$work/err")"
jq '.Session = "02" | .Run = 1 | .Supersedes = null | .StartTime = "2026-11-23T10:25:30Z"' "${second%w64}json" >"$work/later.json"
cp "$(of "$work/study" 5 w64)" "$work/later.w64"
old=$(of "$results" 1 h5)
new=${old%run-01_force.h5}run-02_force.h5
expect 0 "$left_out.h5" analyze -o "$work/both.h5" --history "$old" --history "$new" "$work/later.w64"
"$hinge" analyze -q -o "$work/new.h5" --history "$new" "$work/later.w64" >/dev/null
cmp -s "$work/both.h5" "$work/new.h5" || wrong 'what was done again changes the history'
expect 0 "$left_out.h5" analyze --history "$old" "$second"

# --- a file against its schema ---

expect 0 'no fault' validate "$(of "$work/out.d" 3 h5)"
expect 3 'not an HDF5 file' validate "$work/file"
expect 1 'none.h5: No such file' validate "$work/none.h5" "$work/study.h5"
expect 2 'no file' validate
cp "$(of "$work/out.d" 3 h5)" "$work/wrong.h5"
python=/usr/bin/python3 # Debian's, which has Debian's modules
if $python -c 'import h5py' 2>/dev/null; then
	$python -c "import h5py; f = h5py.File('$work/wrong.h5', 'a'); del f['signals/vgrf']; f['signals/cop'].attrs['units'] = 'cm'"
	expect 1 '' validate "$work/wrong.h5"
	grep -q '^[^ ]*wrong.h5: /signals/vgrf: is missing$' "$work/out" || wrong "validate: $(cat "$work/out")"
	grep -q "wrong.h5: /signals/cop: @units is 'cm', must be 'm'" "$work/out" || wrong "validate: $(cat "$work/out")"
	[ "$(wc -l <"$work/out")" -eq 2 ] || wrong "validate: not two lines: $(cat "$work/out")"
	expect 1 '' validate --json "$work/wrong.h5"
	jq -e '(.valid | not) and .faults[0].object == "/signals/vgrf"' "$work/out" >/dev/null || wrong "validate --json: $(cat "$work/out")"
	cp "$(of "$work/out.d" 3 h5)" "$work/older.h5"
	$python -c "import h5py; del h5py.File('$work/older.h5', 'a').attrs['supersedes']"
	expect 0 'no fault' validate "$work/older.h5"
	$python -c "import h5py; del h5py.File('$work/older.h5', 'a').attrs['run']"
	expect 1 '' validate "$work/older.h5"
	grep -q 'older.h5: /: @run is missing' "$work/out" || wrong "validate: $(cat "$work/out")"
else
	echo 'SKIP: a file with a fault: python3-h5py is not installed'
fi
exit $failed
