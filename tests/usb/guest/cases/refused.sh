# A plate that will not, or that lies about itself: the recording is refused with a reason, and the
# daemon lives.
. tests/usb/guest/lib.sh
start_daemon --study "$study" --source usb:HP0001,ramp=1
try() { # FAULT, SECONDS, EXIT STATUS, TEXT
	plug_plate 1 HP0001
	fault 1 "$1"
	expect "$3" "$4" "$hinge" record --subject S001 --no-auto --max "$2"
	answers || wrong "$1: the daemon has gone"
}
try refuse:9@0x01 1 5 'INFO: it refused the request'
try refuse:9@0x02 1 5 'CONFIG: it refused the request'
try short-reply:9@0x01 1 4 'INFO of 55 bytes'
try vanish@0x01 1 4 'it is gone'
# one that gives 3 % more frames than it says is found within 12 s
try rate:30 15 4 'frames a second'

# START is tried again: the plate may be busy with a session before
plug_plate 1 HP0001
fault 1 refuse:2@0x10
record usb:HP0001,ramp=1 --no-auto --max 1
expect_frames 1000
expect_counts
echo 'INFO and CONFIG refused, INFO short, gone, 3 % too fast; START refused twice, then recorded'
finish
