/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tools/runtime/pool.h"

#include <errno.h>
#include <pthread.h>
#include <signal.h>
#include <stdbool.h>
#include <stdlib.h>

/* Tasks are coarse (a stage of a trial): one lock hands them out, so none is taken twice or left
 * behind. */
struct thread_pool {
	struct pool pool;
	pthread_mutex_t lock;
	pthread_cond_t work, idle;
	void (*task)(void *ctx, size_t i);
	void *ctx;
	size_t count, next, done;
	bool stop;
	size_t threads;
	pthread_t thread[];
};

/* With the lock held. */
static void take_tasks(struct thread_pool *pool)
{
	while (pool->next < pool->count) {
		size_t i = pool->next++;

		pthread_mutex_unlock(&pool->lock);
		pool->task(pool->ctx, i);
		pthread_mutex_lock(&pool->lock);
		if (++pool->done == pool->count)
			pthread_cond_signal(&pool->idle);
	}
}

static void *work(void *self)
{
	struct thread_pool *pool = self;

	pthread_mutex_lock(&pool->lock);
	while (!pool->stop) {
		take_tasks(pool);
		pthread_cond_wait(&pool->work, &pool->lock);
	}
	pthread_mutex_unlock(&pool->lock);
	return NULL;
}

static void run(void *self, size_t count, void (*task)(void *ctx, size_t i), void *ctx)
{
	struct thread_pool *pool = self;

	pthread_mutex_lock(&pool->lock);
	if (pool->done < pool->count) {
		/* called from inside a task: the job under way must not be replaced */
		pthread_mutex_unlock(&pool->lock);
		for (size_t i = 0; i < count; i++)
			task(ctx, i);
		return;
	}
	pool->task = task;
	pool->ctx = ctx;
	pool->count = count;
	pool->next = pool->done = 0;
	pthread_cond_broadcast(&pool->work);
	take_tasks(pool);
	while (pool->done < pool->count)
		pthread_cond_wait(&pool->idle, &pool->lock);
	pthread_mutex_unlock(&pool->lock);
}

/* Signals are for the thread that started the pool. */
static int start_thread(struct thread_pool *pool)
{
	sigset_t all, before;
	int ret;

	sigfillset(&all);
	pthread_sigmask(SIG_SETMASK, &all, &before);
	ret = pthread_create(&pool->thread[pool->threads], NULL, work, pool);
	pthread_sigmask(SIG_SETMASK, &before, NULL);
	if (!ret)
		pool->threads++;
	return ret;
}

int thread_pool_new(struct pool **out, size_t threads, struct error *err)
{
	size_t others = threads ? threads - 1 : 0;
	struct thread_pool *pool = calloc(1, sizeof(*pool) + others * sizeof(pool->thread[0]));

	if (!pool)
		return fail(err, HINGE_ENOMEM, "out of memory");
	pool->pool = (struct pool){pool, run};
	pthread_mutex_init(&pool->lock, NULL);
	pthread_cond_init(&pool->work, NULL);
	pthread_cond_init(&pool->idle, NULL);
	while (pool->threads < others) {
		errno = start_thread(pool);
		if (errno) {
			fail_errno(err, HINGE_EAGAIN, "cannot start thread %zu of %zu",
				   pool->threads + 2, threads);
			thread_pool_free(&pool->pool);
			return HINGE_EAGAIN;
		}
	}
	*out = &pool->pool;
	return 0;
}

void thread_pool_free(struct pool *handle)
{
	struct thread_pool *pool = handle ? handle->self : NULL;

	if (!pool)
		return;
	pthread_mutex_lock(&pool->lock);
	pool->stop = true;
	pthread_cond_broadcast(&pool->work);
	pthread_mutex_unlock(&pool->lock);
	for (size_t i = 0; i < pool->threads; i++)
		pthread_join(pool->thread[i], NULL);
	pthread_cond_destroy(&pool->idle);
	pthread_cond_destroy(&pool->work);
	pthread_mutex_destroy(&pool->lock);
	free(pool);
}
