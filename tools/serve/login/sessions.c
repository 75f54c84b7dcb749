/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tools/serve/login/sessions.h"

#include "formats/files.h"

#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#include <sys/random.h>

struct session {
	char id_sha256[65]; /* "" = free */
	char token[SECRET_SIZE];
	int64_t opened_s, used_s;
};

struct sessions {
	pthread_mutex_t lock;
	struct session session[SESSIONS_MAX];
};

int secret_make(char secret[SECRET_SIZE], struct error *err)
{
	static const char digits[] = "0123456789abcdef";
	unsigned char bytes[(SECRET_SIZE - 1) / 2];

	if (getrandom(bytes, sizeof(bytes), 0) != (ssize_t)sizeof(bytes))
		return fail_errno(err, HINGE_EAGAIN, "no random numbers");
	for (size_t i = 0; i < sizeof(bytes); i++) {
		secret[2 * i] = digits[bytes[i] >> 4];
		secret[2 * i + 1] = digits[bytes[i] & 15];
	}
	secret[SECRET_SIZE - 1] = '\0';
	return 0;
}

bool secret_is(const char *secret, const char *given)
{
	unsigned char differs = 0;

	if (!given || strlen(given) != SECRET_SIZE - 1)
		return false;
	for (size_t i = 0; i < SECRET_SIZE - 1; i++)
		differs |= (unsigned char)(secret[i] ^ given[i]);
	return !differs;
}

struct sessions *sessions_new(void)
{
	struct sessions *all = calloc(1, sizeof(*all));

	if (all)
		pthread_mutex_init(&all->lock, NULL);
	return all;
}

void sessions_free(struct sessions *all)
{
	if (!all)
		return;
	pthread_mutex_destroy(&all->lock);
	free(all);
}

static bool is_over(const struct session *session, int64_t now_s)
{
	return now_s - session->used_s >= SESSION_IDLE_S ||
	       now_s - session->opened_s >= SESSION_WHOLE_S;
}

static struct session *find(struct sessions *all, const char *id)
{
	char sha256[65];

	sha256_hex(id, strlen(id), sha256);
	for (size_t i = 0; i < SESSIONS_MAX; i++)
		if (!strcmp(all->session[i].id_sha256, sha256))
			return &all->session[i];
	return NULL;
}

/* A free one, else one that is over, else the one that was not used for longest. */
static struct session *take_place(struct sessions *all, int64_t now_s)
{
	struct session *oldest = &all->session[0];

	for (size_t i = 0; i < SESSIONS_MAX; i++) {
		struct session *session = &all->session[i];

		if (!*session->id_sha256 || is_over(session, now_s))
			return session;
		if (session->used_s < oldest->used_s)
			oldest = session;
	}
	return oldest;
}

int sessions_open(struct sessions *all, int64_t now_s, char id[SECRET_SIZE], struct error *err)
{
	struct session made = {.opened_s = now_s, .used_s = now_s};
	int ret = secret_make(id, err);

	if (!ret)
		ret = secret_make(made.token, err);
	if (ret)
		return ret;
	sha256_hex(id, strlen(id), made.id_sha256);
	pthread_mutex_lock(&all->lock);
	*take_place(all, now_s) = made;
	pthread_mutex_unlock(&all->lock);
	return 0;
}

bool sessions_use(struct sessions *all, const char *id, int64_t now_s, char token[SECRET_SIZE])
{
	struct session *session;
	bool found;

	if (!id)
		return false;
	pthread_mutex_lock(&all->lock);
	session = find(all, id);
	found = session && !is_over(session, now_s);
	if (found) {
		session->used_s = now_s;
		if (token)
			memcpy(token, session->token, SECRET_SIZE);
	} else if (session) {
		memset(session, 0, sizeof(*session));
	}
	pthread_mutex_unlock(&all->lock);
	return found;
}

void sessions_close(struct sessions *all, const char *id)
{
	struct session *session;

	if (!id)
		return;
	pthread_mutex_lock(&all->lock);
	session = find(all, id);
	if (session)
		memset(session, 0, sizeof(*session));
	pthread_mutex_unlock(&all->lock);
}
