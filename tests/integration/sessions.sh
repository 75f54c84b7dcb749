#!/bin/sh
# hinge subject and compare on simulated people: one who recovers is called, one who does not is
# not; registry, notes, import, forgetting, and every refusal.
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
	"$hinge" "$@" >"$work/out" 2>"$work/err" </dev/null
	got=$?
	[ $got -eq "$want" ] || wrong "$*: exit $got, expected $want: $(cat "$work/err")"
	if [ -z "$pattern" ]; then
		[ ! -s "$work/err" ] || wrong "$*: $(cat "$work/err")"
	else
		grep -qE -- "$pattern" "$work/err" || wrong "$*: no '$pattern' in: $(cat "$work/err")"
	fi
}
is() { # JQ: true of what was printed
	jq -e "$1" "$work/out" >"$work/jq" || wrong "not $1 in $(head -c 600 "$work/out")"
}

# --- a person over ten sessions, once recovering, once not ---

for kind in recovery noise; do
	flag=
	[ $kind = recovery ] && flag=--recover
	"$hinge" simulate -q --study 40 --sessions 10 $flag -o "$work/$kind" >"$work/out" || wrong "simulate $kind"
	"$hinge" batch -q "$work/$kind" || wrong "batch $kind"
done
expect 0 '' subject show S001 --study "$work/noise" --json
cp "$work/out" "$work/noise.json"
is '.timeline.sessions | length == 10'
is '[.timeline.sessions[:6][].change] | all(. == "insufficient_data")'
is '[.timeline.sessions[6:][].change] | all(. == "no_change")'
is '.timeline.baseline | .missing_for_band == 0 and .missing_for_change == 0 and .needed == 6'
is '.results == 40 and .created == "2026-01-05"'
expect 0 '' subject show S001 --study "$work/recovery" --json
is '[.timeline.sessions[6:][].change] | all(. == "moved_left" or . == "moved_right")'
is '.timeline.sessions[9].tolerated_kg == .timeline.sessions[9].heaviest_kg'
expect 0 '' subject show S001 --study "$work/recovery"
grep -q 'CHANGED: to the' "$work/out" || wrong 'the recovery is not told'
grep -q 'not enough data (3 of 6 before)' "$work/out" || wrong 'what is missing is not told'
expect 0 '' subject show S001 --study "$work/recovery" --since 2026-02-10 --json
is '.timeline.sessions | length == 4'
is '.timeline.baseline.mean_pct != null'

# --- every figure is that of the results ---

