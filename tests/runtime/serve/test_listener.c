/// runtime/serve/listener.h, runtime/serve/address.h
#include "serve/listener.h"

#include "support/run_suite.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

static char g_folder[] = "/tmp/hyla_listener_XXXXXX";
static char g_path[256];

static void set_up(void)
{
    ck_assert_ptr_nonnull(mkdtemp(g_folder));
    (void)snprintf(g_path, sizeof g_path, "%s/live.sock", g_folder);
}

static void tear_down(void)
{
    (void)unlink(g_path);
    (void)rmdir(g_folder);
}

START_TEST(peers_connect_and_speak)
{
    hy_listener listener;
    hy_wire here, there;
    ck_assert_int_eq(hy_listener_open(&listener, g_path, NULL), HY_OK);
    ck_assert(!hy_listener_accept(&listener, &here));
    ck_assert_int_eq(hy_wire_connect(&there, g_path, NULL), HY_OK);
    ck_assert(hy_listener_accept(&listener, &here));
    ck_assert_int_eq(hy_wire_write(&there, "hello", 5, NULL), HY_OK);
    hy_wire_state state;
    const char *line = NULL;
    size_t size = 0;
    ck_assert_int_eq(hy_wire_read(&here, &state, &line, &size, NULL), HY_OK);
    ck_assert_int_eq(state, HY_WIRE_LINE);
    ck_assert_int_eq(memcmp(line, "hello", size), 0);
    hy_wire_deinit(&here);
    hy_wire_deinit(&there);
    hy_listener_close(&listener);
}
END_TEST

START_TEST(only_its_user_may_open_the_file)
{
    hy_listener listener;
    struct stat about;
    ck_assert_int_eq(hy_listener_open(&listener, g_path, NULL), HY_OK);
    ck_assert_int_eq(stat(g_path, &about), 0);
    ck_assert_int_eq(about.st_mode & 0777, 0600);
    hy_listener_close(&listener);
    ck_assert_int_lt(stat(g_path, &about), 0);
}
END_TEST

// the file may be opened by all, so that the credentials alone decide
START_TEST(peers_of_another_user_are_turned_away)
{
    if (geteuid() != 0) {
        return;
    }
    hy_listener listener;
    hy_wire wire;
    ck_assert_int_eq(hy_listener_open(&listener, g_path, NULL), HY_OK);
    ck_assert_int_eq(chmod(g_path, 0666), 0);
    ck_assert_int_eq(chmod(g_folder, 0755), 0);
    pid_t child = fork();
    if (child == 0) {
        hy_wire own;
        hy_error err;
        _exit(setuid(65534) == 0 && hy_wire_connect(&own, g_path, &err) == HY_OK ? 0 : 1);
    }
    int status = 0;
    ck_assert_int_eq(waitpid(child, &status, 0), child);
    ck_assert_int_eq(status, 0);
    ck_assert(!hy_listener_accept(&listener, &wire));
    hy_listener_close(&listener);
}
END_TEST

START_TEST(what_a_dead_process_left_is_replaced_and_a_live_one_is_not)
{
    hy_listener dead, live, third;
    hy_error err;
    ck_assert_int_eq(hy_listener_open(&dead, g_path, NULL), HY_OK);
    (void)close(dead.fd);
    ck_assert_int_eq(hy_listener_open(&live, g_path, NULL), HY_OK);
    ck_assert_int_eq(hy_listener_open(&third, g_path, &err), HY_ERR_LIMIT);
    ck_assert_ptr_nonnull(strstr(err.text, "in use"));
    hy_listener_close(&live);
}
END_TEST

START_TEST(a_file_that_is_no_socket_is_left_alone)
{
    hy_listener listener;
    FILE *file = fopen(g_path, "w");
    ck_assert_ptr_nonnull(file);
    (void)fclose(file);
    ck_assert_int_eq(hy_listener_open(&listener, g_path, NULL), HY_ERR_LIMIT);
    ck_assert_int_eq(access(g_path, F_OK), 0);
}
END_TEST

START_TEST(a_path_may_be_long)
{
    char longer[512], name[201];
    memset(name, 'n', 200);
    name[200] = 0;
    (void)snprintf(longer, sizeof longer, "%s/%s", g_folder, name);
    ck_assert_int_eq(mkdir(longer, 0700), 0);
    char deep[600];
    (void)snprintf(deep, sizeof deep, "%s/live.sock", longer);
    hy_listener listener;
    hy_wire wire;
    ck_assert_int_eq(hy_listener_open(&listener, deep, NULL), HY_OK);
    ck_assert_int_eq(hy_wire_connect(&wire, deep, NULL), HY_OK);
    hy_wire_deinit(&wire);
    hy_listener_close(&listener);
    ck_assert_int_eq(rmdir(longer), 0);
}
END_TEST

START_TEST(nobody_there_is_told)
{
    hy_wire wire;
    hy_error err;
    ck_assert_int_eq(hy_wire_connect(&wire, g_path, &err), HY_ERR_NOT_FOUND);
    ck_assert_ptr_nonnull(strstr(err.text, "nobody listens there"));
    ck_assert_int_eq(hy_wire_connect(&wire, "/nowhere/at/all", &err), HY_ERR_NOT_FOUND);
    hy_listener listener;
    ck_assert_int_eq(hy_listener_open(&listener, "/nowhere/at/all", &err), HY_ERR_NOT_FOUND);
}
END_TEST

static Suite *listener_suite(void)
{
    TCase *sockets = tcase_create("sockets");
    tcase_add_checked_fixture(sockets, set_up, tear_down);
    tcase_add_test(sockets, peers_connect_and_speak);
    tcase_add_test(sockets, only_its_user_may_open_the_file);
    tcase_add_test(sockets, peers_of_another_user_are_turned_away);
    tcase_add_test(sockets, what_a_dead_process_left_is_replaced_and_a_live_one_is_not);
    tcase_add_test(sockets, a_file_that_is_no_socket_is_left_alone);
    tcase_add_test(sockets, a_path_may_be_long);
    tcase_add_test(sockets, nobody_there_is_told);

    Suite *suite = suite_create("listener");
    suite_add_tcase(suite, sockets);
    return suite;
}

int main(void)
{
    return run_suite(listener_suite());
}
