/// runtime/sandbox/namespaces.h
#include "sandbox/namespaces.h"

#include "support/refuse.h"
#include "support/run_suite.h"

#include <net/if.h>
#include <poll.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

// Forks, and returns the exit status of a child that leaves with what `child` says.
static int status_of(int (*child)(hy_walls walls))
{
    hy_walls walls = 0;
    pid_t pid = hy_namespaces_fork(&walls);
    ck_assert_int_ge(pid, 0);
    if (pid == 0) {
        _exit(child(walls));
    }
    int status;
    ck_assert_int_eq(waitpid(pid, &status, 0), pid);
    ck_assert(WIFEXITED(status));
    return WEXITSTATUS(status);
}

static int has_a_number_of_its_own(hy_walls walls)
{
    return hy_walls_has(walls, HY_WALL_PID) == (getpid() == 1 && getppid() == 0);
}

// all that there is to be seen of a new network is a loopback that is down
static int sees_no_network(hy_walls walls)
{
    char name[IF_NAMESIZE];
    return !hy_walls_has(walls, HY_WALL_NET) || if_indextoname(2, name) == NULL;
}

static int has_walls(hy_walls walls)
{
    return walls != 0;
}

START_TEST(a_process_of_its_own_namespace_is_the_first)
{
    ck_assert_int_eq(status_of(has_a_number_of_its_own), 1);
}
END_TEST

START_TEST(a_network_of_its_own_is_empty)
{
    ck_assert_int_eq(status_of(sees_no_network), 1);
}
END_TEST

START_TEST(a_container_that_refuses_everything_still_forks)
{
    // clone with flags of namespaces cannot be told from fork here, so only the others are refused
    const int calls[] = {SCMP_SYS(unshare)};
    refuse_calls(calls, 1);
    ck_assert_int_le(status_of(has_walls), 1);
}
END_TEST

// A host that starts a worker, which follows it, and dies: the pipe ends with the worker.
static void play_host(const int *pipe_ends)
{
    int ready[2];
    hy_walls walls;
    char byte;
    ck_assert_int_eq(pipe(ready), 0);
    if (hy_namespaces_fork(&walls) == 0) {
        (void)prctl(PR_SET_PDEATHSIG, SIGKILL, 0, 0, 0);
        (void)!write(ready[1], "r", 1);
        for (;;) {
            (void)pause();
        }
    }
    (void)close(pipe_ends[1]);
    (void)!read(ready[0], &byte, 1);
    _exit(0);
}

START_TEST(the_first_of_its_namespace_dies_with_its_parent)
{
    int ends[2];
    ck_assert_int_eq(pipe(ends), 0);
    pid_t host = fork();
    if (host == 0) {
        play_host(ends);
    }
    (void)close(ends[1]);
    ck_assert_int_eq(waitpid(host, NULL, 0), host);
    struct pollfd end = {.fd = ends[0], .events = POLLIN};
    ck_assert_int_eq(poll(&end, 1, 5000), 1);
    ck_assert(end.revents & POLLHUP);
}
END_TEST

static Suite *namespaces_suite(void)
{
    TCase *births = tcase_create("births");
    tcase_add_test(births, a_process_of_its_own_namespace_is_the_first);
    tcase_add_test(births, a_network_of_its_own_is_empty);
    tcase_add_test(births, a_container_that_refuses_everything_still_forks);
    tcase_add_test(births, the_first_of_its_namespace_dies_with_its_parent);

    Suite *suite = suite_create("namespaces");
    suite_add_tcase(suite, births);
    return suite;
}

int main(void)
{
    return run_suite(namespaces_suite());
}
