#!/bin/sh
# A plate is calibrated with known masses, in a simulation whose cells are off by planted errors;
# what it cannot tell or must not keep is refused, by name; the certificate reaches the recording.
. tests/support/daemon.sh
need jq awk
plates=$work/data/hinge/plates
start_daemon --source sim:plate=left,gains=1.02:0.98:1.01:0.995,noise=1,reps=1 --study "$study"
calibrate() { yes '' | "$hinge" calibrate --plate left --mass 20 "$@"; }

# 2 s at 1 kHz of 0.5 N white noise on each of four cells leave 0.011 N a reading and as much of the
# zero, so 0.032 N of 196 N or 1.6e-4 of each sum and moment; cells differ by half the sum of four
# such modes. 1e-3 is six standard errors.
calibrate --operator OP-1 --json >"$work/first.json" 2>"$work/talk" || wrong "calibrate: $(cat "$work/talk")"
jq -e '[.Cells[].NewtonPerUnit] as $got | [1.02, 0.98, 1.01, 0.995] as $planted |
	[range(4) | $got[.] * $planted[.] / (2000 / 8388608) - 1 | fabs] | max < 1e-3' \
	"$work/first.json" >/dev/null || wrong "the planted gains do not come back: $(jq -c .Cells "$work/first.json")"
jq -e '.Number == 1 and .Operator == "OP-1" and (.Series | length) == 7 and .ConditionNumber < 1.4' \
	"$work/first.json" >/dev/null || wrong 'the certificate'
grep -q 'lay 20 kg over cell 3, rear right (150 mm to the right, 250 mm to the heels)' "$work/talk" ||
	wrong 'the guide does not say where'
first=$plates/SIM-1-left/certificate-1.json
[ "$(stat -c %a "$first")" = 640 ] || wrong 'the certificate is not 0640'
cp "$first" "$work/kept"

# the same plate reads right now, and a second calibration changes next to nothing
"$hinge" calibrate --plate left --from "$work/first.json" --json >"$work/second.json" 2>"$work/talk" ||
	wrong "--from: $(cat "$work/talk")"
jq -e '.Number == 2 and ([.Cells[].ChangePct | fabs] | max < 1e-6)' "$work/second.json" >/dev/null ||
	wrong "a repeated series changes: $(jq -c .Cells "$work/second.json")"
cmp -s "$first" "$work/kept" || wrong 'the oldest certificate was touched'

# back to the first, which the next recording carries
expect 0 '1  20' "$hinge" calibrate --plate left --use 1
expect 5 'has no certificate 9' "$hinge" calibrate --plate left --use 9
"$hinge" devices --bind right=SIM-1-left >/dev/null || wrong '--bind'
"$hinge" record --subject S1 --max 3 --no-auto >/dev/null 2>&1 || wrong 'record'
sidecar=$study/sub-S1/ses-01/sub-S1_ses-01_task-deadlift_run-01_force.json
jq -e --slurpfile kept "$first" '.Calibration.Certificate == "SIM-1-left #1" and
	.Calibration.Date == $kept[0].Date and .Plates[0].Foot == "right" and
	.Plates[0].Name == "right" and
	[.Plates[0].Cells[].NewtonPerUnit] == [$kept[0].Cells[].NewtonPerUnit]' "$sidecar" >/dev/null ||
	wrong "the sidecar: $(jq -c '.Calibration, .Plates' "$sidecar")"
"$hinge" devices --bind none=SIM-1-left >/dev/null || wrong '--bind none'

# series in a file
cat >"$work/centre.csv" <<'CSV'
mass_kg,x_m,y_m,c1,c2,c3,c4
0,0,0,0,0,0,0
10,0,0,102824,102824,102824,102824
20,0,0,205648,205648,205648,205648
CSV
expect 5 'cannot tell cells 1 (front left), 2 (front right), 3 (rear right) and 4 (rear left) from each other' \
	"$hinge" calibrate --plate left --new-zero --from "$work/centre.csv"
cat >"$work/unloaded.csv" <<'CSV'
# three cells that carry what stands on them
0,0,0,0,0,0,0
20,-0.15,0.25,822594,0,0,0
20,0.15,0.25,0,822594,0,0
20,-0.15,-0.25,0,0,0,822594
CSV
expect 5 'the masses never loaded cell 3 (rear right): put one over it' \
	"$hinge" calibrate --plate left --new-zero --from "$work/unloaded.csv"
head -3 "$work/unloaded.csv" >"$work/one.csv"
expect 5 'the masses never loaded cell 2' "$hinge" calibrate --plate left --new-zero --from "$work/one.csv"
echo '20,0,0,1,2' >"$work/short.csv"
expect 3 'short.csv:1: expected mass_kg,x_m,y_m and 4 counts' \
	"$hinge" calibrate --plate left --from "$work/short.csv"
expect 3 'no-such-file' "$hinge" calibrate --plate left --from "$work/no-such-file"
# 25 kg that were 20: two rounds tell which mass it was
yes '' | "$hinge" calibrate --plate left --mass 20 --mass 10 --dry-run --json 2>/dev/null |
	jq '(.Series[4].MassKg) = 25' >"$work/typo.json"
