/// runtime/sandbox: pools, workers, children and jails together, without Lua
#include "sandbox/sealed.h"

#include "support/pool_fixture.h"

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

START_TEST(a_job_comes_back)
{
    g_tier = (hy_pool_tier)_i;
    expect_value("ehello", "hello");
    expect_value("eagain", "again");
}
END_TEST

// some of them end while they are handed out, which leaves nobody to wait for
START_TEST(a_queue_of_quick_jobs_is_worked_off)
{
    g_tier = (hy_pool_tier)_i;
    uint64_t last = 0;
    for (int i = 0; i < 500; i++) {
        last = submit("equick", &short_limits);
    }
    for (uint64_t ticket = 1; ticket <= last; ticket++) {
        ck_assert_mem_eq(wait_for(ticket).value, "quick", 5);
        hy_pool_forget(g_pool, ticket);
    }
}
END_TEST

START_TEST(lessons_are_learned_in_order)
{
    g_tier = (hy_pool_tier)_i;
    ck_assert_int_eq(hy_pool_prepare(g_pool, "ab", 2, NULL), HY_OK);
    ck_assert_int_eq(hy_pool_prepare(g_pool, "cd", 2, NULL), HY_OK);
    expect_value("p", "abcd");
}
END_TEST

START_TEST(sealed_memory_comes_with_a_lesson)
{
    hy_sealed sealed;
    g_tier = (hy_pool_tier)_i;
    ck_assert_int_eq(hy_sealed_create(3, &sealed, NULL), HY_OK);
    memcpy(sealed.data, "cde", 3);
    ck_assert_int_eq(hy_sealed_close(&sealed, NULL), HY_OK);
    ck_assert_int_eq(hy_pool_prepare_with(g_pool, HY_POOL_ALL, "ab", 2, sealed.fd, NULL), HY_OK);
    expect_value("p", "abcde");
}
END_TEST

START_TEST(memory_that_is_not_sealed_is_refused)
{
    hy_sealed sealed;
    hy_error err;
    ck_assert_int_eq(hy_sealed_create(3, &sealed, NULL), HY_OK);
    ck_assert_int_lt(hy_pool_prepare_with(g_pool, HY_POOL_ALL, "ab", 2, sealed.fd, &err), 0);
    ck_assert_str_eq(err.text, "shared memory that is not sealed");
}
END_TEST

START_TEST(a_refused_lesson_says_why)
{
    char long_lesson[100] = "x";
    hy_error err;
    memset(long_lesson, 'x', sizeof long_lesson);
    ck_assert_int_eq(hy_pool_prepare(g_pool, long_lesson, sizeof long_lesson, &err), HY_ERR_IO);
    ck_assert_str_eq(err.text, "enough");
}
END_TEST

START_TEST(who_refused_a_lesson_gets_no_job)
{
    g_tier = (hy_pool_tier)_i;
    char long_lesson[100] = "x";
    (void)hy_pool_prepare(g_pool, long_lesson, sizeof long_lesson, NULL);
    hy_reply reply = reply_to("elate");
    ck_assert_int_eq(reply.outcome, HY_OUTCOME_CRASH);
    ck_assert_mem_eq(reply.message, "enough", 6);
    ck_assert_int_eq(waitpid(-1, NULL, 0), -1);
}
END_TEST

START_TEST(a_lesson_that_kills_every_worker_is_given_up)
{
    ck_assert_int_eq(hy_pool_prepare(g_pool, NULL, 0, NULL), HY_ERR_IO);
    ck_assert_int_eq(reply_to("elate").outcome, HY_OUTCOME_CRASH);
}
END_TEST

START_TEST(a_refused_setup_says_why)
{
    hy_pool *none = NULL;
    hy_error err;
    ck_assert_int_eq(hy_pool_open(2, "this", 4, &none, &err), HY_ERR_IO);
    ck_assert_str_eq(err.text, "no to this");
    ck_assert_ptr_null(none);
}
END_TEST

START_TEST(a_pool_has_at_least_one_worker)
{
    hy_pool *none;
    ck_assert_int_eq(hy_pool_open(0, NULL, 0, &none, NULL), HY_ERR_ARGUMENT);
    ck_assert_int_eq(hy_pool_open(HY_POOL_MAX_WORKERS + 1, NULL, 0, &none, NULL), HY_ERR_ARGUMENT);
}
END_TEST

START_TEST(a_ticket_is_forgotten_once)
{
    hy_reply reply;
    uint64_t ticket = submit("ex", &short_limits);
    (void)wait_for(ticket);
    hy_pool_forget(g_pool, ticket);
    hy_pool_forget(g_pool, ticket);
    ck_assert_int_eq(hy_pool_wait(g_pool, ticket, &reply, NULL, NULL), HY_ERR_NOT_FOUND);
}
END_TEST

