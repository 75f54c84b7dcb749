#!/bin/sh
# hinge serve as a browser meets it: pages of a study, what is refused, bad files, the password, the
# live view and its buttons, two browsers that press Start.
. tests/support/daemon.sh
need curl jq

server=''
stop_server() {
	[ -z "$server" ] || { kill "$server" && wait "$server" || wrong "hinge serve exits $?"; }
	server=''
}
# start_server OPTION...: its address in $url
start_server() {
	: >"$work/url"
	"$hinge" serve --listen 127.0.0.1:0 "$@" >"$work/url" 2>>"$log" &
	server=$!
	until_true test -s "$work/url" || wrong 'hinge serve prints no address'
	url=$(sed 's|/$||' "$work/url")
}
trap 'kill "$server" 2>/dev/null; clean_up' EXIT
# page PATH [curl's options]: status in $code, body in $work/page, headers in $work/head
page() {
	path=$1
	shift
	code=$(curl -s --path-as-is --max-time 60 -o "$work/page" -D "$work/head" -w '%{http_code}' "$@" "$url$path")
}
is() { [ "$code" = "$1" ] || wrong "$2: $code, not $1: $(head -c 300 "$work/page")"; }
has() { grep -q "$1" "$work/page" || wrong "$2: no '$1' on the page"; }
# post PATH TOKEN FIELD...
post() {
	path=$1 token=$2
	shift 2
	page "$path" -H "Origin: $url" --data-urlencode "token=$token" "$@"
}
token_on_page() { sed -n 's/.*name="token" value="\([0-9a-f]*\)".*/\1/p' "$work/page" | head -n 1; }

# --- where it may listen ---
expect 5 'only 127.0.0.1' "$hinge" serve --listen 0.0.0.0:0
expect 2 'no address' "$hinge" serve --listen nonsense
expect 3 'nowhere' "$hinge" serve --listen 127.0.0.1:0 --study "$work/nowhere"

# --- a study of one person, two sessions ---
"$hinge" simulate -q --study 8 -o "$study" >/dev/null 2>>"$log" || wrong 'no study'
"$hinge" batch -q "$study" -o "$study/derivatives/hinge" 2>>"$log" || wrong 'no results'
"$hinge" subject add S777 --study "$study" >/dev/null 2>>"$log" || wrong 'nobody can be added'
start_server --study "$study"
expect 5 'in use' "$hinge" serve --study "$study" --state "$work/other" --listen "${url#http://}"
expect 5 'another hinge serve' "$hinge" serve --study "$study" --listen 127.0.0.1:0

page /
is 200 'the library'
has S001 'the library'
for name in Content-Security-Policy X-Content-Type-Options Referrer-Policy Cache-Control \
	Cross-Origin-Opener-Policy Cross-Origin-Resource-Policy; do
	grep -qi "^$name:" "$work/head" || wrong "no $name"
