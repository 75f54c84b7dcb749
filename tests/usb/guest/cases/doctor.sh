# `hinge doctor` examines a plate on the bus; one whose cells all stand still is found.
. tests/usb/guest/lib.sh
# empty plates for two seconds, then the emulator repeats the last frame
lifter seed=5,seconds=2
plug_plate 1 HP0001
start_daemon --study "$study" --source usb:HP0001
examine() {
	"$hinge" doctor --json >"$work/doctor" 2>"$work/err"
	code=$?
}
outcome() { jq -r --arg name "$1" '.devices[0].checks[] | select(.name == $name) | .outcome' "$work/doctor"; }
ramp_says() { jq -r '.devices[0].checks[] | select(.name == "test-ramp") | .text' "$work/doctor"; }

examine
case $code$(outcome test-ramp)$(ramp_says) in
5fail*' 0 lost, '*) wrong "test-ramp: $(ramp_says)" ;;
5fail*', 0 wrong '*)
	lose "$(ramp_says)"
	finish
	;;
esac
[ $code -eq 0 ] || wrong "doctor exits $code: $(cat "$work/err" "$work/doctor")"
[ "$(jq '.devices[0].checks | length' "$work/doctor")" = 10 ] || wrong "checks $(cat "$work/doctor")"
for check in usb-speed disk realtime cells noise hum test-ramp; do
	[ "$(outcome $check)" = pass ] || wrong "$check: $(cat "$work/doctor")"
done
# nothing sets the guest's time of day
[ "$(outcome clock)" = warn ] && grep -q 'time of day is not synchronised' "$work/doctor" ||
	wrong "clock: $(cat "$work/doctor")"
says=$(jq -r '.devices[0].checks[-1].text' "$work/doctor")
examine
[ $code -eq 5 ] || wrong "dead cells: exit $code: $(cat "$work/err" "$work/doctor")"
[ "$(outcome cells)" = fail ] || wrong "dead cells: $(cat "$work/doctor")"
unplug 1
until_true serial_is_gone HP0001 || wrong 'it stays'
expect 4 'HP0001' "$hinge" doctor
echo "test-ramp: $says; then dead cells are a FAIL, no plate is exit 4"
finish
