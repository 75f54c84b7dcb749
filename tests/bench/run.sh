#!/bin/sh
# The benchmarks, beside the peer (numpy and scipy of Debian) where it is there. Nothing here is a
# test: figures depend on the machine and on what else runs. BUILD=folder of the release build,
# ROUNDS and RECORDINGS ("trial session fast") may be set.
# shellcheck disable=SC2086 # the commands are split into words on purpose
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
if command -v jq >/dev/null; then
	tests/bench/report.sh "$build" "$work" || exit 1
else
	echo 'SKIP: reports are not timed: jq is not installed'
fi

hinge="$build/hinge analyze --timing -d $work/hinge"
peer="$python $shared/peer_pipeline.py -o $work/peer"

# hinge's stages alone, a JSON line a round, CPU and wall seconds
stages() {
	for file in "$@"; do
		i=0
		while [ $((i += 1)) -le "$rounds" ]; do
			$hinge "$file" || exit 1
		done
		"$build/tests/bench/bench_peak" "hinge ${file##*/}" $hinge "$file" || exit 1
	done
	tests/bench/warm.sh "$1" "$build/hinge"
}

# --- a whole trial, stage by stage ---
if ! [ -d "$shared" ]; then
	echo "SKIP: no peer for a whole trial: $shared is not there; a simulated one:"
	[ -f "$work/simulated.w64" ] || "$build/hinge" simulate -q --seconds 60 --reps 12 \
		-o "$work/simulated.w64" >/dev/null || exit 1
	stages "$work/simulated.w64"
	exit 0
fi
[ -x "$work/make_inputs" ] ||
	${CC:-cc} -O2 -o "$work/make_inputs" "$shared/make_inputs.c" -lsndfile -lm || exit 1
set --
for name in $recordings; do
	[ -f "$work/$name.wav" ] || "$work/make_inputs" "$work" "$name" >/dev/null || exit 1
	set -- "$@" "$work/$name.wav"
done
if ! why=$($python -c 'import h5py, scipy.signal, soundfile' 2>&1); then
	printf 'SKIP: the peer cannot run: %s\n' "$(printf '%s\n' "$why" | tail -n 1)"
	stages "$@"
	exit 0
fi
cat <<'END'
whole trial, peer and hinge in turn. hinge does not scan residuals (stage residual is 0), counts
scale under cop, and does what the peer does not: SHA-256 of the recording (under read), reading the
results back (under write).
END
$python "$shared/side_by_side.py" "$rounds" "$peer" "$hinge" "$@" || exit 1
for file in "$@"; do
	"$build/tests/bench/bench_peak" "hinge ${file##*/}" $hinge "$file" || exit 1
	"$build/tests/bench/bench_peak" "peer ${file##*/}" $peer "$file" || exit 1
done
tests/bench/warm.sh "$1" "$build/hinge"
