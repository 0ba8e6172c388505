#include "kernels/pool.h"

#include <pthread.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdint.h>

/// Work on offer; it lies in the frame of whoever offers it.
typedef struct work {
    hy_pool_function *function;
    void *context;
    size_t parts;
    atomic_size_t next;  ///< The first part that nobody has taken.
} work;

// one per process, because threads are; all of it is read and written under `lock`
static struct {
    pthread_mutex_t lock;
    pthread_cond_t offered;  ///< There is work, or the end has come.
    pthread_cond_t left;     ///< The last helper has left the work.
    bool watches_forks;
    int helpers_wanted;
    int helpers_started;
    pthread_t helpers[HY_POOL_MOST_THREADS - 1];
    work *work;           ///< NULL when there is none to join.
    uint64_t generation;  ///< Of the work: nobody joins it twice.
    int joined;           ///< Helpers that are at work.
    bool is_ending;
} g_pool = {.lock = PTHREAD_MUTEX_INITIALIZER,
            .offered = PTHREAD_COND_INITIALIZER,
            .left = PTHREAD_COND_INITIALIZER};

static void lock_pool(void)
{
    (void)pthread_mutex_lock(&g_pool.lock);
}

static void unlock_pool(void)
{
    (void)pthread_mutex_unlock(&g_pool.lock);
}

// The helpers stayed in the parent, with whatever waited for a signal.
static void forget_helpers(void)
{
    (void)pthread_cond_init(&g_pool.offered, NULL);
    (void)pthread_cond_init(&g_pool.left, NULL);
    g_pool.helpers_wanted = 0;
    g_pool.helpers_started = 0;
    g_pool.work = NULL;
    g_pool.joined = 0;
    unlock_pool();
}

static void take_parts(work *taken)
{
    size_t part = atomic_fetch_add_explicit(&taken->next, 1, memory_order_relaxed);
    while (part < taken->parts) {
        taken->function(taken->context, part);
        part = atomic_fetch_add_explicit(&taken->next, 1, memory_order_relaxed);
    }
}

// Joins the work on offer; called and left with the lock held.
static void join_work(void)
{
    work *joined = g_pool.work;
    g_pool.joined++;
    unlock_pool();
    take_parts(joined);
    lock_pool();
    if (--g_pool.joined == 0) {
        (void)pthread_cond_signal(&g_pool.left);
    }
}

static void *help(void *unused)
{
    (void)unused;
    uint64_t generation = 0;
    lock_pool();
    while (!g_pool.is_ending) {
        if (g_pool.work && g_pool.generation != generation) {
            generation = g_pool.generation;
            join_work();
        } else {
            (void)pthread_cond_wait(&g_pool.offered, &g_pool.lock);
        }
    }
    unlock_pool();
    return NULL;
}

// Starts the helpers that are wanted, or as many as the system gives. They inherit the mask.
static void start_helpers(void)
{
    sigset_t all;
    sigset_t before;
    (void)sigfillset(&all);
    if (!g_pool.watches_forks) {
        g_pool.watches_forks = pthread_atfork(lock_pool, unlock_pool, forget_helpers) == 0;
    }
    (void)pthread_sigmask(SIG_SETMASK, &all, &before);
    bool is_given = g_pool.watches_forks;
    while (is_given && g_pool.helpers_started < g_pool.helpers_wanted) {
        is_given = pthread_create(&g_pool.helpers[g_pool.helpers_started], NULL, help, NULL) == 0;
        g_pool.helpers_started += is_given;
    }
    (void)pthread_sigmask(SIG_SETMASK, &before, NULL);
}

// False when nobody would come.
static bool offer(work *offered)
{
    lock_pool();
    // while helpers are still at the work before, its caller waits for them, and for nobody else
    bool is_free = g_pool.helpers_wanted > 0 && !g_pool.work && g_pool.joined == 0;
    if (is_free) {
        start_helpers();
        g_pool.work = offered;
        g_pool.generation++;
        (void)pthread_cond_broadcast(&g_pool.offered);
    }
    unlock_pool();
    return is_free;
}

// Nobody may join any more; waits for those who have.
static void withdraw(void)
{
    lock_pool();
    g_pool.work = NULL;
    while (g_pool.joined > 0) {
        (void)pthread_cond_wait(&g_pool.left, &g_pool.lock);
    }
    unlock_pool();
}

int hy_pool_threads(void)
{
    lock_pool();
    int count = 1 + g_pool.helpers_wanted;
    unlock_pool();
    return count;
}

void hy_pool_set_threads(int count)
{
    lock_pool();
    int started = g_pool.helpers_started;
    g_pool.helpers_wanted = count - 1;
    g_pool.is_ending = true;
    (void)pthread_cond_broadcast(&g_pool.offered);
    unlock_pool();
    for (int i = 0; i < started; i++) {
        (void)pthread_join(g_pool.helpers[i], NULL);
    }
    lock_pool();
    g_pool.helpers_started = 0;
    g_pool.is_ending = false;
    unlock_pool();
}

void hy_pool_run(size_t parts, hy_pool_function *function, void *context)
{
    work all = {.function = function, .context = context, .parts = parts};
    if (parts > 1 && offer(&all)) {
        take_parts(&all);
        withdraw();
    } else {
        take_parts(&all);
    }
}
