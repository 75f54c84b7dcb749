#!/bin/sh
# hinge simulate: one recording, a study, the same again, and every refusal.
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

# expect STATUS PATTERN ARGUMENT...: that status, and the pattern on stderr ('' = nothing there)
expect() {
	want=$1 pattern=$2
	shift 2
	"$hinge" simulate "$@" >"$work/out" 2>"$work/err"
	got=$?
	[ $got -eq "$want" ] || wrong "simulate $*: exit $got, expected $want: $(cat "$work/err")"
	if [ -z "$pattern" ]; then
		[ ! -s "$work/err" ] || wrong "simulate $*: $(cat "$work/err")"
	else
		grep -qE -- "$pattern" "$work/err" || wrong "simulate $*: no '$pattern' in: $(cat "$work/err")"
	fi
}
json() { # FILE EXPRESSION-OVER-d: true?
	python3 -c 'import json, sys
d = json.load(open(sys.argv[1]))
sys.exit(not eval(sys.argv[2]))' "$1" "$2" || wrong "$1: not $2"
}

# --- one recording ---
expect 0 '' -o "$work/a.w64" --reps 3 --ai 6 --rep-sd 0 --seed 7
[ "$(cat "$work/out")" = "$work/a.w64
$work/a.json
$work/a_truth.json" ] || wrong "names: $(cat "$work/out")"
json "$work/a.json" 'd["Unit"] == "count" and d["Device"]["Serial"] == "SIM-7"'
json "$work/a_truth.json" 'len(d["Reps"]) == 3 and d["AsymmetryNominalPct"] == 6'
json "$work/a_truth.json" 'all(abs(r["AsymmetryLiftPct"] - 6) < 5 for r in d["Reps"])'
expect 0 '' -o "$work/b_force.w64" --reps 3 --ai 6 --rep-sd 0 --seed 7 --json
json "$work/out" 'd["reps"] == 3 and d["seed"] == 7 and d["truth"].endswith("/b_truth.json")'
for kind in '.w64 _force.w64' '.json _force.json' '_truth.json _truth.json'; do
	cmp "$work/a${kind% *}" "$work/b${kind#* }" || wrong "the same seed, another $kind"
done
expect 0 '' -o "$work/c.w64" --reps 3 --ai 6 --rep-sd 0 --seed 8
cmp -s "$work/a.w64" "$work/c.w64" && wrong 'another seed, the same samples'
expect 0 '' -o "$work/gap.w64" --reps 1 --fault gap:5:0.1
json "$work/gap.json" 'd["Gaps"] == [{"Frame": 5000, "Frames": 100, "Cause": "simulated", "FramesUncertainty": 0}]'

[ "$(tail -c +105 "$work/a.w64" | sha256sum | cut -d ' ' -f 1)" = \
	"$(python3 -c 'import json, sys; print(json.load(open(sys.argv[1]))["Samples"]["Sha256"])' "$work/a.json")" ] ||
	wrong 'the checksum is not that of the samples'

# the other lifter
expect 0 '' -o "$work/s.w64" --reps 3 --ai 6 --rep-sd 0 --seed 7 --model segments
json "$work/s_truth.json" 'd["Options"]["model"] == "segments" and len(d["Reps"]) == 3'
json "$work/s_truth.json" 'all(abs(r["AsymmetryLiftPct"] - 6) < 5 for r in d["Reps"])'
cmp -s "$work/a.w64" "$work/s.w64" && wrong 'another model, the same samples'
expect 2 '200 kg with 60 kg' -o "$work/x.w64" --model segments --mass 60 --load 200
expect 2 'expected one of: point segments' -o "$work/x.w64" --model mass

# it is a recording like any other
"$hinge" analyze --json "$work/a.w64" >"$work/out" 2>"$work/err" || wrong "analyze: $(cat "$work/err")"
json "$work/out" 'len(d["reps"]) == 3'

# --- nothing is overwritten, half of nothing is left ---
sum=$(cksum "$work"/a*)
expect 5 'a_truth.json|a.w64 exists already' -o "$work/a.w64"
touch "$work/d.json"
expect 5 'd.json exists already' -o "$work/d.w64"
[ ! -e "$work/d.w64" ] && [ ! -e "$work/d_truth.json" ] || wrong 'half a recording is left'
[ "$sum" = "$(cksum "$work"/a*)" ] || wrong 'a file has changed'

# --- refusals ---
expect 2 'ai=70: expected a number from -60 to 60 %' -o "$work/x.w64" --ai 70
expect 2 'expected one of: clean lab gym adversarial' -o "$work/x.w64" --tier dirty
expect 2 "unrecognized option '--repps'" --repps 3
expect 2 'must end in .w64' -o "$work/x.wav"
expect 2 "unexpected argument 'x'" x
expect 2 'needs a folder' --study 3
expect 2 'from 1 to 10000' --study 0 -o "$work/s0"
expect 2 'gap:AT:FOR' -o "$work/x.w64" --fault gap:5
expect 74 'No such file or directory' -o "$work/none/x.w64"
[ "$(find "$work" -name 'x*')" = '' ] || wrong 'a refused call left a file'
if [ -w /dev/full ] && [ "$(id -u)" != 0 ]; then
	mkdir "$work/locked" && chmod 500 "$work/locked"
	expect 74 'Permission denied' -o "$work/locked/x.w64"
fi
(
	# the disk ends after 100 KiB
	ulimit -f 100
	"$hinge" simulate -o "$work/full.w64" >"$work/out" 2>"$work/err"
	[ $? -eq 74 ]
) || wrong "full disk: $(cat "$work/err")"
[ "$(find "$work" -name 'full*')" = '' ] || wrong "a full disk left $(find "$work" -name 'full*')"

# --- a study ---
expect 0 'simulated: 9 recordings' --study 9 -o "$work/study" --rate 200 --reps 2
[ "$(cat "$work/out")" = "$work/study" ] || wrong "study: $(cat "$work/out")"
[ "$(find "$work/study" -name '*_force.w64' | wc -l)" = 9 ] || wrong 'not nine recordings'
[ -f "$work/study/sub-S001/ses-02/sub-S001_ses-02_task-deadlift_run-04_force.w64" ] || wrong 'names of a study'
[ -f "$work/study/sub-S002/ses-01/sub-S002_ses-01_task-deadlift_run-01_truth.json" ] || wrong 'names of the truth'
[ "$(wc -l <"$work/study/participants.tsv")" = 3 ] || wrong 'participants.tsv'
json "$work/study/participants.json" '"mass_kg" in d'
json "$work/study/sub-S001/ses-01/sub-S001_ses-01_task-deadlift_run-02_force.json" \
	'd["Subject"] == "S001" and d["Run"] == 2 and d["Session"] == "01"'
expect 5 'holds a study already' --study 9 -o "$work/study"
expect 0 '' -q --json --study 2 -o "$work/again" --rate 200 --reps 2
json "$work/out" 'len(d) == 2 and d[1]["run"] == 2'
cmp "$work/study/sub-S001/ses-01/sub-S001_ses-01_task-deadlift_run-02_force.w64" \
	"$work/again/sub-S001/ses-01/sub-S001_ses-01_task-deadlift_run-02_force.w64" ||
	wrong 'the same study, other samples'

exit $failed