START_TEST(bad_limits_are_refused)
{
    uint64_t ticket;
    hy_limits limits = short_limits;
    limits.cpu_seconds = -1.0;
    ck_assert_int_eq(try_submit("e", 1, &limits, &ticket), HY_ERR_ARGUMENT);
}
END_TEST

START_TEST(large_values_travel_whole)
{
    g_tier = (hy_pool_tier)_i;
    enum { SIZE = 5 << 20 };
    hy_limits limits = short_limits;
    limits.output_bytes = SIZE;
    limits.cpu_seconds = 5.0;
    char *job = malloc(SIZE + 1);
    memset(job, 'z', SIZE + 1);
    job[0] = 'e';
    uint64_t ticket;
    ck_assert_int_eq(try_submit(job, SIZE + 1, &limits, &ticket), HY_OK);
    hy_reply reply = wait_for(ticket);
    ck_assert_uint_eq(reply.value_size, SIZE);
    ck_assert_int_eq(memcmp(reply.value, job + 1, SIZE), 0);
    free(job);
}
END_TEST

START_TEST(cpu_time_runs_out_at_the_limit)
{
    g_tier = (hy_pool_tier)_i;
    hy_reply reply = reply_to("s1e6");
    ck_assert_int_eq(reply.outcome, HY_OUTCOME_TIMEOUT);
    ck_assert(reply.cpu_seconds >= 0.07 && reply.cpu_seconds < 0.3);
}
END_TEST

START_TEST(who_waits_for_ever_meets_the_backstop)
{
    g_tier = (hy_pool_tier)_i;
    hy_limits limits = short_limits;
    limits.wall_seconds = 0.1;
    hy_reply reply = wait_for(submit("f", &limits));
    ck_assert_int_eq(reply.outcome, HY_OUTCOME_TIMEOUT);
    ck_assert(reply.cpu_seconds < 0.1);
    ck_assert_mem_eq(reply.message, "met the wall-clock limit", 24);
}
END_TEST

START_TEST(memory_ends_at_the_limit)
{
    g_tier = (hy_pool_tier)_i;
    expect_value("a1000000", "y");
    expect_value("a2000000", "n");
}
END_TEST

// by code that asks nobody for memory
START_TEST(memory_that_was_grabbed_ends_at_the_limit)
{
    ck_assert_int_eq(reply_to("g1048575").outcome, HY_OUTCOME_OK);
    ck_assert_int_eq(reply_to("g1048576").outcome, HY_OUTCOME_CRASH);
    ck_assert_int_eq(reply_to("g4294967296").outcome, HY_OUTCOME_CRASH);
}
END_TEST

START_TEST(output_ends_at_the_limit)
{
    g_tier = (hy_pool_tier)_i;
    hy_limits limits = short_limits;
    limits.output_bytes = 6;  // a NUL behind the text
    ck_assert_int_eq(wait_for(submit("e12345", &limits)).outcome, HY_OUTCOME_OK);
    ck_assert_int_eq(wait_for(submit("e123456", &limits)).outcome, HY_OUTCOME_BAD_OUTPUT);
}
END_TEST

START_TEST(a_dead_process_is_a_crash)
{
    g_tier = (hy_pool_tier)_i;
    ck_assert_int_eq(reply_to("v").outcome, HY_OUTCOME_CRASH);
    ck_assert_int_eq(reply_to("q").outcome, HY_OUTCOME_CRASH);
    expect_value("eafter", "after");
}
END_TEST

START_TEST(a_result_that_lies_is_a_crash)
{
    g_tier = (hy_pool_tier)_i;
    hy_reply reply = reply_to("!");
    ck_assert_int_eq(reply.outcome, HY_OUTCOME_CRASH);
    ck_assert_uint_eq(reply.value_size, 0);
    reply = reply_to("b");
    ck_assert_int_eq(reply.outcome, HY_OUTCOME_CRASH);
    ck_assert_uint_eq(reply.peak_bytes, 0);
}
END_TEST

START_TEST(nothing_of_a_result_is_left_for_the_next_job)
{
    char secret[10000];
    memset(secret, 'e', sizeof secret - 1);
    secret[sizeof secret - 1] = '\0';
    ck_assert_int_eq(reply_to(secret).outcome, HY_OUTCOME_OK);
    hy_reply reply = reply_to("l");
    size_t count;
    ck_assert_uint_eq(reply.value_size, sizeof count);
    memcpy(&count, reply.value, sizeof count);
    ck_assert_uint_eq(count, 0);
}
END_TEST

