# An ADC behind Linux's IIO: iiod's protocol over the loopback, with libiio itself in hinged. Eight inputs
# at 1, 10 and 32 kHz; the server goes and comes back while its ADC goes on; another one without times.
. tests/usb/guest/lib.sh
port=30431
start_iiod() {
	"$bin/iiod" $port "$@" >"$work/iiod" &
	iiod=$!
	until_true test -s "$work/iiod" || wrong 'iiod does not start'
}
stop_iiod() {
	kill $iiod
	wait $iiod
	rm -f "$work/iiod"
}
start_iiod times
start_daemon --study "$study" --source iio:ip:127.0.0.1
for rate in 1000 10000; do
	record "iio:ip:127.0.0.1,rate=$rate" --no-auto --max 3
	expect_frames $((rate * 3))
	expect_whole iio
	seen="$seen$rate Hz $(card .frames) frames, $(card .gap_frames) lost; "
done
# an ADC that keeps 80 ms: what a slow guest loses then is declared, by the driver's times
stop_iiod
start_iiod times 2560
record "iio:ip:127.0.0.1,rate=32000" --no-auto --max 3
expect_frames 96000
expect_counts iio
places_agree "$(gaps '[.[].FramesUncertainty] | add // 0')"
seen="${seen}32000 Hz $(card .frames) frames, $(card .gap_frames) lost; "
stop_iiod

start_iiod times
start_recording iio:ip:127.0.0.1,device=emulated,rate=2000,newton_per_volt=100000 --no-auto --max 20
until_true has_durable 3000 || wrong 'nothing is recorded'
stop_iiod
until_true trouble_is unplugged || wrong "trouble $(status_of .trouble)"
start_iiod times
until_true trouble_is null || wrong "trouble $(status_of .trouble)"
end_of_recording
expect_frames 40000
expect_counts iio
expect_causes unplugged
away=$(gaps '.[] | "\(.Frames) \(.Cause) +-\(.FramesUncertainty)"')
# by the driver's clock, which went on
places_agree "$(gaps '[.[].FramesUncertainty] | add // 0')"
# 1e-3 mV a count
force=$(jq '.Plates[0].Cells[0].NewtonPerUnit' "$(card .sidecar)")
awk "BEGIN {exit !($force > 0.0999 && $force < 0.1001)}" || wrong "a count is $force N"
expect 0 '' "$hinge" analyze "$(card .w64)"
stop_iiod

start_iiod
record iio:ip:127.0.0.1,rate=1000 --no-auto --max 2
expect_frames 2000
expect_whole iio
stop_iiod
expect 4 'iio:ip:127.0.0.1: nothing answers' "$hinge" record --subject S001 --source iio:ip:127.0.0.1
echo "${seen}gap $away"
finish
