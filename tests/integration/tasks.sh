#!/bin/sh
# hinge analyze of what is no deadlift: isometric pulls, quiet standing, windows, the spread of
# methods, another maker's column names, and the chain of --explain.
bin=${HINGE_BIN:-build/release}
hinge=$bin/hinge
work=$(mktemp -d) || exit 1
trap 'rm -rf "$work"' EXIT
export XDG_CONFIG_HOME="$work/none"
failed=0
wrong() {
	printf 'wrong: %s\n' "$*"
	failed=1
}

# --- two plates of one force each: 800 N of lifter, 54 % on the right ---

cat >"$work/two.json" <<-'JSON'
	{ "Format": "hinge-recording", "FormatVersion": "1.0", "Unit": "N", "SamplingFrequency": 1000,
	  "Text": { "Delimiter": ",", "Decimal": ".", "HeaderLines": 1 },
	  "Plates": [ { "Name": "l", "Foot": "left", "Fz": "L" }, { "Name": "r", "Foot": "right", "Fz": "R" } ] }
JSON
# rows 'EXPRESSION OF t AND i': the total force of each of 12000 frames
rows() {
	awk "BEGIN { print \"L,R\"; for (i = 0; i < 12000; i++) { t = i / 1000; f = $1; printf \"%.3f,%.3f\\n\", 0.46 * f, 0.54 * f } }"
}
noise='2 * sin(7 * i)'
rows "800 + $noise" >"$work/stand.csv"
pull='(t < 4 ? 0 : t < 4.5 ? 3000 * (t - 4) : t < 7 ? 1500 : t < 7.2 ? 1500 - 7500 * (t - 7) : 0)'
rows "800 + $noise + $pull" >"$work/pull.csv"
rows "800 + $noise + 200 * sin(3 * t)" >"$work/sway.csv"
head -n 400 "$work/stand.csv" >"$work/short.csv"
cat >"$work/one.json" <<-'JSON'
	{ "Format": "hinge-recording", "FormatVersion": "1.0", "Unit": "N", "SamplingFrequency": 1000,
	  "Text": { "Delimiter": ",", "Decimal": ".", "HeaderLines": 1 },
	  "Plates": [ { "Name": "p", "Foot": "both", "Fz": "R" } ] }
JSON
two="--profile $work/two.json"

json() {
	"$hinge" analyze --json "$@" 2>"$work/err" || {
		wrong "analyze --json $*: exit $?: $(cat "$work/err")"
		echo null
	}
}
# is NAME FILTER: the JSON on stdin satisfies it
is() {
	jq -e "$2" >"$work/out" || wrong "$1: $2: $(head -c 300 "$work/out")"
}

# --- the task is found, given or recorded ---

json $two "$work/stand.csv" | is 'standing is found' \
	'.task == "standing" and .task_source == "found" and .status == "warn" and .no_reps_reason == null'
json $two "$work/pull.csv" | is 'a pull is found' '.task == "isometric" and .task_source == "found" and (.pulls | length == 1)'
json $two --task standing "$work/stand.csv" | is 'standing is given' '.task == "standing" and .task_source == "given"'
json $two --set task=isometric "$work/pull.csv" | is '--set task' '.task == "isometric" and .task_source == "given"'
HINGE_TASK=isometric json $two "$work/pull.csv" | is HINGE_TASK '.task_source == "given"'
sed 's/"Unit"/"TaskName": "standing", "Unit"/' "$work/two.json" >"$work/named.json"
json --profile "$work/named.json" "$work/stand.csv" | is 'a recorded task' '.task == "standing" and .task_source == "recorded"'
json $two "$work/sway.csv" | is 'neither' '.task == null and .status == "reject" and (.no_reps_reason | length > 10)'
"$hinge" import -q -o "$work/study" --subject S012 --session 01 $two "$work/pull.csv" >/dev/null || wrong 'import of a pull'
json "$work/study/sub-S012/ses-01/sub-S012_ses-01_task-unknown_run-01_force.w64" |
	is 'an imported pull is found' '.task == "isometric" and .task_source == "found" and (.pulls | length == 1)'

# what it is not is said, with the way out
json $two --task deadlift "$work/stand.csv" | is 'standing as deadlift' \
	'.status == "reject" and (.no_reps_reason | contains("--task standing"))'
json $two --task deadlift "$work/pull.csv" | is 'pull as deadlift' '.no_reps_reason | contains("--task isometric")'
json $two --task isometric "$work/stand.csv" | is 'standing as pull' \
	'.status == "reject" and .pulls == null and any(.quality[]; .code == "NO_PULL")'
