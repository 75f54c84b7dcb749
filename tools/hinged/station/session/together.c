/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tools/hinged/station/session/together.h"

#include "formats/import/pair.h"

void together_check(struct record_card *card)
{
	struct alignment alignment;
	struct error err;
	struct twin twin;

	if (card->parts < 2 || !card->finalised || card->warning.code ||
	    !twin_find(card->part[0].files.w64, &twin))
		return;
	if (pair_align(&twin, &alignment, &err))
		fail(&card->warning, err.code,
		     "%s; hinge analyze refuses them: see hinge-record(1), --source", err.text);
}
