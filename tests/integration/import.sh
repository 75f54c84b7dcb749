#!/bin/sh
# hinge import from end to end: what it says of a file, what it puts into a study, exit statuses.
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
	"$hinge" import "$@" >"$work/out" 2>"$work/err"
	got=$?
	[ $got -eq "$want" ] || wrong "import $*: exit $got, expected $want: $(cat "$work/err")"
	if [ -z "$pattern" ]; then
		[ ! -s "$work/err" ] || wrong "import $*: $(cat "$work/err")"
	else
		grep -qE -- "$pattern" "$work/err" || wrong "import $*: no '$pattern' in: $(cat "$work/err")"
	fi
}
says() {
	grep -qF -- "$1" "$work/out" || wrong "no '$1' in: $(cat "$work/out")"
}

# two plates, right leg on the first: 2 s at 500 Hz
awk 'BEGIN {
	print "Squat,,,\nnRows=1000\nendheader"
	print "time,ground_force1_vy,ground_force1_px,ground_force1_pz,ground_force2_vy,ground_force2_px,ground_force2_pz"
	for (i = 0; i < 1000; i++)
		printf "%.3f,%.3f,0.1,-1.1,%.3f,0.2,-0.7\n", i / 500, 400 + i / 100, 380
}' >"$work/squat.csv"
sed '600s/,[^,]*$//' "$work/squat.csv" >"$work/ragged.csv"
: >"$work/empty.csv"

# --- describing ---
expect 0 '' "$work/squat.csv"
says 'two-plate-csv, 2 plates (unknown, unknown), 500 Hz, 1000 frames, 2.000 s'
expect 0 '' --sides right,left --mass-kg 80 --load-kg 60.5 "$work/squat.csv"
says '2 plates (right, left)'
says 'body mass 80 kg (typed), load 60.5 kg'
expect 0 '' --json --sides right,left "$work/squat.csv"
says '"rate_hz": 500'
says '"foot": "right"'
says '"recording": null'
python3 -m json.tool <"$work/out" >"$work/json" || wrong 'not JSON'
"$hinge" import - <"$work/squat.csv" >"$work/out" 2>&1 || wrong 'standard input'
says '1000 frames'
[ -z "$(find "$work" -name '*.w64')" ] || wrong 'something was written without -o'

# --- refusals ---
expect 3 'ragged.csv:600: 6 fields, expected 7$' "$work/ragged.csv"
expect 3 'empty.csv: is empty$' "$work/empty.csv"
expect 1 'empty.csv: is empty$' "$work/empty.csv" "$work/squat.csv"
says '1000 frames'
expect 1 'none.csv: No such file' "$work/none.csv" "$work/ragged.csv" "$work/squat.csv"
expect 2 '2 plates|names 1' --sides left "$work/squat.csv"
expect 2 'no input'
expect 2 '--rate' --rate fast "$work/squat.csv"
expect 2 'no names' -o "$work/study" --subject 'Ann Smith' --session 01 "$work/squat.csv"
expect 2 'go with -o' --subject S012 "$work/squat.csv"
expect 2 'pass --subject CODE and --session CODE' -o "$work/study" "$work/squat.csv"
[ ! -e "$work/study" ] || wrong 'a study was made for nothing'

# --- taking over ---
ses=$work/study/sub-S012/ses-03
take() {
	expect "$1" "$2" -o "$work/study" --subject S012 --session 03 --task squat --sides right,left "$work/squat.csv"
}
take 0 ''
says "$ses/sub-S012_ses-03_task-squat_run-01_force.w64"
take 0 ''
says run-02_force.w64
cmp -s "$ses/sub-S012_ses-03_task-squat_run-01_force.w64" "$ses/sub-S012_ses-03_task-squat_run-02_force.w64" ||
	wrong 'the same file was imported in two ways'
expect 0 '' "$ses/sub-S012_ses-03_task-squat_run-01_force.w64"
says 'w64, 2 plates (right, left), 500 Hz, 1000 frames, 2.000 s'
"$hinge" analyze --json "$ses/sub-S012_ses-03_task-squat_run-01_force.w64" >"$work/out" 2>&1 ||
	wrong "analyze: $(cat "$work/out")"

# --- C3D: a type 2 plate, big endian, 2 s at 200 Hz; the header counts 150 Hz ---
python3 - "$work/pull.c3d" <<'END' || wrong 'no C3D was made'
import struct, sys

def item(name, group, body=b"\0"):
    return name, group, body

def integers(name, group, *values):
    dims = b"\0" if len(values) == 1 else bytes([1, len(values)])
    return item(name, group, b"\2" + dims + struct.pack(">%dh" % len(values), *values) + b"\0")

def reals(name, group, dims, *values):
    return item(name, group, bytes([4, len(dims), *dims]) + struct.pack(">%df" % len(values), *values) + b"\0")

items = [item(b"POINT", -1), reals(b"RATE", 1, [], 100), item(b"ANALOG", -2),
         reals(b"SCALE", 2, [6], *[-1] * 6), integers(b"OFFSET", 2, *[0] * 6),
         item(b"FORCE_PLATFORM", -3), integers(b"USED", 3, 1), integers(b"TYPE", 3, 2),
         item(b"CHANNEL", 3, b"\2\2\6\1" + struct.pack(">6h", *range(1, 7)) + b"\0"),
         reals(b"ORIGIN", 3, [3, 1], 0, 0, -40)]
section = b"\1\x50\1\x56"
for name, group, body in items:
    section += bytes([len(name), group & 255]) + name + struct.pack(">H", 2 + len(body)) + body
header = struct.pack(">BB5H", 2, 0x50, 0, 12, 1, 200, 0) + struct.pack(">f", 1)
header += struct.pack(">2H", 3, 2) + struct.pack(">f", 75)
frames = struct.pack(">12h", *[0, 0, 700, 7000, 0, 0] * 2) * 200
open(sys.argv[1], "wb").write(header.ljust(512, b"\0") + section.ljust(512, b"\0") + frames)
END
expect 0 '' --json "$work/pull.c3d"
says '"format": "c3d", "plates": [{"name": "FP1", "foot": "unknown", "kind": "wrench", "cells": 0, "c3d_type": 2}], "channels": 6, "rate_hz": 200.0, "frames": 400'
says '"remarks": ["the header says 75 frames a second, POINT:RATE 100, which is taken"]'
"$hinge" import - <"$work/pull.c3d" >"$work/out" 2>&1 || wrong 'C3D on standard input'
says '400 frames, 2.000 s; the header says'
expect 0 'the header says 75' -o "$work/study" --subject S012 --session 04 "$work/pull.c3d"
expect 0 '' "$work/study/sub-S012/ses-04/sub-S012_ses-04_task-unknown_run-01_force.w64"
grep -q TaskName "$work/study/sub-S012/ses-04/sub-S012_ses-04_task-unknown_run-01_force.json" &&
	wrong 'a task that nobody told'
head -c 2000 "$work/pull.c3d" >"$work/short.c3d"
expect 3 'short.c3d: 40 frames, its header says 200 \(cut short\? copy it again\)$' "$work/short.c3d"

# --- nowhere to write ---
echo taken >"$work/file"
expect 74 'file' -o "$work/file" --subject S012 --session 03 "$work/squat.csv"
(
	ulimit -f 8
	take 74 'run-03_force.w64.*too large'
	exit $failed
) || failed=1
[ -z "$(find "$ses" -name '*run-03*')" ] || wrong "left behind: $(ls "$ses")"

[ $failed -eq 0 ]