done
subject=$(grep -o '/subject/[0-9a-f]*' "$work/page" | head -n 1)
page "$(grep -o 'href="/subject/[^"]*">S777' "$work/page" | grep -o '/subject/[0-9a-f]*')"
is 200 'a subject without sessions'
has '<h1>S777 ' 'a subject without sessions'
page "/?q=s00"
has S001 'a search'
page "/?q=%3Cscript%3E"
has '&lt;script&gt;' 'what is searched for'
grep -q '<script>' "$work/page" && wrong 'a search is put as it is'

page "$subject"
is 200 'a subject'
token=$(token_on_page)
trials=$(grep -o '/trial/[0-9a-f]\{32\}' "$work/page" | sort -u)
[ "$(echo "$trials" | wc -l)" -eq 8 ] || wrong "$(echo "$trials" | wc -l) recordings, not 8"
first=$(echo "$trials" | head -n 1) second=$(echo "$trials" | tail -n 1)

page "$first"
is 200 'a report'
has '<svg' 'a report'
[ "$(wc -c <"$work/page")" -lt 300000 ] || wrong 'a report weighs more than 300 kB'
page "$first?lang=de"
has 'lang="de"' 'a German report'
page "$first/pdf"
is 200 'a PDF'
head -c 5 "$work/page" | grep -q '%PDF-' || wrong 'the PDF is none'
page "$first/reps?rep=2"
is 200 'a repetition'
has 'rel="next"' 'a repetition'
for chart in 'Where each foot presses' 'How far the feet push together'; do has "$chart" 'what all repetitions show'; done
in_newton=$(grep -o '[0-9]*&nbsp;N' "$work/page" | head -n 1)
page "$first/reps?rep=2&unit=kg"
in_kilogram=$(grep -o '[0-9.]*&nbsp;kg' "$work/page" | head -n 1)
awk -v n="${in_newton%&*}" -v kg="${in_kilogram%&*}" 'BEGIN {d = n / 9.80665 - kg; exit !(d * d < 0.11 * 0.11)}' ||
	wrong "$in_newton is not $in_kilogram"
page "$first/reps?unit=bw"
has '&nbsp;%' 'per cent of body weight'
page "/compare?a=${first#/trial/}&b=${second#/trial/}"
is 200 'two sessions side by side'
[ "$(grep -o '<svg' "$work/page" | wc -l)" -eq 2 ] || wrong 'not two charts side by side'
# what is offered: the last recording, and the one before it with the same load
page "$subject"
pair=$(grep -o 'name="[ab]" value="[0-9a-f]*" checked' "$work/page" | sort | grep -o '[0-9a-f]\{32\}')
page "/compare?a=${pair%?$(echo "$pair" | tail -n 1)}&b=$(echo "$pair" | tail -n 1)"
is 200 'the two sessions that are offered'
grep -q 'class="sentence">[^<]*change' "$work/page" || wrong "the loads that are offered differ: $(grep sentence "$work/page")"
page "/compare?a=${first#/trial/}&b=../../etc/passwd"
is 400 'something that is no id'
page /compare
is 400 'nothing to compare'

# --- what was said of a session ---
post "$subject/session" "$token" -d session=01 -d pain=4 -d stage=fix --data-urlencode 'note=<b>"a" & '"'b'"
is 303 'a note'
page "$subject"
has '&lt;b&gt;&quot;a&quot; &amp; &#39;b&#39;' 'a note with markup'
post "$subject/session" "$token" -d session=no/code -d pain=1
is 400 'a session that is no code'
for bad in pain=11 pain=-1 pain=x stage=other; do
	post "$subject/session" "$token" -d session=01 -d "$bad"
	is 400 "a form with $bad"
done
post "$subject/session" "" -d session=01 -d pain=1
is 403 'a form without a token'
page "$subject/session" -H "Origin: http://evil.example" -d "token=$token&session=01&pain=1"
is 403 'a form of another site'
page "$subject/session" -d "token=$token&session=01&pain=1"
is 403 'a form of nobody'
head -c 20000 /dev/zero | tr '\0' x >"$work/large"
post "$subject/session" "$token" --data-binary "@$work/large"
is 413 'a form that is too large'
head -c 3000 "$work/large" >"$work/long"
many=$(seq -s '&' -f 'x%g=1' 31)
post "$subject/session" "$token" -d "$many" --data-urlencode "more@$work/long"
is 413 'a form with too many fields'
post "$subject/session" "$token" -d "$many" -d last=1
is 413 'a form with one field too many at its end'

# --- what is not there, and where it was not meant for ---
page / -H 'Host: evil.example'
is 421 'another host'
page /trial/0123456789abcdef0123456789abcdef
is 404 'an unknown result'
page /subject/0123456789abcdef0123456789abcdef
is 404 'an unknown subject'
for path in /../../etc/passwd /%2e%2e/%2e%2e/etc/passwd /assets/../serve.c /assets/%2e%2e%2fserve.c \
	/trial/..%2f..%2fetc%2fpasswd /subject/%00 /trial//etc/passwd '/assets/app.css%00.js' /.git/config; do
	page "$path"
	case $code in 400 | 404) ;; *) wrong "$path: $code" ;; esac
	grep -q 'root:' "$work/page" && wrong "$path gives a file"
done
page / -X DELETE
is 405 'another method'

