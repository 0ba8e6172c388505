/// runtime/sandbox/landlock.h
#include "sandbox/landlock.h"

#include "support/refuse.h"
#include "support/run_suite.h"

#include <arpa/inet.h>
#include <fcntl.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

// Runs a function behind landlock, in a process that leaves at once with what it says: what runs at
// the exit of a sanitized program wants files.
static bool holds(bool (*claim)(int version))
{
    pid_t pid = fork();
    if (pid == 0) {
        int version = hy_landlock_version();
        bool is_done = prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0;
        _exit(is_done && hy_landlock_enter() == (version > 0) && claim(version));
    }
    int status;
    ck_assert_int_eq(waitpid(pid, &status, 0), pid);
    return WIFEXITED(status) && WEXITSTATUS(status) == 1;
}

static bool is_refused(int result)
{
    return result < 0 && errno == EACCES;
}

static int g_open_fd;

static bool files_are_closed(int version)
{
    return version < 1 ||
           (is_refused(open("/etc/passwd", O_RDONLY)) &&
            is_refused(open("/", O_RDONLY | O_DIRECTORY)) &&
            is_refused(mkdir("/tmp/hyla-landlock-folder", 0700)) && write(g_open_fd, "x", 1) == 1);
}

START_TEST(no_file_can_be_read_or_made_but_what_is_open_stays)
{
    g_open_fd = open("/dev/null", O_WRONLY | O_CLOEXEC);
    ck_assert(holds(files_are_closed));
    (void)close(g_open_fd);
}
END_TEST

static bool ports_are_closed(int version)
{
    struct sockaddr_in address = {.sin_family = AF_INET,
                                  .sin_addr = {.s_addr = htonl(INADDR_LOOPBACK)}};
    const struct sockaddr *any = (struct sockaddr *)&address;
    int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    if (version < 4 || fd < 0) {
        return true;
    }
    bool is_bound = !is_refused(bind(fd, any, sizeof address));
    address.sin_port = htons(9);
    return !is_bound && is_refused(connect(fd, any, sizeof address));
}

START_TEST(no_port_can_be_bound_or_connected)
{
    ck_assert(holds(ports_are_closed));
}
END_TEST

static bool parent_is_out_of_reach(int version)
{
    return version < 6 || (kill(getppid(), 0) < 0 && errno == EPERM);
}

START_TEST(no_signal_reaches_the_parent)
{
    ck_assert(holds(parent_is_out_of_reach));
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
    tcase_add_test(rights, no_file_can_be_read_or_made_but_what_is_open_stays);
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