expect 5 '25 kg over cell 3 (rear right) does not fit' "$hinge" calibrate --plate left --from "$work/typo.json"

# what is not empty, and what is not quiet
expect 5 'N on the empty left plate, step off' calibrate --source sim:plate=left,disc=20
printf '' >"$work/nothing"
said=$("$hinge" calibrate --plate left --mass 20 2>&1 <"$work/nothing")
[ $? -eq 130 ] || wrong 'no answer does not interrupt'
case $said in *'broken off at step 1 of 7: nothing is changed'*) ;; *) wrong "broken off: $said" ;; esac
yes '' | "$hinge" calibrate --plate left --mass 20 --source sim:plate=left,noise=100,disc=0 >"$work/restless" 2>&1 &
restless=$!
until_true grep -q 'waiting: the left plate is restless' "$work/restless" || wrong 'a restless plate is not waited for'
kill $restless
wait $restless
[ "$(find "$plates" -name 'certificate-*' | wc -l)" -eq 2 ] || wrong 'a refused series left a certificate'

# a damaged certificate is said, and another one can be put in its place
"$hinge" calibrate --plate left --use 0 >/dev/null || wrong '--use 0'
printf '{"Format": "hinge-certif' >"$plates/SIM-1-left/certificate-2.json"
expect 3 'certificate 2 cannot be used (another one: hinge calibrate --plate SIM-1-left --use NUMBER)' \
	"$hinge" record --subject S1 --max 1 --no-auto
expect 0 'certificate-2.json' "$hinge" calibrate --plate SIM-1-left --list
expect 0 'in force' "$hinge" calibrate --plate SIM-1-left --use 1
"$hinge" record --subject S1 --max 1 --no-auto >/dev/null 2>&1 || wrong 'record with the older certificate'

# the second plate of one device, without noise: what is left is the rounding to a count, 0.5 of 200000
yes '' | "$hinge" calibrate --plate right --mass 20 --json \
	--source sim:tier=clean,gains=1:1:1:1:1.03:1:1:0.97 >"$work/right.json" 2>"$work/talk" ||
	wrong "the second plate: $(cat "$work/talk")"
jq -e '.Serial == "SIM-1" and .Plate == 2 and ([.Cells[].NewtonPerUnit] as $got | [1.03, 1, 1, 0.97] as $planted |
	[range(4) | $got[.] * $planted[.] / (2000 / 8388608) - 1 | fabs] | max < 1e-5)' "$work/right.json" >/dev/null ||
	wrong "the second plate: $(jq -c '[.Serial, .Plate, .Cells]' "$work/right.json")"
"$hinge" record --subject S2 --max 1 --no-auto --source sim:tier=clean,reps=1 >/dev/null 2>&1 || wrong 'record two plates'
jq -e '.Calibration.Certificate == "SIM-1 -,#1"' "$study/sub-S2/ses-01/sub-S2_ses-01_task-deadlift_run-01_force.json" >/dev/null ||
	wrong 'the sidecar of two plates'

expect 4 'HP7 is not connected' "$hinge" devices --bind left=HP7 --identify left
expect 4 "no plate 'HP7' there" "$hinge" calibrate --plate left --mass 20
expect 2 'expected left=SERIAL' "$hinge" devices --bind middle=HP7
expect 2 'sim: source cannot blink' "$hinge" devices --identify sim:
expect 2 '--plate is missing' "$hinge" calibrate --mass 20
expect 2 '--mass is missing' "$hinge" calibrate --plate left
stop_daemon

# no room for a certificate: the old one holds
(
	ulimit -f 1
	"$bin/hinged" --foreground --source sim:plate=left >>"$log" 2>&1 &
	echo $! >"$work/pid"
)
daemon=$(cat "$work/pid")
until_true answers || wrong 'the daemon does not answer'
"$hinge" devices --bind none=HP7 >/dev/null
expect 74 'certificate-3.json' "$hinge" calibrate --plate left --from "$work/first.json"
[ ! -e "$plates/SIM-1-left/certificate-3.json" ] && [ ! -e "$plates/SIM-1-left/certificate-3.json.part" ] ||
	wrong 'half a certificate is left'
expect 0 'in force' "$hinge" calibrate --plate SIM-1-left --list
kill "$daemon"
daemon=''

# what fits to the last count, or nearly, has no sign
start_daemon --source sim:plate=right --study "$study"
cat >"$work/square.csv" <<'CSV'
0,0,0,0,0,0,0
20,-0.15,0.25,822594,0,0,0
20,0.15,0.25,0,822593,0,0
20,0.15,-0.25,0,0,822594,0
20,-0.15,-0.25,0,0,0,822594
20,0,0,205648,205649,205648,205648
CSV
"$hinge" calibrate --plate right --new-zero --from "$work/square.csv" >"$work/talk" 2>&1 ||
	wrong "square: $(cat "$work/talk")"
grep -q -- '[-+]0\.00*\( \|$\)' "$work/talk" && wrong "a signed nothing: $(cat "$work/talk")"
finish
