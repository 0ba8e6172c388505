/// runtime/serve/wire.h
#include "serve/wire.h"

#include "support/run_suite.h"

#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

// a wire, and the plain socket at its other end
static int open_pair(hy_wire *wire)
{
    int ends[2];
    ck_assert_int_eq(socketpair(AF_UNIX, SOCK_STREAM, 0, ends), 0);
    hy_wire_init(wire, ends[0]);
    return ends[1];
}

static void put(int fd, const char *text)
{
    ck_assert_int_eq(write(fd, text, strlen(text)), (ssize_t)strlen(text));
}

static void expect_line(hy_wire *wire, const char *wanted)
{
    hy_wire_state state;
    const char *line = NULL;
    size_t size = 0;
    ck_assert_int_eq(hy_wire_read(wire, &state, &line, &size, NULL), HY_OK);
    ck_assert_int_eq(state, HY_WIRE_LINE);
    ck_assert_uint_eq(size, strlen(wanted));
    ck_assert_int_eq(memcmp(line, wanted, size), 0);
}

static void expect_state(hy_wire *wire, hy_wire_state wanted)
{
    hy_wire_state state;
    const char *line = NULL;
    size_t size = 0;
    ck_assert_int_eq(hy_wire_read(wire, &state, &line, &size, NULL), HY_OK);
    ck_assert_int_eq(state, wanted);
}

START_TEST(lines_come_whole_and_in_order)
{
    hy_wire wire;
    int other = open_pair(&wire);
    expect_state(&wire, HY_WIRE_EMPTY);
    put(other, "one\ntwo\nth");
    expect_line(&wire, "one");
    expect_line(&wire, "two");
    expect_state(&wire, HY_WIRE_EMPTY);
    put(other, "ree\n\n");
    expect_line(&wire, "three");
    expect_line(&wire, "");
    (void)close(other);
    expect_state(&wire, HY_WIRE_CLOSED);
    hy_wire_deinit(&wire);
    hy_wire_deinit(&wire);
}
END_TEST

START_TEST(a_line_that_never_ends_is_refused)
{
    hy_wire wire;
    int other = open_pair(&wire);
    char *chunk = malloc(1 << 16);
    memset(chunk, 'x', 1 << 16);
    hy_wire_state state = HY_WIRE_EMPTY;
    hy_status status = HY_OK;
    for (int i = 0; i < 1000 && status == HY_OK; i++) {
        (void)send(other, chunk, 1 << 16, MSG_DONTWAIT);
        const char *line = NULL;
        size_t size = 0;
        status = hy_wire_read(&wire, &state, &line, &size, NULL);
    }
    ck_assert_int_eq(status, HY_ERR_LIMIT);
    free(chunk);
    (void)close(other);
    hy_wire_deinit(&wire);
}
END_TEST

START_TEST(what_is_not_read_waits_up_to_a_limit)
{
    hy_wire wire, reader;
    int other = open_pair(&wire);
    hy_wire_init(&reader, other);
    char *line = malloc(1 << 20);
    memset(line, 'y', 1 << 20);
    hy_status status = HY_OK;
    int count = 0;
    while (status == HY_OK && count < 1000) {
        status = hy_wire_write(&wire, line, 1 << 20, NULL);
        count += status == HY_OK;
    }
    ck_assert_int_eq(status, HY_ERR_LIMIT);
    ck_assert(hy_wire_is_behind(&wire));
    int seen = 0;
    for (int i = 0; i < 100000 && seen < count; i++) {
        hy_wire_state state;
        const char *got = NULL;
        size_t size = 0;
        ck_assert_int_eq(hy_wire_flush(&wire, NULL), HY_OK);
        ck_assert_int_eq(hy_wire_read(&reader, &state, &got, &size, NULL), HY_OK);
        ck_assert(state != HY_WIRE_LINE || size == 1 << 20);
        seen += state == HY_WIRE_LINE;
    }
    ck_assert_int_eq(seen, count);
    ck_assert(!hy_wire_is_behind(&wire));
    free(line);
    hy_wire_deinit(&reader);
    hy_wire_deinit(&wire);
}
END_TEST

START_TEST(who_is_gone_is_told)
{
    hy_wire wire;
    hy_error err;
    int other = open_pair(&wire);
    (void)close(other);
    hy_status status = hy_wire_write(&wire, "x", 1, &err);
    ck_assert_int_eq(status, HY_ERR_IO);
    ck_assert_ptr_nonnull(strstr(err.text, "the other end is gone"));
    hy_wire_deinit(&wire);
}
END_TEST

static Suite *wire_suite(void)
{
    TCase *lines = tcase_create("lines");
    tcase_add_test(lines, lines_come_whole_and_in_order);
    tcase_add_test(lines, a_line_that_never_ends_is_refused);
    tcase_add_test(lines, what_is_not_read_waits_up_to_a_limit);
    tcase_add_test(lines, who_is_gone_is_told);

    Suite *suite = suite_create("wire");
    suite_add_tcase(suite, lines);
    return suite;
}

int main(void)
{
    return run_suite(wire_suite());
}