json $two --task isometric "$work/short.csv" | is 'too short' '.status == "reject" and .pulls == null'
json $two --task standing "$work/short.csv" | is 'too short to stand' '.status == "reject" and .standing == null'

# --- figures: F = W + 3000 N/s (t - 4) ---

json $two "$work/pull.csv" >"$work/pull.out"
metric() {
	printf '.pulls[0].metrics[] | select(.metric == "%s" and .side == "%s") | .value' "$1" "$2"
}
is 'net peak' "[$(metric net_peak_force both)] | .[0] > 1495 and .[0] < 1505" <"$work/pull.out"
is 'onset' "[$(metric onset both)] | .[0] > 3.999 and .[0] < 4.006" <"$work/pull.out"
is 'rfd' "[$(metric rfd_0_200_ms both)] | .[0] > 2950 and .[0] < 3050" <"$work/pull.out"
is 'rfd is descriptive' '.pulls[0].metrics[] | select(.metric == "rfd_0_50_ms" and .side == "both") | .descriptive' <"$work/pull.out"
is 'asymmetry' "[$(metric asymmetry both)] | .[0] > 7.99 and .[0] < 8.01" <"$work/pull.out"
json $two "$work/stand.csv" | is 'shared weight' \
	'.standing | .start_s == 0 and .end_s == 12 and (.asymmetry.value > 7.99 and .asymmetry.value < 8.01) and .asymmetry.formula == "AI=100(R-L)/(R+L)"'
"$hinge" analyze $two "$work/stand.csv" | grep -q '^Quiet standing 0.000 to 12.000 s: 8.0 % right, AI=' || wrong 'the line of standing'
"$hinge" analyze $two "$work/pull.csv" | grep -qE '^ +1 +4\.00' || wrong 'the line of a pull'

two_pulls='(t < 4 ? 0 : t < 5.5 ? 1500 : t < 9 ? 0 : t < 10.5 ? 1400 : 0)'
rows "800 + $noise + $two_pulls" >"$work/pulls.csv"
json $two "$work/pulls.csv" | is 'two pulls' '(.pulls | length == 2 and (.[1].net_peak_force_n | . > 1395 and . < 1405)) and
	(.pulls_mean[] | select(.metric == "net_peak_force") | .n == 2 and .ci[0] < .value and .value < .ci[1])'
"$hinge" analyze $two "$work/pulls.csv" | grep -qE '^Mean net peak of 2 pulls: 14[45][0-9]' || wrong 'the line of two pulls'

# --- one plate has no sides and is measured all the same ---

json --profile "$work/one.json" "$work/pull.csv" | is 'one plate' \
	'.sides_reason == "one plate" and ([.pulls[0].metrics[].side] | unique == ["both"])'

# --- window ---

json $two --window 1:3 "$work/stand.csv" | is 'window' \
	'.window | .start_s == 1 and .end_s == 3 and (.asymmetry.value | . > 7.99 and . < 8.01) and any(.metrics[]; .metric == "impulse")'
json $two --window 10: "$work/stand.csv" | is 'open end' '.window.end_s == 12'
json $two "$work/stand.csv" | is 'no window' '.window == null'
"$hinge" analyze $two --window 1:3 "$work/stand.csv" | grep -q '^Window 1.000 to 3.000 s: 8.0 % right, AI=' || wrong 'the line of the window'
for window in 30:40 12: 5:5.0001; do
	"$hinge" analyze $two --window $window "$work/stand.csv" >"$work/out" 2>"$work/err"
	[ $? -eq 2 ] || wrong "--window $window: not 2"
	grep -q 'lasts 12' "$work/err" || wrong "--window $window: $(cat "$work/err")"
done
for bad in '--window 5:2' '--window 2:2' '--window -1:2' '--task squat' '--task' '--set task=lift' '--as forcedecks' \
	'--as nobody --csv x'; do
	"$hinge" analyze $two $bad "$work/stand.csv" >"$work/out" 2>"$work/err"
	[ $? -eq 2 ] || wrong "$bad: not 2"
	[ -s "$work/out" ] && wrong "$bad: talks on stdout"
done
"$hinge" analyze $two --task squat "$work/stand.csv" 2>&1 | grep -q 'auto deadlift isometric standing' || wrong '--task squat: no list'

# --- a simulated set: spread, column names, results, chain ---

"$hinge" simulate -q -o "$work/set.w64" --seed 5 --reps 8 --ai 7 --rep-sd 1 --load 120 --mass 80 --style dead_stop \
	--fail 0 --drop 0 >/dev/null || wrong 'simulate'
