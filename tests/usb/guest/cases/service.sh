# hinged as a service, under a systemd that is the first process: unit, udev rule, users and folders
# as make install puts them.
. tests/usb/guest/lib.sh
unset HINGE_SOCKET
recordings=/var/lib/hinge/study
show() { systemctl show -P "$1" hinged; }
is() { [ "$(show "$1")" = "$2" ]; }

[ "$(cat /proc/1/comm)" = systemd ] || wrong "the first process is $(cat /proc/1/comm)"
systemd-sysusers hinge.conf >"$log" 2>&1 || wrong 'sysusers'
systemd-tmpfiles --create hinge.conf >>"$log" 2>&1 || wrong 'tmpfiles'
[ "$(stat -c '%U %a' $recordings)" = 'hinge 3770' ] || wrong "folders: $(stat -c '%U %a' $recordings)"

# it serves, but without READY=1 it is not active
mkdir -p /run/systemd/system/hinged.service.d
printf '[Service]\nUnsetEnvironment=NOTIFY_SOCKET\n' >/run/systemd/system/hinged.service.d/mute.conf
systemctl daemon-reload
systemctl start --no-block hinged
until_true answers || wrong 'the mute daemon does not answer'
is ActiveState activating || wrong "mute, and $(show ActiveState)"
systemctl stop hinged
rm -r /run/systemd/system/hinged.service.d
systemctl daemon-reload

systemctl start hinged || wrong "start: $(show Result)"
is ActiveState active || wrong "started, and $(show ActiveState)"
answers || wrong 'active, and does not answer'
running_as() { awk -v key="$1:" '$1 == key {print $2}' "/proc/$(show MainPID)/status"; }
[ "$(running_as Uid)" = "$(id -u hinge)" ] && [ "$(running_as Uid)" != 0 ] || wrong "runs as user $(running_as Uid)"
[ "$(running_as CapEff)" = 0000000000000000 ] || wrong "capabilities $(running_as CapEff)"

# a plate on the bus, which the rule opens to it
plug_plate 1 HP0001
until_true "$hinge" devices >/dev/null 2>&1 || wrong 'no plate'
record usb:HP0001,ramp=1 --no-auto --max 2
expect_frames 2000
expect_counts

# begun COUNT: it was restarted since, and is active again
begun() { [ "$(show NRestarts)" -gt "$1" ] && is ActiveState active && answers; }

# it stands still: the watchdog ends it
restarts=$(show NRestarts)
kill -STOP "$(show MainPID)"
until_true begun "$restarts" || wrong "no watchdog: $(show ActiveState), $(show Result)"
dmesg | grep -q 'hinged.service: Watchdog timeout' || wrong 'the watchdog says nothing'

# killed while it records: begun anew, it tells what was left
start_recording usb:HP0001,ramp=1 --no-auto
until_true has_durable 500 || wrong "no durable frames: $(cat "$work/err")"
restarts=$(show NRestarts)
kill -9 "$(show MainPID)"
wait "$recorder" && wrong 'record does not notice'
until_true begun "$restarts" || wrong "killed, and $(show ActiveState), $(show Result)"
[ "$(status_of .unrecovered)" = 1 ] || wrong "left over: $(status_of .unrecovered)"
expect 0 'hinge recover' "$hinge" status
expect 1 'run-02' "$hinge" recover $recordings
[ -s $recordings/sub-S001/ses-01/sub-S001_ses-01_task-deadlift_run-02_force.w64 ] || wrong 'nothing is recovered'

# stopped while it records: the files are made before it ends
start_recording usb:HP0001,ramp=1 --no-auto
until_true has_durable 500 || wrong "no durable frames: $(cat "$work/err")"
systemctl stop hinged || wrong 'stop'
end_of_recording
is ActiveState inactive && is Result success && is ExecMainStatus 0 ||
	wrong "stopped: $(show ActiveState), $(show Result), $(show ExecMainStatus)"
[ "$(card .stop_reason)" = stopped ] && [ "$(card .finalised)" = true ] || wrong "card $(cat "$work/card")"
expect_counts
unplug 1
[ $failed -eq 0 ] || dmesg | grep -E 'hinge|systemd' | tail -n 60
echo "active after READY=1, user hinge without capabilities; watchdog and kill -9: begun anew, journal told; stop: finalised ($(card .frames) frames)"
finish