START_TEST(a_dead_worker_is_replaced_and_its_job_tried_again)
{
    g_tier = (hy_pool_tier)_i;
    ck_assert_int_eq(hy_pool_prepare(g_pool, "kept", 4, NULL), HY_OK);
    expect_value("p", "kept");
    pid_t first = last_process();
    hy_limits limits = short_limits;
    limits.cpu_seconds = 20.0;
    uint64_t spinning = submit("s200", &limits);
    uint64_t waiting = submit("p", &short_limits);
    ck_assert_int_eq(kill(first, SIGKILL), 0);
    ck_assert_mem_eq(wait_for(waiting).value, "kept", 4);
    ck_assert_mem_eq(wait_for(spinning).value, "awake", 5);
    ck_assert_int_ne(last_process(), first);
}
END_TEST

// Kills every other child of `parent` for a while.
static void hunt(pid_t parent)
{
    char path[64];
    (void)snprintf(path, sizeof path, "/proc/%d/task/%d/children", parent, parent);
    for (int i = 0; i < 100; i++) {
        FILE *children = fopen(path, "r");
        int pid;
        while (children && fscanf(children, "%d", &pid) == 1) {
            (void)kill(pid != getpid() ? pid : 0, pid != getpid() ? SIGKILL : 0);
        }
        if (children) {
            (void)fclose(children);
        }
        (void)usleep(5000);
    }
}

START_TEST(a_job_whose_worker_dies_twice_is_a_crash)
{
    pid_t parent = getpid();
    pid_t hunter = fork();
    if (hunter == 0) {
        hunt(parent);
        _exit(0);
    }
    hy_limits limits = short_limits;
    limits.cpu_seconds = 20.0;
    ck_assert_int_eq(wait_for(submit("s1e6", &limits)).outcome, HY_OUTCOME_CRASH);
    ck_assert_int_eq(waitpid(hunter, NULL, 0), hunter);
}
END_TEST

// some of them have been sent to the worker behind the one that it dies with
START_TEST(jobs_of_a_worker_that_dies_are_done_by_another)
{
    enum { JOBS = 60 };
    uint64_t tickets[JOBS];
    pid_t pids[3] = {0};
    g_tier = HY_POOL_CONFIRM;
    for (int i = 0; i < JOBS; i++) {
        tickets[i] = submit("s1", &short_limits);
    }
    (void)wait_for(tickets[JOBS / 4]);
    ck_assert_uint_eq(hy_pool_processes(g_pool, pids, 3), 2);
    ck_assert_int_eq(kill(pids[1], SIGKILL), 0);
    for (int i = 0; i < JOBS; i++) {
        ck_assert_int_eq(wait_for(tickets[i]).outcome, HY_OUTCOME_OK);
    }
}
END_TEST

// Writes the outcome letters and values of some jobs, in the order of submission.
static void record(size_t worker_count, char *text, size_t size)
{
    static const char *const jobs[] = {"eone", "s2", "v", "etwo", "q", "s1e6", "ethree", "p"};
    enum { JOBS = sizeof jobs / sizeof *jobs };
    uint64_t tickets[JOBS];
    ck_assert_int_eq(hy_pool_open(worker_count, NULL, 0, &g_pool, NULL), HY_OK);
    for (size_t i = 0; i < JOBS; i++) {
        tickets[i] = submit(jobs[i], &short_limits);
    }
    for (size_t i = 0; i < JOBS; i++) {
        hy_reply reply = wait_for(tickets[i]);
        size_t used = strlen(text);
        (void)snprintf(text + used, size - used, "%s:%.*s\n", hy_outcome_name(reply.outcome),
                       (int)reply.value_size, (const char *)reply.value);
    }
    hy_pool_close(g_pool);
}

START_TEST(the_number_of_workers_changes_no_reply)
{
    g_tier = (hy_pool_tier)_i;
    char one[1024] = "";
    char two[1024] = "";
    record(1, one, sizeof one);
    record(2, two, sizeof two);
    ck_assert_str_eq(one, two);
}
END_TEST

START_TEST(closing_a_pool_leaves_no_process)
{
    g_tier = (hy_pool_tier)_i;
    open_pool();
    (void)submit("s1e6", &short_limits);
    hy_pool_close(g_pool);
    ck_assert_int_eq(waitpid(-1, NULL, 0), -1);
}
END_TEST

