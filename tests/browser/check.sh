#!/bin/sh
# check.sh MAKE BUILD: the pages in a real browser. Builds the programs, fetches what the lock file
# names, and runs each case of tests/browser/cases, or those named in $CASES (with commas). A line
# each and `N passed, 0 failed`. Screenshots stay in BUILD/browser. Exit status 77: there can be no
# browser here.
set -u
make="$1 --no-print-directory -s" build=$2
folder=$build/browser

skip() {
	echo "SKIP: $*"
	echo '0 passed, 0 failed, 1 skipped'
	exit 77
}
for program in chromium node npm; do
	command -v "$program" >/dev/null 2>&1 || skip "$program is not installed"
done
$make all || exit 1
mkdir -p "$folder" || exit 1
lock=tests/browser/package-lock.json
if ! cmp -s "$lock" "$folder/fetched"; then
	cp tests/browser/package.json "$lock" tests/browser/.npmrc "$folder/" || exit 1
	(cd "$folder" && npm ci --ignore-scripts) >"$folder/npm.log" 2>&1 || {
		tail -n 5 "$folder/npm.log"
		echo "check-browser: npm cannot fetch what $lock names"
		exit 1
	}
	cp "$lock" "$folder/fetched"
fi
rm -rf "$folder/shots"
CHROMIUM=$(command -v chromium) HINGE_BIN=$(pwd)/$build/release \
	NODE_MODULES=$(pwd)/$folder/node_modules SHOTS=$(pwd)/$folder/shots \
	exec node tests/browser/run.mjs
