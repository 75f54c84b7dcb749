#!/bin/sh
# Every command explains itself, examples first, and has its man page; every key has its entry.
bin=${HINGE_BIN:-build/release}
hinge=$bin/hinge
work=$(mktemp -d) || exit 1
trap 'rm -rf "$work"' EXIT
export XDG_CONFIG_HOME="$work"
failed=0
wrong() {
	printf 'wrong: %s\n' "$*"
	failed=1
}

"$hinge" --help >"$work/help" 2>"$work/err" || wrong 'hinge --help does not exit 0'
[ -s "$work/err" ] && wrong 'hinge --help talks on stderr'
commands=$(awk '/^  [a-z]/ {print $1}' "$work/help")
[ -n "$commands" ] || wrong 'hinge --help lists no command'

for command in $commands; do
	for flag in --help -h; do
		"$hinge" "$command" $flag >"$work/out" 2>"$work/err"
		status=$?
		[ $status -eq 0 ] || wrong "hinge $command $flag exits $status"
		[ -s "$work/err" ] && wrong "hinge $command $flag talks on stderr"
		[ "$(head -n 1 "$work/out")" = Examples: ] || wrong "hinge $command $flag: no examples first"
		grep -q "^  hinge $command" "$work/out" || wrong "hinge $command $flag: no example of it"
		grep -q "^Usage: hinge $command" "$work/out" || wrong "hinge $command $flag: no usage"
	done
	"$hinge" "$command" --version | grep -q '^hinge [0-9]' || wrong "hinge $command --version"
	"$hinge" "$command" --no-such-option >"$work/out" 2>"$work/err"
	[ $? -eq 2 ] || wrong "hinge $command: a wrong option does not exit 2"
	[ -s "$work/out" ] && wrong "hinge $command: a usage error talks on stdout"
	[ -f "docs/man/hinge-$command.1.scd" ] || wrong "docs/man/hinge-$command.1.scd is missing"
	grep -q "hinge-$command\*(1)" docs/man/hinge.1.scd || wrong "hinge.1 does not list $command"
done

"$hinge" no-such-command 2>"$work/err"
[ $? -eq 2 ] || wrong 'an unknown command does not exit 2'
grep -q no-such-command "$work/err" || wrong 'an unknown command is not named'

# what every page promises: each long option of --help stands in the man page of its command
for command in $commands; do
	"$hinge" "$command" --help | grep -oE '^ +(-[a-z], )? *--[a-z0-9-]+' | grep -oE -e '--[a-z0-9-]+' |
		while read -r option; do
			case $option in --help | --usage | --version | --quiet | --verbose) continue ;; esac
			grep -q -e "$option" "docs/man/hinge-$command.1.scd" ||
				echo "docs/man/hinge-$command.1.scd does not name $option"
		done
done >"$work/missing"
[ -s "$work/missing" ] && wrong "$(cat "$work/missing")"

"$hinge" config list | awk 'NR > 1 {print $1, $2}' >"$work/keys"
while read -r key default; do
	grep -q "^\*$key\*.*default $default" docs/man/hinge.conf.5.scd ||
		wrong "hinge.conf.5 lacks '*$key* ... default $default'"
done <"$work/keys"

# what `config show` prints is a configuration file that gives the same again
mkdir "$work/hinge"
"$hinge" config show --set alpha=0.01 --set isa=base --set with_cells=true >"$work/hinge/hinge.conf"
"$hinge" config show | cmp -s - "$work/hinge/hinge.conf" || wrong 'config show is not a hinge.conf'
"$hinge" config show --origin | grep -q "^alpha  *= 0.01  *# user's hinge.conf" ||
	wrong 'config show --origin'
"$hinge" config show --json | python3 -c 'import json,sys; assert json.load(sys.stdin)["alpha"] == 0.01' ||
	wrong 'config show --json'
[ "$("$hinge" config get alpha --set alpha=0.1)" = 0.1 ] || wrong 'config get'
echo 'alhpa = 0.1' >"$work/hinge/hinge.conf"
"$hinge" config show >/dev/null 2>"$work/err"
[ $? -eq 2 ] || wrong 'a broken hinge.conf does not exit 2'
grep -q "hinge.conf:1: no key 'alhpa' (did you mean alpha?)" "$work/err" || wrong "$(cat "$work/err")"

exit $failed
