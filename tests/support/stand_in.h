/// Stand-ins: a worker's program that needs no Lua, so that C tests can try the walls.
///
/// A job is a letter and its argument: e(cho) TEXT; p(repared); a(llocate) BYTES, which answers y
/// or n; g(rab) OFFSET, a byte behind what was taken; l(eftovers), the count of bytes that are not
/// zero in a fresh result; s(pin) MILLION_TURNS; c(all) NUMBER ARGUMENTS; i(386) NUMBER, a call by
/// the old gate; x PROTECTION BYTES of the code pool; t(imer) NUMBER, by a setting that there is;
/// d(oor) NUMBER, a call by it; f(utex), for ever; q(uit) without a result; b(oast) of more memory
/// than there is; n(umber), how often this process has been asked; o(verwrite) every page set
/// aside; v(iolate); anything else lies about its result. A lesson is text to remember, or #BYTES
/// to set aside.
#pragma once

#include "sandbox/code_pool.h"
#include "sandbox/door.h"
#include "sandbox/guard.h"
#include "sandbox/worker.h"

#include <linux/futex.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <unistd.h>

typedef struct stand_in_state {
    hy_arena *arena;
    char prepared[64];
    unsigned char *pages;
    size_t pages_size;
} stand_in_state;

static hy_status set_up(void *context, hy_arena *arena, const void *bytes, size_t size,
                        hy_error *err)
{
    stand_in_state *stand_in = context;
    stand_in->arena = arena;
    return size > 0 ? hy_fail(err, HY_ERR_ARGUMENT, "no to %.*s", (int)size, (const char *)bytes)
                    : HY_OK;
}

static hy_status prepare(void *context, const void *bytes, size_t size, const hy_worker_data *data,
                         hy_error *err)
{
    stand_in_state *stand_in = context;
    if (size == 0) {
        _exit(3);
    }
    if (*(const char *)bytes == '#') {
        stand_in->pages_size = strtoul((const char *)bytes + 1, NULL, 10);
        stand_in->pages = hy_arena_allocate(stand_in->arena, stand_in->pages_size);
        return HY_OK;
    }
    if (strlen(stand_in->prepared) + size >= sizeof stand_in->prepared) {
        return hy_fail(err, HY_ERR_LIMIT, "enough");
    }
    strncat(stand_in->prepared, bytes, size);
    strncat(stand_in->prepared, data->bytes ? (const char *)data->bytes : "", data->size);
    return HY_OK;
}

static void answer(hy_result *result, const hy_worker_value *value, const void *bytes, size_t size)
{
    if (size > value->capacity) {
        hy_result_fail(result, HY_OUTCOME_BAD_OUTPUT, "too long", 8);
        return;
    }
    memcpy(value->data, bytes, size);
    result->value_size = size;
}

static void use_memory(hy_arena *arena, const char *job, hy_result *result,
                       const hy_worker_value *value)
{
    size_t number = strtoul(job + 1, NULL, 10);
    if (job[0] == 'a') {
        answer(result, value, hy_arena_allocate(arena, number) ? "y" : "n", 1);
    } else {
        ((volatile char *)arena)[hy_arena_top(arena) + number] = 1;
    }
}

// no clock is to be had behind the filter
static void spin(double million_turns)
{
    volatile uint64_t left = (uint64_t)(1e6 * million_turns);
    while (left > 0) {
        left--;
    }
}

static void call_system(const char *text)
{
    long number = 0;
    unsigned long a[3] = {0};
    (void)sscanf(text, "%ld %lu %lu %lu", &number, &a[0], &a[1], &a[2]);
    (void)syscall(number, a[0], a[1], a[2], 0L, 0L, 0L);
}

// numbers mean something else there: a filter that looks only at them would be passed
static void call_system_i386(long number)
{
#ifdef __x86_64__
    __asm__ volatile("int $0x80" : "+a"(number) : "b"(0L), "c"(0L), "d"(0L) : "memory");
#else
    (void)number;
#endif
}

static void make_call(const char *job)
{
    long number = strtol(job + 1, NULL, 10);
    if (job[0] == 'c') {
        call_system(job + 1);
    } else if (job[0] == 'd') {
        (void)hy_door_call(number, 0, 0, 0, 0, 0, 0);
    } else {
        call_system_i386(number);
    }
}

static void protect_code(const char *text)
{
    int protection = 0;
    size_t size = 0;
    (void)sscanf(text, "%d %zu", &protection, &size);
    (void)mprotect((char *)hy_code_pool_address(), size, protection);
}

static void set_timer(long which)
{
    (void)syscall(SYS_setitimer, which, hy_guard_filter_needs().timers_address, 0L);
}

static void overwrite(const stand_in_state *stand_in)
{
    for (size_t place = 0; place < stand_in->pages_size; place += 4096) {
        stand_in->pages[place]++;
    }
}

static void sleep_forever(void)
{
    int word = 0;
    (void)syscall(SYS_futex, &word, FUTEX_WAIT_PRIVATE, 0, NULL, NULL, 0);
}

static size_t count_leftovers(const hy_worker_value *value)
{
    size_t count = 0;
    for (size_t i = 0; i < value->capacity; i++) {
        count += value->data[i] != 0;
    }
    return count;
}

// what no snapshot takes back
static void count_calls(hy_result *result, const hy_worker_value *value)
{
    static int count;
    count++;
    answer(result, value, &count, sizeof count);
}

// what code that has taken the process over may do
static void boast(hy_result *result)
{
    result->peak_bytes = UINT64_MAX;
    result->is_complete = HY_RESULT_COMPLETE;
    _exit(0);
}

static void lie(hy_result *result, size_t capacity)
{
    result->outcome = HY_OUTCOME_OK;
    result->value_size = capacity + 1;
}

static void run(void *context, const void *bytes, size_t size, hy_result *result,
                hy_worker_value *value)
{
    stand_in_state *stand_in = context;
    const char *job = bytes;
    size_t count;
    switch (job[0]) {
    case 'e':  // echo
        answer(result, value, job + 1, size - 1);
        break;
    case 'p':  // prepared
        answer(result, value, stand_in->prepared, strlen(stand_in->prepared));
        break;
    case 'a':
    case 'g':
        use_memory(stand_in->arena, job, result, value);
        break;
    case 'l':  // leftovers
        count = count_leftovers(value);
        answer(result, value, &count, sizeof count);
        break;
    case 's':  // spin
        spin(strtod(job + 1, NULL));
        answer(result, value, "awake", 5);
        break;
    case 'c':
    case 'd':
    case 'i':
        make_call(job);
        break;
    case 'x':
        protect_code(job + 1);
        break;
    case 't':
        set_timer(strtol(job + 1, NULL, 10));
        break;
    case 'f':
        sleep_forever();
        break;
    case 'q':  // quit
        _exit(0);
    case 'b':
        boast(result);
        break;
    case 'n':  // number
        count_calls(result, value);
        break;
    case 'o':
        overwrite(stand_in);
        answer(result, value, "done", 4);
        break;
    case 'v':  // violate
        __builtin_trap();
    default:
        lie(result, value->capacity);
    }
}

/// Serves as a worker that runs the stand-in; returns the exit status.
static inline int stand_in_main(void)
{
    stand_in_state stand_in = {.arena = NULL};
    hy_worker_program program = {
        .context = &stand_in, .setup = set_up, .prepare = prepare, .run = run};
    return hy_worker_main(&program);
}
