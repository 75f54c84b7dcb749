# make install: programs, manual, and what makes hinged a service.
PREFIX   ?= /usr/local
DESTDIR  ?=
BINDIR   ?= $(PREFIX)/bin
MANDIR   ?= $(PREFIX)/share/man
# systemd and udev read these below /usr/local/lib as they do below /usr/lib
UNITDIR  ?= $(PREFIX)/lib/systemd/system
RULESDIR ?= $(PREFIX)/lib/udev/rules.d
USERSDIR ?= $(PREFIX)/lib/sysusers.d
TMPDIR_D ?= $(PREFIX)/lib/tmpfiles.d
INSTALL  ?= install

# source:place of what is installed as it stands
SERVICE_FILES := $(BUILD)/hinged.service:$(UNITDIR)/hinged.service \
                 $(BUILD)/hinge-serve.service:$(UNITDIR)/hinge-serve.service \
                 tools/service/70-hinge.rules:$(RULESDIR)/70-hinge.rules \
                 tools/service/sysusers.conf:$(USERSDIR)/hinge.conf \
                 tools/service/tmpfiles.conf:$(TMPDIR_D)/hinge.conf

$(BUILD)/%.service: tools/service/%.service.in FORCE
	@mkdir -p $(@D)
	$Qsed 's|@BINDIR@|$(BINDIR)|' $< > $@

install: all install-service ## install programs, man pages and the service (PREFIX, DESTDIR)
	$(INSTALL) -d $(DESTDIR)$(BINDIR)
	$(INSTALL) -m 755 $(BINS) $(DESTDIR)$(BINDIR)
	@set -e; for m in $(MAN); do d=$(DESTDIR)$(MANDIR)/man$${m##*.}; $(INSTALL) -d $$d; $(INSTALL) -m 644 $$m $$d; done
	@echo 'To run hinged as a service, as root: systemd-sysusers; systemd-tmpfiles --create; udevadm control --reload;'
	@echo 'systemctl daemon-reload; systemctl enable --now hinged hinge-serve. Who may record: usermod -aG hinge,hinge-record NAME'

install-service: $(BUILD)/hinged.service $(BUILD)/hinge-serve.service ## install only the unit, the udev rule, the users and the folders
	@set -e; for f in $(SERVICE_FILES); do $(INSTALL) -D -m 644 $${f%%:*} $(DESTDIR)$${f#*:}; done

uninstall: ## remove what install put there
	rm -f $(PROGRAMS:%=$(DESTDIR)$(BINDIR)/%)
	@for m in $(notdir $(MAN)); do rm -f $(DESTDIR)$(MANDIR)/man$${m##*.}/$$m; done
	@for f in $(SERVICE_FILES); do rm -f $(DESTDIR)$${f#*:}; done

.PHONY: install install-service uninstall
