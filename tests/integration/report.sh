#!/bin/sh
# hinge report from end to end: every number and every sentence is on the page and on paper, in both
# languages; the same bytes twice; one clear line for each bad input, nothing half written.
bin=${HINGE_BIN:-build/release}
hinge=$bin/hinge
work=$(mktemp -d) || exit 1
trap 'chmod -R u+w "$work"; rm -rf "$work"' EXIT
export XDG_CONFIG_HOME="$work/none"
unset HINGE_STUDY
failed=0
wrong() {
	printf 'wrong: %s\n' "$*"
	failed=1
}
# expect STATUS PATTERN ARGUMENT...: that status, one line on stderr, no report
expect() {
	want=$1 pattern=$2
	shift 2
	rm -f "$work/bad.html"
	"$hinge" report "$@" >"$work/out" 2>"$work/err"
	got=$?
	[ $got -eq "$want" ] || wrong "report $*: exit $got, expected $want: $(cat "$work/err")"
	[ "$(wc -l <"$work/err")" -le $((want == 2 ? 2 : 1)) ] || wrong "report $*: not one line: $(cat "$work/err")"
	grep -qE -- "$pattern" "$work/err" || wrong "report $*: no '$pattern' in: $(cat "$work/err")"
	[ ! -s "$work/out" ] || wrong "report $*: talks on stdout"
	[ ! -e "$work/bad.html" ] || wrong "report $*: left a report"
}
# session FOLDER NUMBER SUBJECT AI
session() {
	name=$1/sub-$3_ses-$2_task-deadlift_run-01_force
	mkdir -p "$1"
	"$hinge" simulate -q -o "$name.w64" --seed "$2" --mass 80 --load 120 --ai "$4" --reps 8 \
		--style dead_stop --tier lab --fail 0 --drop 0 >"$work/out" || wrong "simulate $2"
	rm -f "${name}_truth.json"
	jq ".Subject = \"$3\" | .Session = \"$2\" | .StartTime = \"2026-01-${2}T10:00:00Z\"" \
		"$name.json" >"$work/sidecar" && mv "$work/sidecar" "$name.json"
}
words() { # of an HTML file
	sed -e '1,/<body>/d' -e 's/<[^>]*>/ /g' -e 's/&lt;/</g' -e 's/&gt;/>/g' -e 's/&amp;/\&/g' "$1"
}

session "$work" 11 S012 8
trial=$work/sub-S012_ses-11_task-deadlift_run-01_force.w64
"$hinge" analyze -o "$work/a.h5" "$trial" >"$work/out" || wrong 'analyze'

python=/usr/bin/python3 # Debian's, which has Debian's modules

# --- every number and sentence, on the page and on paper, in both languages ---

for language in en de; do
	for kind in html pdf; do
		"$hinge" report --language $language -o "$work/$language.$kind" "$work/a.h5" >"$work/out" || wrong "$language $kind"
		[ "$(cat "$work/out")" = "$work/$language.$kind" ] || wrong "$language $kind: its name is not said"
		"$hinge" report -q --language $language -o "$work/again.$kind" "$work/a.h5"
		cmp "$work/$language.$kind" "$work/again.$kind" || wrong "$language $kind: other bytes the second time"
		[ "$(wc -c <"$work/$language.$kind")" -lt 307200 ] || wrong "$language $kind: 300 KiB and more"
	done
	words "$work/$language.html" >"$work/$language.html.txt"
	grep -q "<html lang=\"$language\">" "$work/$language.html" || wrong "$language: the page does not say so"
	grep -qE '<script|[^a-z]nan[^a-z]|(src|href)=.https?:' "$work/$language.html" && wrong "$language: a script, a link or a nan"
done
grep -q 'lang="en"' "$work/de.html" && wrong "English on a German page: $(grep -o 'lang="en">[^<]*' "$work/de.html")"
"$hinge" report -q -o "$work/trial.html" "$trial"
cmp "$work/trial.html" "$work/en.html" || wrong 'the report of a recording is not that of its result'

if command -v pdftotext >/dev/null; then
	for language in en de; do
		pdftotext "$work/$language.pdf" "$work/$language.pdf.txt"
		pdfinfo "$work/$language.pdf" >"$work/info"
		grep -q '^Tagged: *yes' "$work/info" || wrong "$language: the PDF is not tagged"
		grep -q '^Page size:.*A4' "$work/info" || wrong "$language: the PDF is not A4"
		grep -q '^Pages: *3$' "$work/info" || wrong "$language: not three pages: $(grep Pages "$work/info")"
		pdffonts "$work/$language.pdf" | awk 'NR > 2 && $(NF - 4) != "yes" {exit 1}' || wrong "$language: a font is not embedded"
		$python tests/support/report_sentences.py "$work/$language.html" "$work/$language.pdf.txt" ||
			wrong "$language: a text is not on paper"
	done
else
	echo 'SKIP: the PDF is not read back: poppler-utils are not installed'
fi
if $python -c 'import h5py' 2>/dev/null; then
	for language in en de; do
		set -- "$work/$language.html.txt"
		[ ! -e "$work/$language.pdf.txt" ] || set -- "$@" "$work/$language.pdf.txt"
		$python tests/support/report_numbers.py "$work/a.h5" $language "$@" || wrong "$language: a number is not that of the result"
	done
else
	echo 'SKIP: numbers are not compared: python3-h5py is not installed'
fi

# --- a window that was asked for ---

