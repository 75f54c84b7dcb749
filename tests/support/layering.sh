#!/bin/sh
# The layers of docs/architecture.md: formats <- analysis, acquisition <- tools; foreign headers
# only in the one file that wraps them; printf, exit and getopt only in tools.
status=0
forbid() { # what, pattern, where...
	what=$1 pattern=$2
	shift 2
	hits=$(grep -rnE --include='*.[ch]' --include='*.inc' "$pattern" "$@" 2>/dev/null) || return 0
	printf 'layering: %s\n%s\n' "$what" "$hits"
	status=1
}
outside() { # header, file pattern that may include it
	hits=$(grep -rnE --include='*.[ch]' "^#include <$1>" formats analysis acquisition tools | grep -vE "^($2)")
	[ -z "$hits" ] || { printf 'layering: <%s> outside %s\n%s\n' "$1" "$2" "$hits"; status=1; }
}
forbid 'formats includes from above' '^#include "(analysis|acquisition|tools)/' formats
forbid 'analysis includes from beside or above' '^#include "(acquisition|tools)/' analysis
forbid 'acquisition includes from beside or above' '^#include "(analysis|tools)/' acquisition
forbid 'printing or exiting in a library' '(^|[^a-z_])(printf|puts|perror|exit|_exit|getopt(_long)?|argp_parse) *\(' formats analysis acquisition
forbid 'printing to a standard stream in a library' 'fprintf *\( *(stdout|stderr)' formats analysis acquisition
forbid 'a file or a thread in analysis' '(^|[^a-z_])(fopen|open|pthread_create) *\(' analysis
outside sndfile.h formats/recording/container.c
outside 'hdf5(_hl)?.h' 'formats/results/'
outside fftw3.h analysis/signal/spectrum/spectrum.c
outside jansson.h formats/json.c
outside confuse.h formats/config/file.c
outside nettle/ formats/files/sha256.c
outside libusb.h 'acquisition/usb/'
outside iio.h 'acquisition/iio/'
outside seccomp.h tools/confine/confine.c
outside sqlite3.h formats/registry/database.c
outside sodium.h tools/serve/login/password.c
outside microhttpd.h tools/serve/http/http.c
outside '(cairo|pango|fontconfig|fontconfig/)[^>]*' 'tools/draw/canvas/'
[ $status -eq 0 ] && echo 'layering: ok'
exit $status
