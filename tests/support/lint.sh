#!/bin/sh
# Formatting, static analysis, a second compiler.
make=$1
status=0
sources=$(git ls-files '*.c' '*.h' '*.inc')
say() { printf '\n== %s\n' "$1"; }

say 'clang-format'
clang-format --dry-run -Werror $sources || status=1
say 'cppcheck'
cppcheck --quiet --error-exitcode=1 --std=c11 --enable=warning,portability,performance \
	--inline-suppr --suppress=missingIncludeSystem --suppress=arrayIndexThenCheck --suppress=ctuuninitvar --suppress=legacyUninitvar \
	--suppress=invalidPointerCast --suppress=duplicateAssignExpression \
	-D__x86_64__ -DHINGE_VERSION='"0"' -I. formats analysis acquisition tools || status=1
say 'clang, warnings are errors'
CI=true $make --no-print-directory -s -j"$(nproc)" BUILD=build/clang CC=clang all || status=1
say 'clang-tidy'
folders="$(pkg-config --cflags hdf5 2>/dev/null || pkg-config --cflags hdf5-serial) $(pkg-config --cflags libusb-1.0 pangocairo)"
find formats analysis acquisition tools -name '*.c' | xargs -P "$(nproc)" -n 4 sh -c '
	flags=$0
	clang-tidy --quiet "$@" -- -std=gnu11 -I. -D_GNU_SOURCE -DHINGE_VERSION="\"0\"" $flags 2>/dev/null
' "$folders" || status=1
[ $status -eq 0 ] && echo 'lint: ok'
exit $status
