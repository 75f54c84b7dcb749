#!/bin/sh
# What makes hinged a service is installed where systemd and udev look, and they take it as it is.
. tests/support/daemon.sh
need systemd-analyze systemd-sysusers systemd-tmpfiles

out=$work/out
root=$work/root
lib=$root/usr/lib
make -s DESTDIR="$root" PREFIX=/usr BUILD="$work/build" install-service || wrong 'make install-service fails'
for file in systemd/system/hinged.service systemd/system/hinge-serve.service udev/rules.d/70-hinge.rules sysusers.d/hinge.conf \
	tmpfiles.d/hinge.conf; do
	[ -s "$lib/$file" ] || wrong "/usr/lib/$file is not installed"
done
unit=$lib/systemd/system/hinged.service

# a unit is only right where its program is
install -D "$bin/hinged" "$root/usr/bin/hinged"
systemd-analyze --root="$root" --recursive-errors=no --man=no verify "$unit" >"$out" 2>&1 ||
	wrong "the unit is wrong: $(cat "$out")"
systemd-analyze security --offline=yes --no-pager --threshold=15 "$unit" >"$out" 2>&1 ||
	wrong "exposed by more than 1.5: $(tail -1 "$out")"
# so is that of the pages
pages=$lib/systemd/system/hinge-serve.service
install -D "$bin/hinge" "$root/usr/bin/hinge"
systemd-analyze --root="$root" --recursive-errors=no --man=no verify "$pages" >"$out" 2>&1 ||
	wrong "the pages' unit is wrong: $(cat "$out")"
systemd-analyze security --offline=yes --no-pager --threshold=15 "$pages" >"$out" 2>&1 ||
	wrong "the pages are exposed by more than 1.5: $(tail -1 "$out")"
expect 0 'Usage' "$bin/hinge" $(sed -n 's/^ExecStart=[^ ]* //p' "$pages") --help
# the options that the unit gives are options of hinged
expect 0 'Usage' "$bin/hinged" $(sed -n 's/^ExecStart=[^ ]* //p' "$unit") --help

mkdir -p "$root/etc"
systemd-sysusers --root="$root" >"$out" 2>&1 || wrong "sysusers: $(cat "$out")"
for group in hinge hinge-record; do
	grep -q "^$group:" "$root/etc/group" || wrong "no group $group"
done
grep -q '^hinge:.*:/var/lib/hinge:.*nologin$' "$root/etc/passwd" || wrong 'hinge is no user without a shell'
if [ "$(id -u)" -eq 0 ]; then
	systemd-tmpfiles --root="$root" --create hinge.conf >"$out" 2>&1 || wrong "tmpfiles: $(cat "$out")"
	[ "$(stat -c %a "$root/var/lib/hinge/study")" = 3770 ] || wrong 'mode of study'
	[ "$(stat -c %a "$root/var/lib/hinge/plates")" = 750 ] || wrong 'mode of plates'
fi
# every group that the unit and the rule name is made, or Debian's
for group in $(sed -n 's/^SupplementaryGroups=//p' "$unit") \
	$(sed -n 's/.*GROUP="\([^"]*\)".*/\1/p' "$lib/udev/rules.d/70-hinge.rules"); do
	grep -q "^$group:" "$root/etc/group" || [ "$group" = dialout ] || wrong "nobody makes group $group"
done

make -s DESTDIR="$root" PREFIX=/usr BUILD="$work/build" uninstall >"$out" || wrong 'make uninstall fails'
[ -z "$(find "$lib" -name '*hinge*' -type f)" ] || wrong 'make uninstall leaves something'
finish
