#!/bin/sh
# What the documentation promises of reading results elsewhere: the recipes run as they stand, and
# pandas, PyTables and R see the numbers that hinge printed.
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
python=/usr/bin/python3 # Debian's, which has Debian's modules
modules='import h5py, matplotlib, pandas, tables'

"$hinge" simulate -q -o "$work/lift.w64" --seed 7 --reps 8 --ai 6 --fail 0 --drop 0 >/dev/null || exit 1
"$hinge" analyze --json -o "$work/lift.h5" "$work/lift.w64" >"$work/found.json" 2>"$work/err" || wrong "$(cat "$work/err")"
"$hinge" collect -q "$work" -o "$work/study.h5" --csv "$work/study.csv" || wrong 'collect'
jq -r '.reps[].asymmetry_lift_pct' "$work/found.json" >"$work/want"
[ "$(wc -l <"$work/want")" -eq 8 ] || wrong 'not eight repetitions'

if $python -c "$modules" 2>/dev/null; then
	for study in study.h5 study.csv; do
		$python docs/recipes/read.py "$work/lift.h5" "$work/$study" -o "$work/curves.png" >"$work/out" 2>"$work/err" ||
			wrong "read.py: $(cat "$work/err")"
		grep -q '1 recordings' "$work/out" || wrong "read.py $study"
	done
	for table in results/reps results/phases results/metrics results/findings results/flag_codes quality/checks \
		quality/gaps calibration/cells calibration/crosstalk provenance/steps provenance/config provenance/warnings; do
		grep -q "^/$table: " "$work/out" || wrong "read.py does not print $table"
	done
	[ "$(head -c 4 "$work/curves.png" | tail -c 3)" = PNG ] || wrong 'read.py draws nothing'
	$python - "$work/lift.h5" "$work/want" <<-'PYTHON' || wrong 'h5py or PyTables read other numbers'
		import sys, h5py, pandas, tables
		want = [float(line) for line in open(sys.argv[2])]
		with h5py.File(sys.argv[1]) as file:
		    reps = pandas.DataFrame(file['results/reps'][:])
		    assert all(abs(a - b) < 1e-4 for a, b in zip(reps.asymmetry_lift_pct, want)), reps
		    vgrf = file['signals/vgrf']
		    assert vgrf.dims[0][0] == file['signals/time'] and vgrf.dims[1][0] == file['signals/side']
		    assert list(file['signals'].attrs['axes']) == ['time', 'side'] and vgrf.attrs['units'] == 'N'
		with tables.open_file(sys.argv[1]) as file:
		    for name in ('reps', 'phases', 'metrics', 'findings', 'flag_codes'):
		        assert isinstance(file.get_node('/results/' + name), tables.Table), name
		    rows = file.get_node('/results/reps')
		    assert [row['rep'] for row in rows.where('asymmetry_lift_pct > -1000')] == list(range(1, 9))
	PYTHON
else
	echo 'SKIP: recipe in Python: python3-h5py, -matplotlib, -pandas or -tables is not installed'
fi

if Rscript -e 'library(rhdf5)' >/dev/null 2>&1; then
	for study in study.h5 study.csv; do
		Rscript docs/recipes/read.R "$work/lift.h5" "$work/$study" "$work/r.png" >"$work/out" 2>"$work/err" ||
			wrong "read.R: $(cat "$work/err")"
	done
	grep -q '^/results/reps: 8 rows' "$work/out" || wrong 'read.R: no repetitions'
	grep -q 'study.csv: [0-9]* rows, 1 recordings' "$work/out" || wrong 'read.R: the study table'
	[ "$(head -c 4 "$work/r.png" | tail -c 3)" = PNG ] || wrong 'read.R draws nothing'
else
	echo 'SKIP: recipe in R: r-bioc-rhdf5 is not installed'
fi
exit $failed
