# Emulated plates on the USB stack of a guest (docs/usb-testing.md).

REDIR     := $B/tests/usb/redir/redir
REDIR_SRC := $(wildcard tests/usb/redir/*.c)

# a newer usbredir changes only the number
$(REDIR_SRC:%.c=$B/%.o): private OWN_CFLAGS = $(call pc,cflags,libusbredirparser-0.5)
$(REDIR): $(call objects,$(REDIR_SRC)) $B/libtools.a $(LIB)
	$(call say,LD,$@)
	$Q$(CC) $(ALL_LDFLAGS) -o $@ $^ $(ALL_LIBS) $(call pc,libs,libusbredirparser-0.5)
-include $(REDIR_SRC:%.c=$B/%.d)

check-usb: ## set up, build, run the programs in a guest with emulated plates (CASES=a,b: only these)
	@make/deps.sh build test
	@make/deps.sh usb || :
	@CASES=$(CASES) tests/usb/check.sh "$(MAKE)" $(BUILD) || [ $$? -eq 77 ]
.PHONY: check-usb
