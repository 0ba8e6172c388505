/// runtime/sandbox/pool*.h: what the two tiers do for each other
#include "base/clock.h"
#include "sandbox/pool_jobs.h"

#include "support/pool_fixture.h"

#include <stdbool.h>
#include <sys/resource.h>

START_TEST(a_repeat_finds_what_two_workers_disagree_on)
{
    g_tier = HY_POOL_SCREEN;
    ck_assert_int_eq(reply_to("n").outcome, HY_OUTCOME_OK);
    g_tier = HY_POOL_REPEAT;
    ck_assert_int_eq(reply_to("n").outcome, HY_OUTCOME_NONDETERMINISTIC);
    expect_value("eagreed", "agreed");
}
END_TEST

static void append_reply(hy_buffer *out, hy_outcome outcome, const char *value)
{
    hy_frame_reply head = {.outcome = (uint32_t)outcome};
    hy_buffer_init(out);
    ck_assert_int_eq(hy_buffer_append(out, &head, sizeof head, NULL), HY_OK);
    ck_assert_int_eq(hy_buffer_append(out, value, strlen(value), NULL), HY_OK);
}

// as when the second of two screen workers dies, and a confirm worker decides
START_TEST(whoever_answers_last_must_agree)
{
    static const struct {
        const char *value;
        hy_outcome outcome;
        hy_outcome expected;
    } last[] = {
        {"one", HY_OUTCOME_OK, HY_OUTCOME_OK},
        {"two", HY_OUTCOME_OK, HY_OUTCOME_NONDETERMINISTIC},
        {"", HY_OUTCOME_CRASH, HY_OUTCOME_NONDETERMINISTIC},
        {"", HY_OUTCOME_TIMEOUT, HY_OUTCOME_TIMEOUT},
    };
    hy_pool pool = {.seat_count = 0};
    hy_job *job;
    hy_reply reply;
    ck_assert_int_eq(hy_job_create(1, &short_limits, "e", 1, &job, NULL), HY_OK);
    append_reply(&job->earlier_reply, HY_OUTCOME_OK, "one");
    append_reply(&job->reply, last[_i].outcome, last[_i].value);
    hy_pool_settle(&pool, job);
    ck_assert_int_eq(hy_frame_read_reply(job->reply.data, job->reply.size, &reply, NULL), HY_OK);
    ck_assert_int_eq(reply.outcome, last[_i].expected);
    ck_assert(job->is_done);
    hy_job_destroy(job);
}
END_TEST

START_TEST(what_kills_a_screen_worker_is_decided_by_another)
{
    hy_reply reply;
    hy_worker_tier tier;
    g_tier = HY_POOL_SCREEN;
    uint64_t killer = submit("v", &short_limits);
    uint64_t bystander = submit("eby", &short_limits);
    ck_assert_int_eq(hy_pool_wait(g_pool, killer, &reply, &tier, NULL), HY_OK);
    ck_assert_int_eq(reply.outcome, HY_OUTCOME_CRASH);
    ck_assert_int_eq(tier, HY_WORKER_CONFIRM);
    ck_assert_int_eq(hy_pool_wait(g_pool, bystander, &reply, &tier, NULL), HY_OK);
    ck_assert_mem_eq(reply.value, "by", 2);
    ck_assert_int_eq(tier, HY_WORKER_SCREEN);
}
END_TEST

START_TEST(killers_in_a_row_do_not_end_screening)
{
    hy_reply reply;
    hy_worker_tier tier;
    g_tier = HY_POOL_SCREEN;
    for (int i = 0; i < 10; i++) {
        ck_assert_int_eq(reply_to("v").outcome, HY_OUTCOME_CRASH);
    }
    ck_assert_int_eq(hy_pool_wait(g_pool, submit("eon", &short_limits), &reply, &tier, NULL),
                     HY_OK);
    ck_assert_int_eq(tier, HY_WORKER_SCREEN);
}
END_TEST

START_TEST(secrets_are_for_confirm_workers_alone)
{
    ck_assert_int_eq(hy_pool_prepare(g_pool, "open", 4, NULL), HY_OK);
    ck_assert_int_eq(hy_pool_prepare_with(g_pool, HY_POOL_CONFIRMERS, "+secret", 7, -1, NULL),
                     HY_OK);
    g_tier = HY_POOL_SCREEN;
    ck_assert_uint_eq(reply_to("p").value_size, 4);
    g_tier = HY_POOL_CONFIRM;
    expect_value("p", "open+secret");
}
END_TEST

// all of them say so at the same time
START_TEST(a_secret_that_is_refused_by_many_says_why)
{
    char secret[100];
    hy_error err;
    memset(secret, 'x', sizeof secret);
    for (int i = 0; i < 20; i++) {
        close_pool();
        ck_assert_int_eq(hy_pool_open(8, NULL, 0, &g_pool, NULL), HY_OK);
        ck_assert_int_eq(
            hy_pool_prepare_with(g_pool, HY_POOL_CONFIRMERS, secret, sizeof secret, -1, &err),
            HY_ERR_IO);
        ck_assert_str_eq(err.text, "enough");
    }
}
END_TEST