// A host that dies while its jobs run: one spins, one sleeps. Its orphans come to this process.
START_TEST(nothing_outlives_a_killed_host)
{
    int ready[2];
    char byte;
    ck_assert_int_eq(prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0), 0);
    ck_assert_int_eq(pipe(ready), 0);
    pid_t host = fork();
    if (host == 0) {
        hy_limits limits = short_limits;
        limits.cpu_seconds = limits.wall_seconds = 1000.0;
        ck_assert_int_eq(hy_pool_open(2, NULL, 0, &g_pool, NULL), HY_OK);
        (void)submit("s1e9", &limits);
        (void)submit("f", &limits);
        // long enough for the jobs to be behind the filter
        (void)usleep(200000);
        ck_assert_int_eq(write(ready[1], "r", 1), 1);
        (void)pause();
    }
    ck_assert_int_eq(read(ready[0], &byte, 1), 1);
    ck_assert_int_eq(kill(host, SIGKILL), 0);
    int count = 0;
    while (waitpid(-1, NULL, 0) > 0) {
        count++;
    }
    // with a namespace of its own, the template's death ends its workers and their jobs before
    // anybody could adopt them
    ck_assert(count == 2 + 2 + 2 || count == 2);
}
END_TEST

static TCase *jobs_case(void)
{
    TCase *jobs = tcase_create("jobs");
    tcase_set_timeout(jobs, 30);
    tcase_add_checked_fixture(jobs, open_pool, close_pool);
    tcase_add_loop_test(jobs, a_job_comes_back, 0, TIERS);
    tcase_add_loop_test(jobs, a_queue_of_quick_jobs_is_worked_off, 0, TIERS);
    tcase_add_loop_test(jobs, lessons_are_learned_in_order, 0, TIERS);
    tcase_add_loop_test(jobs, sealed_memory_comes_with_a_lesson, 0, TIERS);
    tcase_add_test(jobs, memory_that_is_not_sealed_is_refused);
    tcase_add_test(jobs, a_refused_lesson_says_why);
    tcase_add_loop_test(jobs, who_refused_a_lesson_gets_no_job, 0, TIERS);
    tcase_add_test(jobs, a_lesson_that_kills_every_worker_is_given_up);
    tcase_add_test(jobs, a_ticket_is_forgotten_once);
    tcase_add_test(jobs, bad_limits_are_refused);
    tcase_add_loop_test(jobs, large_values_travel_whole, 0, TIERS);
    return jobs;
}

static TCase *walls_case(void)
{
    TCase *walls = tcase_create("walls");
    tcase_set_timeout(walls, 30);
    tcase_add_checked_fixture(walls, open_pool, close_pool);
    tcase_add_loop_test(walls, cpu_time_runs_out_at_the_limit, 0, TIERS);
    tcase_add_loop_test(walls, who_waits_for_ever_meets_the_backstop, 0, TIERS);
    tcase_add_loop_test(walls, memory_ends_at_the_limit, 0, TIERS);
    tcase_add_test(walls, memory_that_was_grabbed_ends_at_the_limit);
    tcase_add_loop_test(walls, output_ends_at_the_limit, 0, TIERS);
    tcase_add_loop_test(walls, a_dead_process_is_a_crash, 0, TIERS);
    tcase_add_loop_test(walls, a_result_that_lies_is_a_crash, 0, TIERS);
    tcase_add_test(walls, nothing_of_a_result_is_left_for_the_next_job);
    tcase_add_loop_test(walls, a_dead_worker_is_replaced_and_its_job_tried_again, 0, TIERS);
    tcase_add_test(walls, a_job_whose_worker_dies_twice_is_a_crash);
    tcase_add_test(walls, jobs_of_a_worker_that_dies_are_done_by_another);
    return walls;
}

static TCase *pools_case(void)
{
    TCase *pools = tcase_create("pools");
    tcase_set_timeout(pools, 30);
    tcase_add_test(pools, a_refused_setup_says_why);
    tcase_add_test(pools, a_pool_has_at_least_one_worker);
    tcase_add_loop_test(pools, the_number_of_workers_changes_no_reply, 0, TIERS);
    tcase_add_loop_test(pools, closing_a_pool_leaves_no_process, 0, TIERS);
    tcase_add_test(pools, nothing_outlives_a_killed_host);
    return pools;
}

static Suite *sandbox_suite(void)
{
    Suite *suite = suite_create("sandbox");
    suite_add_tcase(suite, jobs_case());
    suite_add_tcase(suite, walls_case());
    suite_add_tcase(suite, pools_case());
    return suite;
}

int main(int argc, char **argv)
{
    bool is_worker = argc == 2 && strcmp(argv[1], HY_WORKER_WORD) == 0;
    return is_worker ? stand_in_main() : run_suite(sandbox_suite());
}
