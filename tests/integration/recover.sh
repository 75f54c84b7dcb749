#!/bin/sh
# A daemon killed in the middle of a set: what is durable comes back, and can be analysed; a second
# recovery changes nothing; a journal is removed on request only. hinge dump tells each file.
. tests/support/daemon.sh
need jq

start_daemon --study "$study" --source 'sim:seed=5,reps=3,rate=1000,pace=real'
"$hinge" record --subject S1 --load 100 --no-auto >"$work/out" 2>"$work/err" &
client=$!
until_true has_durable 2500 || wrong 'no durable frames'
durable=$(status_of .recording.durable_frames)
stop_daemon KILL
wait $client
journal=$(find "$study" -name '*_force.hjl')
before=$(sha256sum <"$journal")

"$hinge" dump --json "$journal" >"$work/dump" || wrong 'dump fails on an unfinished journal'
[ "$(jq .complete "$work/dump")" = false ] || wrong 'an unfinished journal is called complete'
[ "$(jq .frames "$work/dump")" -ge "$durable" ] || wrong 'dump counts less than was durable'

"$hinge" recover --json "$study" >"$work/recovered" 2>"$work/err"
[ $? -eq 1 ] || wrong 'a journal without an end is not "recovered with loss"'
recording=$(jq -r .recording "$work/recovered")
[ "$(jq .frames "$work/recovered")" -ge "$durable" ] || wrong 'durable frames are missing'
[ "$(sha256sum <"$journal")" = "$before" ] || wrong 'recover changed the journal'
"$hinge" dump "$recording" "${recording%.w64}.json" >/dev/null || wrong 'dump fails'

"$hinge" analyze --json "$recording" >"$work/report" 2>"$work/err" || wrong 'analyze fails'
[ "$(jq -r .load_kg "$work/report")" = 100 ] || { wrong "the load did not come along"; cat "$work/report" "${recording%.w64}.json"; }
[ "$(jq '.reps | length' "$work/report")" -eq 0 ] || wrong 'reps from three seconds of standing'

made=$(sha256sum <"$recording")
"$hinge" recover --json --prune "$study" >"$work/recovered"
[ "$(jq .already "$work/recovered")" = true ] || wrong 'the second run does not know the first'
[ "$(sha256sum <"$recording")" = "$made" ] || wrong 'the second run changed the recording'
[ ! -e "$journal" ] || wrong '--prune keeps the journal'
"$hinge" recover "$study" 2>"$work/err" || wrong 'nothing to recover is no failure'

expect 3 'neither journal' "$hinge" dump README.md
expect 3 'No such file' "$hinge" recover "$work/none"
expect 2 'named' "$hinge" recover
finish
