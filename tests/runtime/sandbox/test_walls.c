/// runtime/sandbox/walls.h
#include "sandbox/walls.h"

#include "sandbox/filter.h"
#include "sandbox/landlock.h"

#include "support/refuse.h"
#include "support/run_suite.h"

#include <fcntl.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

static hy_status find_no_filters(hy_error *err)
{
    return hy_fail(err, HY_ERR_NOT_FOUND, "no filters on the moon");
}

START_TEST(without_filters_nobody_may_run)
{
    hy_walls walls = 7;
    hy_error err;
    ck_assert_int_eq(hy_walls_require(find_no_filters, false, &walls, &err), HY_ERR_NOT_FOUND);
    ck_assert_str_eq(err.text, "no filters on the moon");
    ck_assert_uint_eq(walls, 7);
}
END_TEST

START_TEST(who_says_unsafe_runs_without_filters)
{
    hy_walls walls = 7;
    hy_error err;
    ck_assert_int_eq(hy_walls_require(find_no_filters, true, &walls, &err), HY_OK);
    ck_assert_uint_eq(walls, 0);
}
END_TEST

START_TEST(unsafe_takes_nothing_away)
{
    hy_walls walls = 0;
    hy_error err;
    ck_assert_int_eq(hy_walls_require(hy_filter_probe, true, &walls, &err), HY_OK);
    ck_assert(hy_walls_has(walls, HY_WALL_SECCOMP));
}
END_TEST

START_TEST(a_kernel_without_filters_is_really_noticed)
{
    const int calls[] = {SCMP_SYS(seccomp)};
    hy_walls walls = 7;
    hy_error err;
    refuse_calls(calls, 1);
    ck_assert_int_eq(hy_walls_require(hy_filter_probe, false, &walls, &err), HY_ERR_NOT_FOUND);
    ck_assert_int_eq(hy_walls_require(hy_filter_probe, true, &walls, &err), HY_OK);
    ck_assert_uint_eq(walls, 0);
}
END_TEST

START_TEST(each_wall_has_a_name_of_its_own)
{
    for (int i = 0; i < HY_WALL_COUNT; i++) {
        for (int j = 0; j < i; j++) {
            ck_assert_str_ne(hy_wall_name((hy_wall)i), hy_wall_name((hy_wall)j));
        }
    }
}
END_TEST

// without its capabilities not even root may give the machine a name
static bool tells_what_stands(void)
{
    bool has_landlock = hy_landlock_version() > 0;
    bool is_done = prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0;
    hy_walls walls = hy_walls_close(hy_walls_of(HY_WALL_NET));
    return is_done && hy_walls_has(walls, HY_WALL_NET) &&
           hy_walls_has(walls, HY_WALL_CAPABILITIES) &&
           hy_walls_has(walls, HY_WALL_LANDLOCK) == has_landlock &&
           (open("/", O_RDONLY | O_CLOEXEC) < 0) == has_landlock &&
           syscall(SYS_sethostname, "x", 1) < 0;
}

START_TEST(closing_tells_what_stands)
{
    pid_t pid = fork();
    if (pid == 0) {
        // at once: what runs at the exit of a sanitized program wants files
        _exit(tells_what_stands());
    }
    int status;
    ck_assert_int_eq(waitpid(pid, &status, 0), pid);
    ck_assert(WIFEXITED(status) && WEXITSTATUS(status) == 1);
}
END_TEST

START_TEST(what_the_container_refuses_does_not_stand)
{
    const int calls[] = {SCMP_SYS(unshare), SCMP_SYS(capset), SCMP_SYS(landlock_create_ruleset)};
    refuse_calls(calls, 3);
    ck_assert_uint_eq(hy_walls_close(0), 0);
    ck_assert_int_ge(open("/dev/null", O_RDONLY | O_CLOEXEC), 0);
}
END_TEST

static Suite *walls_suite(void)
{
    TCase *walls = tcase_create("walls");
    tcase_add_test(walls, without_filters_nobody_may_run);
    tcase_add_test(walls, who_says_unsafe_runs_without_filters);
    tcase_add_test(walls, unsafe_takes_nothing_away);
    tcase_add_test(walls, a_kernel_without_filters_is_really_noticed);
    tcase_add_test(walls, each_wall_has_a_name_of_its_own);
    tcase_add_test(walls, closing_tells_what_stands);
    tcase_add_test(walls, what_the_container_refuses_does_not_stand);

    Suite *suite = suite_create("walls");
    suite_add_tcase(suite, walls);
    return suite;
}

int main(void)
{
    return run_suite(walls_suite());
}