START_TEST(a_pool_may_have_more_places_than_descriptors)
{
    const struct rlimit few = {.rlim_cur = 40, .rlim_max = 40};
    close_pool();
    ck_assert_int_eq(setrlimit(RLIMIT_NOFILE, &few), 0);
    ck_assert_int_eq(hy_pool_open(40, NULL, 0, &g_pool, NULL), HY_OK);
    for (int tier = 0; tier < TIERS; tier++) {
        g_tier = (hy_pool_tier)tier;
        expect_value("efew", "few");
    }
}
END_TEST

START_TEST(a_worn_worker_is_replaced_and_nothing_lost)
{
    g_tier = HY_POOL_SCREEN;
    expect_value("efirst", "first");
    pid_t before = last_process();
    for (uint64_t last = 0; last < 120000;) {
        for (int i = 0; i < 500; i++) {
            last = submit("ego", &short_limits);
        }
        for (uint64_t ticket = last - 499; ticket <= last; ticket++) {
            ck_assert_mem_eq(wait_for(ticket).value, "go", 2);
            hy_pool_forget(g_pool, ticket);
        }
    }
    ck_assert_int_ne(last_process(), before);
}
END_TEST

// as a collection of garbage does, whose marks are everywhere
START_TEST(a_job_may_overwrite_all_of_a_large_state)
{
    hy_reply reply;
    hy_worker_tier tier;
    ck_assert_int_eq(hy_pool_prepare(g_pool, "#80000000", 10, NULL), HY_OK);
    g_tier = HY_POOL_SCREEN;
    for (int i = 0; i < 2; i++) {
        hy_limits limits = hy_limits_default();
        ck_assert_int_eq(hy_pool_wait(g_pool, submit("o", &limits), &reply, &tier, NULL), HY_OK);
        ck_assert_int_eq(reply.outcome, HY_OUTCOME_OK);
        ck_assert_int_eq(tier, HY_WORKER_SCREEN);
    }
}
END_TEST

// Screens jobs without a pause until the given one has ended.
static void screen_beside(uint64_t wanted)
{
    uint64_t ticket = 0;
    double start = hy_clock_monotonic_seconds();
    g_tier = HY_POOL_SCREEN;
    for (int i = 0; i < 100; i++) {
        (void)submit("ebusy", &short_limits);
    }
    while (ticket != wanted) {
        ck_assert(hy_clock_monotonic_seconds() < start + 3.0);
        ck_assert_int_eq(hy_pool_next(g_pool, &ticket, NULL), HY_OK);
        (void)submit("ebusy", &short_limits);
        if (ticket != wanted) {
            hy_pool_forget(g_pool, ticket);
        }
    }
}

START_TEST(a_busy_worker_hides_no_hanging_one)
{
    hy_limits limits = short_limits;
    limits.wall_seconds = 0.2;
    close_pool();
    ck_assert_int_eq(hy_pool_open(2, NULL, 0, &g_pool, NULL), HY_OK);
    g_tier = HY_POOL_SCREEN;
    screen_beside(submit("f", &limits));
}
END_TEST

START_TEST(a_busy_worker_keeps_nobody_from_confirming)
{
    g_tier = HY_POOL_CONFIRM;
    screen_beside(submit("edone", &short_limits));
}
END_TEST

START_TEST(a_pool_holds_so_many_jobs_and_no_more)
{
    uint64_t ticket;
    g_tier = HY_POOL_SCREEN;
    for (int i = 0; i < HY_POOL_MAX_JOBS; i++) {
        (void)submit("e", &short_limits);
    }
    ck_assert_int_eq(try_submit("e", 1, &short_limits, &ticket), HY_ERR_LIMIT);
    (void)wait_for(1);
    hy_pool_forget(g_pool, 1);
    ck_assert_int_eq(try_submit("e", 1, &short_limits, &ticket), HY_OK);
}
END_TEST

static Suite *pool_suite(void)
{
    TCase *tiers = tcase_create("tiers");
    tcase_set_timeout(tiers, 30);
    tcase_add_checked_fixture(tiers, open_pool, close_pool);
    tcase_add_test(tiers, a_repeat_finds_what_two_workers_disagree_on);
    tcase_add_test(tiers, what_kills_a_screen_worker_is_decided_by_another);
    tcase_add_loop_test(tiers, whoever_answers_last_must_agree, 0, 4);
    tcase_add_test(tiers, killers_in_a_row_do_not_end_screening);
    tcase_add_test(tiers, secrets_are_for_confirm_workers_alone);
    tcase_add_test(tiers, a_secret_that_is_refused_by_many_says_why);
    tcase_add_test(tiers, a_pool_may_have_more_places_than_descriptors);
    tcase_add_test(tiers, a_worn_worker_is_replaced_and_nothing_lost);
    tcase_add_test(tiers, a_job_may_overwrite_all_of_a_large_state);
    tcase_add_test(tiers, a_busy_worker_hides_no_hanging_one);
    tcase_add_test(tiers, a_busy_worker_keeps_nobody_from_confirming);
    tcase_add_test(tiers, a_pool_holds_so_many_jobs_and_no_more);

    Suite *suite = suite_create("pool");
    suite_add_tcase(suite, tiers);
    return suite;
}

int main(int argc, char **argv)
{
    bool is_worker = argc == 2 && strcmp(argv[1], HY_WORKER_WORD) == 0;
    return is_worker ? stand_in_main() : run_suite(pool_suite());
}
