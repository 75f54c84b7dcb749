# Emulated plates on the USB stack of a guest (docs/usb-testing.md).

REDIR        := $B/tests/usb/redir/redir
REDIR_SRC    := $(wildcard tests/usb/redir/*.c)
CHECK_COUNTS := $B/tests/usb/check_counts
IIOD         := $B/tests/usb/iiod

# a newer usbredir has another number only
$(REDIR_SRC:%.c=$B/%.o): private OWN_CFLAGS = $(call pc,cflags,libusbredirparser-0.5)
$(REDIR): $(call objects,$(REDIR_SRC)) $(LIB)
	$(call say,LD,$@)
	$Q$(CC) $(ALL_LDFLAGS) -o $@ $^ $(ALL_LIBS) $(call pc,libs,libusbredirparser-0.5)
$(CHECK_COUNTS) $(IIOD): %: %.o $B/tests/support/iiod.o $B/tests/support/iiod_adc.o $(LIB)
	$(call say,LD,$@)
	$Q$(CC) $(ALL_LDFLAGS) -Wl,--as-needed -o $@ $^ $(ALL_LIBS)
-include $(REDIR_SRC:%.c=$B/%.d) $(CHECK_COUNTS).d $(IIOD).d

check-usb: ## set up, build, run the programs in a guest with emulated plates (CASES=a,b: only these)
	@make/deps.sh build test
	@make/deps.sh usb || :
	@CASES=$(CASES) tests/usb/check.sh "$(MAKE)" $(BUILD) || [ $$? -eq 77 ]
.PHONY: check-usb