json "$work/set.w64" >"$work/set.out"
is 'a set' '.task == "deadlift" and .task_source == "recorded"' <"$work/set.out"
is 'spread of asymmetry' '.asymmetry.value as $ai | .method_spread.asymmetry[] | select(.window == "lift") |
	.low_method == "symmetry_angle" and .low < $ai and .high > 2 * $ai and (.values | length == 7)' <"$work/set.out"
is 'spread of onset' '.method_spread.onset | length == 8 and all(.[]; .low < .high and (.values | length == 9))' <"$work/set.out"
"$hinge" analyze "$work/set.w64" | grep -q '^Set 1, lift: the same forces give .* to .* %' || wrong 'the line of the spread'

"$hinge" analyze -q --as forcedecks --csv "$work/set.csv" "$work/set.w64" >/dev/null || wrong '--as'
python3 - "$work/set.csv" <<-'PYTHON' || wrong 'the columns of --as forcedecks'
	import csv, sys
	rows = list(csv.DictReader(open(sys.argv[1])))
	assert len(rows) == 8 and [r['Rep'] for r in rows] == [str(i) for i in range(1, 9)]
	for r in rows:
	    left, right = (float(r['Concentric Mean Force [N] (%s)' % side]) for side in 'LR')
	    pct, letter = r['Concentric Mean Force % (Asym) (%)'].split()
	    assert letter == ('R' if right > left else 'L')
	    assert abs(float(pct) - 100 * abs(right - left) / max(right, left)) < 0.051
	    assert abs(left + right - float(r['Concentric Mean Force [N]'])) < 0.01
	    assert r['Peak Vertical Force [N]'] == ''
PYTHON

"$hinge" analyze --explain "$work/set.w64" >"$work/chain"
tr -s ' \n' '  ' <"$work/chain" >"$work/unfolded"
for step in signal tare filter body_weight load reps task rep phases curves statistics; do
	grep -qE "^ +[0-9]+  $step " "$work/chain" || wrong "--explain: no step $step"
done
for value in '-3 dB at 20 Hz' '784\.[0-9]* N / 9.80665' 'entered: 120.00 kg' 'gains 0.06 m/s' 'lift-off .* s \+- .* ms' \
	't\(0.975; 7\) = 2.365' 'finding C1 .*indicated'; do
	grep -qE -- "$value" "$work/unfolded" || wrong "--explain: no '$value'"
done
[ "$(awk 'length > 120' "$work/chain" | sed '1,/How it was/d' | wc -l)" -eq 0 ] || wrong '--explain: lines are not folded'
for set in kinetics_cutoff_hz=15 lockout_fraction=0.95 asymmetry_delta_pct=4; do
	"$hinge" analyze --explain --set $set "$work/set.w64" | tr -s ' \n' '  ' | grep -qE "${set#*=} ?(Hz|of|%)" ||
		wrong "--explain: $set is not shown"
done

# --- the results keep task, pulls and window ---

"$hinge" analyze -q -o "$work/pull.h5" --window 1:2 $two "$work/pull.csv" >/dev/null || wrong '-o'
"$hinge" validate "$work/pull.h5" >/dev/null 2>"$work/err" || wrong "validate: $(cat "$work/err")"
"$hinge" dump --json "$work/pull.h5" | is 'dump' '.task == "isometric"'
cp "$work/pull.h5" "$work/again.h5"
"$hinge" analyze -q -o "$work/again.h5" --threads 3 --window 1:2 $two "$work/pull.csv" >/dev/null
cmp -s "$work/pull.h5" "$work/again.h5" || wrong 'the same pull gives other bytes'

# --- real recordings ---

data=../shared/data
if [ -d $data/deadlift_isometric_c3d ]; then
	json --task isometric $data/deadlift_isometric_c3d/*.c3d >"$work/nine"
	[ "$(wc -l <"$work/nine")" -eq 9 ] || wrong 'isometric C3D: not nine objects'
	jq -s . "$work/nine" | is 'isometric C3D' \
		'all(.[]; .task == "isometric" and (.pulls | length == 1) and (.body_mass_kg | . > 75 and . < 90))'
else
	echo 'SKIP: isometric deadlifts: ../shared is not here'
fi
if [ -d $data/acl_squat_jump_csv ]; then
	"$hinge" analyze --sides right,left --window 1.656:1.810 $data/acl_squat_jump_csv/BFR007_squat_jump.csv |
		grep -q '^Window 1.656 to 1.810 s: 27.4 % right, AI=' || wrong 'ACL squat jump'
else
	echo 'SKIP: squat jumps: ../shared is not here'
fi

exit $failed