"$hinge" analyze -q --window 12:15.5 -o "$work/w.h5" "$trial" >"$work/out" || wrong 'analyze --window'
for language in en de; do
	for kind in html pdf; do
		"$hinge" report -q --language $language -o "$work/w.$kind" "$work/w.h5" || wrong "window, $language $kind"
	done
	words "$work/w.html" >"$work/w.html.txt"
	grep -qE 'Chosen window|Gewähltes Fenster' "$work/w.html.txt" || wrong "window, $language: no table"
	set -- "$work/w.html.txt"
	if command -v pdftotext >/dev/null; then
		pdftotext "$work/w.pdf" "$work/w.pdf.txt"
		set -- "$@" "$work/w.pdf.txt"
	fi
	if $python -c 'import h5py' 2>/dev/null; then
		$python tests/support/report_numbers.py "$work/w.h5" $language "$@" || wrong "window, $language: a number is not that of the result"
	fi
done

# --- a person over the sessions ---

study=$work/study
i=0
for ai in 8 7 8.5 7.5 8 7 2 1.5; do
	i=$((i + 1))
	session "$study/sub-S012/ses-1$i" "1$i" S012 $ai
done
"$hinge" batch -q "$study" -o "$study/derivatives/hinge" >"$work/out" || wrong 'batch'
"$hinge" report -q --study "$study" --subject S012 -o "$work/s.html" || wrong '--subject'
"$hinge" report -q --study "$study" --subject S012 --language de -o "$work/s.pdf" || wrong '--subject, PDF'
words "$work/s.html" >"$work/s.txt"
for text in 'Since the last session (17 Jan 2026:' 'From the first 6 sessions (mean' 'own range' 'not enough data'; do
	grep -qF "$text" "$work/s.txt" || wrong "--subject: no '$text'"
done
(cd "$study" && "$OLDPWD/$hinge" report -q --subject S012 -o "$work/here.html") 2>"$work/err" ||
	(cd "$study" && "$hinge" report -q --subject S012 -o "$work/here.html") || wrong 'the current folder is no study'
cmp "$work/here.html" "$work/s.html" || wrong 'the study of the current folder gives other bytes'
newest=$study/derivatives/hinge/sub-S012/ses-18/sub-S012_ses-18_task-deadlift_run-01_force.h5
"$hinge" report -q -o "$work/newest.html" "$newest"
cmp "$work/newest.html" "$work/s.html" || wrong 'the report of the newest trial is not that of the person'
"$hinge" report -q --study "$study" --subject S012 --since 2026-01-16 -o "$work/since.html" || wrong '--since'
words "$work/since.html" | grep -q '12 Jan 2026' && wrong '--since: an earlier session is shown'

# --- codes and names of strangers ---

jq '.Subject = "<b>\"&'"'"'" | .Task = "<i>" | .Style = "<u>&"' "${trial%.w64}.json" >"$work/odd.json"
cp "$trial" "$work/odd.w64"
if "$hinge" report -q -o "$work/odd.html" "$work/odd.w64" 2>"$work/err"; then
	grep -qE '<b>|<i>|<u>' "$work/odd.html" && wrong 'a code is markup'
else
	[ "$(wc -l <"$work/err")" -eq 1 ] || wrong "an odd code: $(cat "$work/err")"
fi
expect 2 'no code' --study "$study" --subject 'S<b>"&'"'" -o "$work/bad.html"
expect 2 'no code' --study "$study" --subject '../../etc/passwd' -o "$work/bad.html"

# --- bad input ---

head -c 3000 "$work/a.h5" >"$work/cut.h5"
printf 'no result at all, only words\n' >"$work/words.h5"
expect 3 'none-such.h5' -o "$work/bad.html" "$work/none-such.h5"
expect 3 'cut.h5' -o "$work/bad.html" "$work/cut.h5"
expect 3 'words.h5' -o "$work/bad.html" "$work/words.h5"
expect 5 'S099' --study "$study" --subject S099 -o "$work/bad.html"
expect 2 'html.*pdf' -o "$work/bad.docx" "$work/a.h5"
expect 2 'language' --language fr -o "$work/bad.html" "$work/a.h5"
expect 2 'since' --study "$study" --subject S012 --since yesterday -o "$work/bad.html"
expect 2 'subject' -o "$work/bad.html"
expect 2 'subject' --subject S012 -o "$work/bad.html" "$work/a.h5"
expect 74 'no-such-folder' -o "$work/no-such-folder/bad.html" "$work/a.h5"
mkdir "$work/shut" && echo before >"$work/shut/kept.html" && chmod a-w "$work/shut"
if [ "$(id -u)" -ne 0 ]; then
	expect 74 'kept.html' -o "$work/shut/kept.html" "$work/a.h5"
	[ "$(cat "$work/shut/kept.html")" = before ] || wrong 'what stood there is gone'
fi
mkdir "$work/folder.html"
expect 74 'folder.html' -o "$work/folder.html" "$work/a.h5"
if $python -c 'import h5py' 2>/dev/null; then
	cp "$work/a.h5" "$work/newer.h5"
	$python -c "import h5py; h5py.File('$work/newer.h5', 'a').attrs['format_version'] = '9.0'"
	expect 3 'newer.h5.*(9\.0|newer|version)' -o "$work/bad.html" "$work/newer.h5"
fi
"$hinge" subject add --study "$study" S050 >"$work/out" 2>&1 &&
	expect 3 'S050.*no session' --study "$study" --subject S050 -o "$work/bad.html"

exit $failed
