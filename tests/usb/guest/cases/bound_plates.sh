# Plates by serial number: one blinks, two are bound and recorded without being named, and one is
# calibrated with masses on a real bus.
. tests/usb/guest/lib.sh
start_daemon --study "$study"
lifter seed=5,seconds=20
plug_plate 2 LEFT1 channels=4
plug_plate 1 RIGHT1 channels=4 right=1
expect 0 '' "$hinge" devices --identify usb:LEFT1
expect 0 'left' "$hinge" devices --bind left=LEFT1 --bind right=RIGHT1
expect 0 '' "$hinge" devices --identify right
lifter tier=clean,plate=left,disc=0
plug_plate 2 LEFT1 channels=4
plug_plate 1 RIGHT1 channels=4
"$hinge" zero >"$work/zeroed" 2>&1 || wrong "zero: $(cat "$work/zeroed")"
[ "$(awk '{print $1}' "$work/zeroed" | tr '\n' ' ')" = 'left right ' ] || wrong "zeroed: $(cat "$work/zeroed")"
lifter seed=5,seconds=20
plug_plate 2 LEFT1 channels=4
plug_plate 1 RIGHT1 channels=4 right=1
"$hinge" record --subject S001 --no-auto --max 2 --json >"$work/card" 2>"$work/err"
[ $? -le 1 ] || wrong "record: $(cat "$work/err")"
[ "$(card '.sources | join(" ")')" = 'usb:LEFT1 usb:RIGHT1' ] || wrong "recorded $(card .sources)"
# both are examined in one call, whatever is found
lifter seed=5,lead=120,seconds=120
plug_plate 2 LEFT1 channels=4
plug_plate 1 RIGHT1 channels=4 right=1
"$hinge" doctor --json >"$work/doctor" 2>"$work/err"
jq -e '[.devices[] | [.source, .plates[0], (.checks | length)]] ==
	[["usb:LEFT1", "left", 10], ["usb:RIGHT1", "right", 10]]' "$work/doctor" >/dev/null ||
	wrong "doctor: $(cat "$work/err" "$work/doctor")"
unplug 1
until_true serial_is_gone RIGHT1 || wrong 'RIGHT1 stays'
expect 4 'plate RIGHT1, the right one, is not connected' "$hinge" record --subject S001

# prompt N of 7, then MASS at X, Y on a plate with other cells than its memory says
lay() {
	[ "$1" = 1 ] || until_true grep -q "^$1 of 7:" "$work/talk" || wrong "no prompt $1: $(cat "$work/talk")"
	lifter "tier=clean,plate=left,gains=1.02:0.98:1.01:0.995,disc=$2,x=$3,y=$4"
	plug_plate 1 LEFT1 channels=4
	[ "$1" = 1 ] || echo >&6
}
lay 1 0 0 0
mkfifo "$work/enter"
: >"$work/talk"
"$hinge" calibrate --plate left --mass 20 --seconds 1 --json <"$work/enter" >"$work/certificate" 2>"$work/talk" &
calibrating=$!
exec 6>"$work/enter"
until_true grep -q '^1 of 7:' "$work/talk" || wrong "no prompt: $(cat "$work/talk")"
echo >&6
lay 2 20 0 0
lay 3 20 -0.15 0.25
lay 4 20 0.15 0.25
lay 5 20 0.15 -0.25
lay 6 20 -0.15 -0.25
lay 7 0 0 0
until_true grep -q 'Keep this' "$work/talk" || wrong "not asked: $(cat "$work/talk")"
echo >&6
wait "$calibrating" || wrong "calibrate exits $?: $(cat "$work/talk")"
exec 6>&-
# without noise: rounding to a count of 200000
jq -e '.Serial == "LEFT1" and .Number == 1 and ([.Cells[].NewtonPerUnit] as $got | [1.02, 0.98, 1.01, 0.995] as $planted |
	[range(4) | $got[.] * $planted[.] / (2000 / 8388608) - 1 | fabs] | max < 1e-5)' "$work/certificate" >/dev/null ||
	wrong "the certificate: $(jq -c '[.Serial, .Number, .Cells]' "$work/certificate")"
echo "LEFT1 and RIGHT1 blink and are recorded unnamed; LEFT1 calibrated: $(jq -c '[.Cells[].ChangePct]' "$work/certificate")"
finish
