#!/bin/sh
# The benchmarks, beside the peer (numpy and scipy of Debian) where it is there. Nothing here is a
# test: figures depend on the machine and on what else runs. BUILD=folder of the release build,
# ROUNDS and RECORDINGS ("trial session fast") may be set.
build=${BUILD:-build/release}
rounds=${ROUNDS:-5}
recordings=${RECORDINGS:-trial}
shared=../shared/bench
python=/usr/bin/python3
work=build/bench
mkdir -p "$work/hinge" "$work/peer" || exit 1

"$build/tests/bench/bench_filter" || exit 1
if why=$($python -c 'import scipy.signal' 2>&1); then
	$python tests/bench/peer_filter.py || exit 1
else
	printf 'SKIP: no scipy to compare with: %s\n' "$(printf '%s\n' "$why" | tail -n 1)"
fi
"$build/tests/bench/bench_core" || exit 1

# --- a whole trial, stage by stage ---
if ! [ -d "$shared" ]; then
	echo "SKIP: no whole trial: $shared is not there"
	exit 0
fi
if ! [ -x "$work/make_inputs" ]; then
	${CC:-cc} -O2 -o "$work/make_inputs" "$shared/make_inputs.c" -lsndfile -lm || exit 1
fi
files=
for name in $recordings; do
	[ -f "$work/$name.wav" ] || "$work/make_inputs" "$work" "$name" >/dev/null || exit 1
	files="$files $work/$name.wav"
done
hinge="$build/hinge analyze --timing -d $work/hinge"
peer="$python $shared/peer_pipeline.py -o $work/peer"
if why=$($python -c 'import h5py, scipy.signal, soundfile' 2>&1); then
	echo "whole trial, peer and hinge in turn; hinge has no residual scan (0), counts scale under cop,"
	echo "and also checks the recording's SHA-256 (read) and reads its results back (write)"
	# shellcheck disable=SC2086 # the list of files is split on purpose
	$python "$shared/side_by_side.py" "$rounds" "$peer" "$hinge" $files || exit 1
else
	printf 'SKIP: the peer cannot run: %s\n' "$(printf '%s\n' "$why" | tail -n 1)"
	peer=
	for file in $files; do $hinge "$file" || exit 1; done
fi
for file in $files; do
	# shellcheck disable=SC2086 # commands are split on purpose
	"$build/tests/bench/bench_peak" "hinge $(basename "$file")" $hinge "$file" || exit 1
	# shellcheck disable=SC2086
	[ -z "$peer" ] || "$build/tests/bench/bench_peak" "peer $(basename "$file")" $peer "$file" || exit 1
done
