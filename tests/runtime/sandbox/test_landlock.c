/// runtime/sandbox/landlock.h
#include "sandbox/landlock.h"

#include "support/refuse.h"
#include "support/run_suite.h"

#include <arpa/inet.h>
#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <unistd.h>

// Each test runs in a process of its own, which is behind landlock from here on.
static int enter(void)
{
    int version = hy_landlock_version();
    ck_assert_int_eq(prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0), 0);
    ck_assert_int_eq(hy_landlock_enter(), version > 0);
    return version;
}

START_TEST(no_file_can_be_read_made_or_removed)
{
    char path[] = "/tmp/hyla-landlock-XXXXXX";
    int fd = mkstemp(path);
    ck_assert_int_ge(fd, 0);
    if (enter() >= 1) {
        ck_assert_int_lt(open("/etc/passwd", O_RDONLY), 0);
        ck_assert_int_eq(errno, EACCES);
        ck_assert_int_lt(open("/", O_RDONLY | O_DIRECTORY), 0);
        ck_assert_int_lt(unlink(path), 0);
        ck_assert_int_lt(mkdir("/tmp/hyla-landlock-folder", 0700), 0);
        // what is open stays open
        ck_assert_int_eq(write(fd, "x", 1), 1);
    }
}
END_TEST

START_TEST(no_port_can_be_bound_or_connected)
{
    struct sockaddr_in address = {.sin_family = AF_INET,
                                  .sin_addr = {.s_addr = htonl(INADDR_LOOPBACK)}};
    int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    if (enter() >= 4 && fd >= 0) {
        ck_assert_int_lt(bind(fd, (struct sockaddr *)&address, sizeof address), 0);
        ck_assert_int_eq(errno, EACCES);
        address.sin_port = htons(9);
        ck_assert_int_lt(connect(fd, (struct sockaddr *)&address, sizeof address), 0);
        ck_assert_int_eq(errno, EACCES);
    }
}
END_TEST

START_TEST(no_signal_reaches_the_parent)
{
    if (enter() >= 6) {
        ck_assert_int_lt(kill(getppid(), 0), 0);
        ck_assert_int_eq(errno, EPERM);
    }
}
END_TEST

START_TEST(a_kernel_without_landlock_changes_nothing)
{
    const int calls[] = {SCMP_SYS(landlock_create_ruleset)};
    refuse_calls(calls, 1);
    ck_assert_int_eq(hy_landlock_version(), 0);
    ck_assert(!hy_landlock_enter());
    ck_assert_int_ge(open("/dev/null", O_RDONLY | O_CLOEXEC), 0);
}
END_TEST

static Suite *landlock_suite(void)
{
    TCase *rights = tcase_create("rights");
    tcase_add_test(rights, no_file_can_be_read_made_or_removed);
    tcase_add_test(rights, no_port_can_be_bound_or_connected);
    tcase_add_test(rights, no_signal_reaches_the_parent);
    tcase_add_test(rights, a_kernel_without_landlock_changes_nothing);

    Suite *suite = suite_create("landlock");
    suite_add_tcase(suite, rights);
    return suite;
}

int main(void)
{
    return run_suite(landlock_suite());
}