result=$(ls "$work"/noise/derivatives/hinge/sub-S001/ses-10/*run-04*.h5)
old=
for ses in 01 02 03 04 05 06 07 08 09; do
	for file in "$work/noise/derivatives/hinge/sub-S001/ses-$ses/"*.h5; do
		old="$old --history $file"
	done
done
# shellcheck disable=SC2086
"$hinge" analyze -q --json $old "$work"/noise/sub-S001/ses-10/*run-04*.w64 >"$work/again.json" || wrong 'analyze with the history'
jq -n -e --slurpfile a "$work/again.json" --slurpfile t "$work/noise.json" '
	($a[0].findings[] | select(.name == "baseline")) as $f
	| $t[0].timeline.sessions[9] as $s
	| ($s.average_pct - $s.baseline_pct - $f.value | fabs) < 1e-4
	  and ($f.outcome == "no_evidence") and $s.change == "no_change"
	  and ($s.asymmetry_pct - ($a[0].findings[] | select(.name == "load_transfer") | .value) | fabs) < 1e-4' \
	>"$work/jq" || wrong 'the timeline is not what the findings of the same session are'

# --- the report of a person ---

expect 0 '' report --subject S001 --study "$work/recovery" -o "$work/recovery.html"
grep -q 'load moved by .* points to the' "$work/recovery.html" || wrong 'the report does not tell of the recovery'
expect 0 '' report --subject S001 --study "$work/noise" -o "$work/noise.html"
grep -q 'no change is shown' "$work/noise.html" || wrong 'the report calls noise a change'

# --- two sessions ---

expect 0 '' compare --study "$work/recovery" --subject S001 01 10 --json
is '.verdict == "to_left" or .verdict == "to_right"'
is '.rows[0].mdc95_assumed == false and (.rows | length) == 6'
expect 0 '' compare --study "$work/noise" --subject S001 --json
is '.verdict == "not_shown" and .a.session == "09" and .b.session == "10"'
first=$(ls "$work"/noise/derivatives/hinge/sub-S001/ses-01/*run-04*.h5)
light=$(ls "$work"/noise/derivatives/hinge/sub-S001/ses-01/*run-01*.h5)
expect 0 '' compare "$first" "$result" --json
is '.verdict == "not_shown" and .rows[0].mdc95_assumed'
expect 0 '' compare "$first" "$result" --set language=de
grep -q 'Die Veränderung ist kleiner' "$work/out" || wrong 'not in German'
expect 0 '' compare "$light" "$result" --json
is '.verdict == "other_load"'
expect 2 'which two' compare "$first"
expect 3 'nowhere.h5' compare "$first" "$work/nowhere.h5"
expect 5 '99: no session' compare --study "$work/noise" --subject S001 01 99
expect 5 'S999: nobody' compare --study "$work/noise" --subject S999

# --- people ---

study=$work/study
expect 2 'no study here' subject list
expect 0 '' subject add S012 --mass 70.5 --study "$study" --json
is '.subject == "S012" and .mass_kg == 70.5'
expect 5 'S012: there is one' subject add S012 --study "$study"
for code in s012 'S 12' '../S1' '<b>' "S'1" ABCDEFGHIJKLMNOPQRSTUVWXYZ1234567; do
	expect 2 'no code' subject add "$code" --study "$study"
done
[ "$(stat -c %a "$study/registry.sqlite")" = 640 ] || wrong "mode $(stat -c %a "$study/registry.sqlite")"
printf 'participant_id\tmass\nsub-A1\t60\nsub-B2\theavy\nsub-C3\t81,5\n' >"$work/p.tsv"
expect 1 'p.tsv:3: .*heavy' subject import "$work/p.tsv" --study "$study" --json
is '.added == 2 and .failed[0].line == 3'
expect 3 'no column participant_id' subject import "$0" --study "$study"
expect 0 '' subject list --tsv --study "$study"
cp "$work/out" "$work/all.tsv"
expect 0 '' subject import "$work/all.tsv" --study "$work/copy" --json
is '.added == 3 and (.failed | length) == 0'
expect 0 '' subject list --tsv --study "$work/copy"
cmp "$work/out" "$work/all.tsv" || wrong 'participants.tsv does not come back the same'

# --- notes ---

expect 0 '' subject note S001 03 --pain 7 --stage relieve --note 'a "stiff" <back>' --study "$work/noise"
expect 0 '' subject note S001 03 --pain 4 --study "$work/noise" --json
is '.pain == 4 and .stage == "relieve" and .date == "2026-01-19" and .note == "a \"stiff\" <back>"'
expect 0 '' subject show S001 --study "$work/noise" --json
is '.timeline.sessions[2] | .pain == 4 and .stage == "relieve"'
expect 0 '' subject note S001 X --date 2026-01-04 --pain 1 --study "$work/noise"
expect 0 '' subject note S001 X --note later --study "$work/noise" --json
is '.date == "2026-01-04" and .pain == 1'
expect 2 'stage better' subject note S001 --stage better --study "$work/noise"
expect 2 'pain' subject note S001 --pain 11 --study "$work/noise"
expect 2 'whole number' subject note S001 --pain 3.5 --study "$work/noise"
expect 5 'S999: nobody' subject note S999 --pain 3 --study "$work/noise"

# --- sessions without a code go by their day ---

"$hinge" simulate -q --study 8 -o "$work/days" >"$work/out" || wrong 'simulate days'
for file in "$work"/days/sub-*/ses-*/*_force.json; do
	jq 'del(.Session)' "$file" >"$work/sidecar" && mv "$work/sidecar" "$file"
done
"$hinge" batch -q "$work/days" || wrong 'batch days'
expect 0 '' compare --study "$work/days" --subject S001 --json
is '(.a.start_time | startswith("2026-01-05")) and (.b.start_time | startswith("2026-01-12"))'
expect 0 '' subject note S001 2026-01-05 --pain 5 --study "$work/days"
expect 0 '' subject note S001 --pain 2 --study "$work/days"
expect 0 '' subject show S001 --study "$work/days" --json
is '[.timeline.sessions[].pain] == [5, 2]'

# --- results that are bad, gone, or cannot be written about ---

bad=$work/noise/derivatives/hinge/sub-S001/ses-05
rm "$bad"/*run-01*.h5
echo damaged >"$(ls "$bad"/*run-02*.h5)"
expect 1 'ses-05/.*run-02.*:' subject show S001 --study "$work/noise" --json
is '.results == 38'
if [ "$(id -u)" -ne 0 ]; then
	chmod a-w "$work/recovery" "$work/recovery/registry.sqlite"
	expect 0 '' subject list --study "$work/recovery"
	expect 74 'cannot be written' subject note S001 --pain 3 --study "$work/recovery"
	chmod u+w "$work/recovery" "$work/recovery/registry.sqlite"
fi
echo 'no database, but long enough to be looked at by those who look' >"$work/copy/registry.sqlite"
expect 3 'damaged, or no registry' subject list --study "$work/copy"

# --- forgetting ---

expect 5 'nothing was removed' subject forget S001 --study "$work/recovery"
grep -q 'stays' "$work/err" || wrong 'forget does not say what stays'
echo S002 | "$hinge" subject forget S001 --study "$work/recovery" >"$work/out" 2>"$work/err" && wrong 'another code is taken'
echo S001 | "$hinge" subject forget S001 --files --study "$work/recovery" >"$work/out" 2>"$work/err" || wrong 'the code is not taken'
[ -e "$work/recovery/sub-S001" ] && wrong 'recordings are left'
[ -e "$work/recovery/derivatives/hinge/sub-S001" ] && wrong 'results are left'
expect 0 '' subject list --study "$work/recovery" --json
is 'length == 0'

exit $failed