# --- results that are damaged, newer, or gone ---
result=$(find "$study/derivatives/hinge" -name '*.h5' | sort | tail -n 1)
cp "$result" "$work/kept.h5"
head -c 4000 "$work/kept.h5" >"$result"
sleep 2.1 # results are looked for every two seconds
page /
is 200 'the library with a damaged result'
has 'could not be read' 'the library with a damaged result'
has "$(basename "$result")" 'the name of a damaged result'
page "$first"
is 200 'another report'
rm "$result"
cp "$work/kept.h5" "$result"
stop_server
expect 0 'as they were written' "$hinge" serve --check-log
grep -q S001 "$XDG_STATE_HOME/hinge/serve.audit.jsonl" && wrong 'the log names a person'
for event in view-subjects view-subject view-trial export-trial view-reps view-comparison note-session; do
	grep -q "\"event\":\"$event\"" "$XDG_STATE_HOME/hinge/serve.audit.jsonl" || wrong "the log has no $event"
done
[ "$(stat -c %a "$XDG_STATE_HOME/hinge/serve.audit.jsonl")" = 600 ] || wrong 'the log is open to others'

# --- the password ---
expect 5 '8 to 1024 bytes' sh -c "echo short | '$hinge' serve --set-password"
echo 'correct horse' | "$hinge" serve --set-password || wrong 'a password cannot be set'
[ "$(stat -c %a "$XDG_STATE_HOME/hinge/serve.password")" = 600 ] || wrong 'the password is open to others'
start_server --study "$study"
page /
is 303 'a page without login'
page /login
token=$(token_on_page)
post /login "$token" --data-urlencode 'password=correct horse' -c "$work/jar"
is 303 'a login'
grep -q 'HttpOnly' "$work/jar" || wrong 'scripts can read the cookie'
page / -b "$work/jar"
is 200 'a page with login'
for try in 1 2 3 4 5; do
	post /login "$token" -d password=wrong
	is 401 "wrong password $try"
done
post /login "$token" -d password=wrong
is 429 'the sixth wrong password'
has 'Too many' 'the sixth wrong password'
page / -b "$work/jar"
is 200 'who is logged in already'
token=$(token_on_page)
post /logout "$token" -b "$work/jar"
is 303 'a logout'
page / -b "$work/jar"
is 303 'a page after the logout'
stop_server
rm "$XDG_STATE_HOME/hinge/serve.password"

# --- the live view ---
start_server --study "$study"
page "$subject"
token=$(token_on_page)
post /api/zero "$token"
is 503 'zero without a daemon'
jq -e '.error.text | test("hinged")' "$work/page" >/dev/null || wrong 'no daemon is not told'
curl -sN --max-time 120 "$url/events" >"$work/events" 2>/dev/null &
viewer=$!
told() { grep -q "$1" "$work/events"; }
until_true told '"no daemon"' || wrong 'the live view says nothing of a daemon that is not there'
start_daemon --study "$work/recorded" --source 'sim:seed=5,reps=2,pace=real'
until_true told '"state": "idle"' || wrong 'the live view does not find the daemon'
post /api/zero "$token"
is 200 'zero'
post /api/start "$token" -d subject=S012 -d load_kg=100 -d reps=2
is 200 'start'
post /api/start "$token" -d subject=S012 -d load_kg=100
is 409 'start from a second browser'
jq -e '.error.text | test("busy|being")' "$work/page" >/dev/null ||
	wrong "what the second browser is told: $(cat "$work/page")"
post /api/start "$token" -d subject='no code'
case $code in 400 | 409) ;; *) wrong "a subject that is no code: $code" ;; esac
until_true state_is recording || wrong 'nothing is recorded'
post /api/note "$token" --data-urlencode 'text=belt'
is 200 'a note'
post /api/stop "$token"
is 200 'stop'
jq -e '.w64 and .gap_frames == 0' "$work/page" >/dev/null || wrong "the card: $(cat "$work/page")"
post /api/stop "$token"
is 409 'stop once more'
until_true told '"state": "recording"' || wrong 'the recording was not shown'
stop_daemon
until_true eval 'tail -n 3 "$work/events" | grep -q "no daemon"' || wrong 'the end of the daemon is not told'
start_daemon --study "$work/recorded" --source 'sim:seed=5,reps=2,pace=real'
until_true eval 'tail -n 3 "$work/events" | grep -q "\"idle\""' || wrong 'a daemon that comes back is not found'
stop_server
wait "$viewer"
finish
