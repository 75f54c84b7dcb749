#!/bin/sh
# hinge analyze --history: sessions of one person, compared; the same bytes in any order; nobody
# else's results, nothing that came later; two languages.
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
# session NUMBER SUBJECT TASK: a set of eight, its place in time by its number
session() {
	name=$work/$1
	"$hinge" simulate -q -o "$name.w64" --seed "$1" --mass 80 --load 120 --ai 8 --reps 8 \
		--style dead_stop --tier lab --fail 0 --drop 0 >"$work/out" || wrong "simulate $1"
	jq ".Subject = \"$2\" | .Session = \"$1\" | .TaskName = \"$3\" | .StartTime = \"2026-01-${1}T10:00:00Z\"" \
		"$name.json" >"$work/sidecar" && mv "$work/sidecar" "$name.json"
}
finding() { # NAME JQ FILE
	jq -e ".findings[] | select(.name == \"$1\") | $2" "$3" >"$work/out" || wrong "$1: not $2"
}

given=
for i in 11 12 13 14 15 16; do
	session $i S1 deadlift
	# shellcheck disable=SC2086
	"$hinge" analyze -o "$work/$i.h5" $given "$work/$i.w64" >"$work/out" || wrong "analyze $i"
	given="$given --history $work/$i.h5"
done
session 17 S1 deadlift

# --- six sessions are enough, five are not ---

# shellcheck disable=SC2086
"$hinge" analyze --json -o "$work/a.h5" $given "$work/17.w64" >"$work/a.json" || wrong 'analyze with history'
finding baseline '.outcome == "no_evidence" and .n == 6' "$work/a.json"
finding smoothness '.outcome != "insufficient_data" and .n == 6 and .p_adjusted >= .p' "$work/a.json"
finding load_transfer '.outcome == "consistent"' "$work/a.json"
jq -e '[.steps[] | select(.name == "history")] | length == 7' "$work/a.json" >"$work/out" || wrong 'the history is not in the steps'
"$hinge" analyze --json --history "$work/11.h5" "$work/17.w64" >"$work/one.json"
finding baseline '.outcome == "insufficient_data" and .n == 1' "$work/one.json"
finding smoothness '.value != null and .p == null and (.text | contains("6 are needed"))' "$work/one.json"
"$hinge" validate "$work/a.h5" >"$work/out" || wrong 'the result is not valid'

# --- any order, the trial itself and later ones among them: the same bytes ---

session 18 S1 deadlift
"$hinge" analyze -q -o "$work/18.h5" "$work/18.w64" >"$work/out"
"$hinge" analyze -q -o "$work/b.h5" --history "$work/18.h5" --history "$work/a.h5" --history "$work/14.h5" \
	--history "$work/16.h5" --history "$work/11.h5" --history "$work/13.h5" --history "$work/15.h5" \
	--history "$work/12.h5" "$work/17.w64" >"$work/out" || wrong 'another order'
cmp "$work/a.h5" "$work/b.h5" || wrong 'another order gives other bytes'
"$hinge" analyze -q -o "$work/none.h5" --history "$work/18.h5" "$work/17.w64" >"$work/out"
"$hinge" analyze -q -o "$work/plain.h5" "$work/17.w64" >"$work/out"
cmp "$work/none.h5" "$work/plain.h5" || wrong 'a history without earlier trials is none'
sum() { "$hinge" dump "$1" | sed -n 's/^config_sha256 *//p'; }
[ "$(sum "$work/a.h5")" != "$(sum "$work/plain.h5")" ] || wrong 'the history is not in what the result was made with'

# --- batch has no history: a result that has one is none of its own ---

stem=sub-S1/ses-17/sub-S1_ses-17_task-deadlift_run-01_force
mkdir -p "$work/study/sub-S1/ses-17" "$work/results/sub-S1/ses-17"
cp "$work/17.w64" "$work/study/$stem.w64"
cp "$work/17.json" "$work/study/$stem.json"
"$hinge" analyze -q -o "$work/results/$stem.h5" "$work/study/$stem.w64" >"$work/out"
"$hinge" batch --json "$work/study" -o "$work/results" 2>"$work/err" | grep -q '"up-to-date"' || wrong "batch: $(cat "$work/err")"
"$hinge" analyze -q -o "$work/results/$stem.h5" --history "$work/11.h5" "$work/study/$stem.w64" >"$work/out"
"$hinge" batch --json "$work/study" -o "$work/results" 2>"$work/err" | grep -q '"done"' || wrong 'batch takes a result with a history for its own'

# --- nobody else's, another task, no result at all ---

session 10 S2 deadlift
"$hinge" analyze -q -o "$work/10.h5" "$work/10.w64" >"$work/out"
"$hinge" analyze --history "$work/10.h5" "$work/17.w64" >"$work/out" 2>"$work/err"
[ $? -eq 2 ] || wrong "another person: $(cat "$work/err")"
grep -q '10.h5: a result of S2, not of S1' "$work/err" || wrong "another person: $(cat "$work/err")"
session 09 S1 clean
"$hinge" analyze -q -o "$work/09.h5" "$work/09.w64" >"$work/out"
"$hinge" analyze --json --history "$work/09.h5" "$work/17.w64" >"$work/task.json" 2>"$work/err" || wrong 'another task'
grep -q '09.h5: another task (clean, not deadlift)' "$work/err" || wrong "another task: $(cat "$work/err")"
finding baseline '.n == 0' "$work/task.json"
for bad in "$work/none-such.h5" "$work/17.w64"; do
	"$hinge" analyze --history "$bad" "$work/17.w64" >"$work/out" 2>"$work/err"
	[ $? -eq 3 ] || wrong "--history $bad: $(cat "$work/err")"
	grep -qF "$bad" "$work/err" || wrong "--history $bad is not named: $(cat "$work/err")"
done

# --- two languages, results in one ---

"$hinge" analyze --set language=de -o "$work/de.h5" "$work/17.w64" >"$work/de" || wrong 'language=de'
grep -q 'Rechts trägt beim Heben mehr' "$work/de" || wrong 'no German sentence'
grep -q 'zu wenige frühere Sitzungen' "$work/de" || wrong 'no German list'
cmp "$work/de.h5" "$work/plain.h5" || wrong 'the language changes the result'
"$hinge" analyze --set language=fr "$work/17.w64" >"$work/out" 2>"$work/err"
[ $? -eq 2 ] || wrong "language=fr: $(cat "$work/err")"

exit $failed
