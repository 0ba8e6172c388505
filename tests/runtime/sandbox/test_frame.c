/// runtime/sandbox/frame.h
#include "sandbox/frame.h"

#include "support/run_suite.h"

#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/uio.h>
#include <sys/wait.h>
#include <unistd.h>

START_TEST(a_head_must_have_magic_kind_and_size)
{
    hy_frame frame = hy_frame_of(HY_FRAME_JOB, 12);
    ck_assert_int_eq(hy_frame_check(&frame, NULL), HY_OK);
    frame.magic++;
    ck_assert_int_eq(hy_frame_check(&frame, NULL), HY_ERR_CORRUPT);
    frame = hy_frame_of(HY_FRAME_KIND_END, 12);
    ck_assert_int_eq(hy_frame_check(&frame, NULL), HY_ERR_CORRUPT);
    frame = hy_frame_of(HY_FRAME_JOB, HY_FRAME_MAX_BYTES + 1);
    ck_assert_int_eq(hy_frame_check(&frame, NULL), HY_ERR_CORRUPT);
}
END_TEST

START_TEST(a_reply_is_split_into_value_and_message)
{
    unsigned char payload[sizeof(hy_frame_reply) + 5];
    hy_frame_reply head = {.outcome = HY_OUTCOME_ERROR, .message_size = 2, .peak_bytes = 9};
    memcpy(payload, &head, sizeof head);
    memset(payload + sizeof head, 'a', 3);
    payload[sizeof head + 3] = 'n';
    payload[sizeof head + 4] = 'o';
    hy_reply reply;
    ck_assert_int_eq(hy_frame_read_reply(payload, sizeof payload, &reply, NULL), HY_OK);
    ck_assert_int_eq(reply.outcome, HY_OUTCOME_ERROR);
    ck_assert_mem_eq(reply.message, "no", 2);
    ck_assert_uint_eq(reply.value_size, 3);
    ck_assert_mem_eq(reply.value, "aaa", 3);
}
END_TEST

START_TEST(a_reply_that_lies_is_corrupt)
{
    hy_frame_reply head = {.outcome = HY_OUTCOME_COUNT};
    hy_reply reply;
    ck_assert_int_eq(hy_frame_read_reply(&head, sizeof head, &reply, NULL), HY_ERR_CORRUPT);
    head = (hy_frame_reply){.outcome = HY_OUTCOME_OK, .message_size = 1};
    ck_assert_int_eq(hy_frame_read_reply(&head, sizeof head, &reply, NULL), HY_ERR_CORRUPT);
    ck_assert_int_eq(hy_frame_read_reply(&head, sizeof head - 1, &reply, NULL), HY_ERR_CORRUPT);
}
END_TEST

START_TEST(parts_larger_than_the_socket_arrive_whole)
{
    enum { SIZE = 4 << 20 };
    int pair[2];
    ck_assert_int_eq(socketpair(AF_UNIX, SOCK_STREAM, 0, pair), 0);
    unsigned char *bytes = calloc(2, SIZE);
    memset(bytes, 'a', SIZE);
    memset(bytes + SIZE, 'b', SIZE);
    if (fork() == 0) {
        struct iovec parts[] = {{bytes, SIZE}, {NULL, 0}, {bytes + SIZE, SIZE}};
        _exit(hy_frame_send(pair[1], parts, 3, NULL, 0, NULL) == HY_OK ? 0 : 1);
    }
    unsigned char *received = calloc(2, SIZE);
    ck_assert_int_eq(hy_frame_receive(pair[0], received, 2 * SIZE, NULL), HY_OK);
    ck_assert_int_eq(memcmp(bytes, received, 2 * SIZE), 0);
    free(bytes);
    free(received);
    int status;
    ck_assert(wait(&status) > 0 && status == 0);
}
END_TEST

START_TEST(a_closed_connection_is_told_apart)
{
    int pair[2];
    char byte;
    ck_assert_int_eq(socketpair(AF_UNIX, SOCK_STREAM, 0, pair), 0);
    (void)close(pair[1]);
    ck_assert_int_eq(hy_frame_receive(pair[0], &byte, 1, NULL), HY_ERR_NOT_FOUND);
    struct iovec part = {&byte, 1};
    ck_assert_int_eq(hy_frame_send(pair[0], &part, 1, NULL, 0, NULL), HY_ERR_IO);
}
END_TEST

// with a descriptor the first byte comes on its own
START_TEST(a_frame_that_was_looked_at_is_still_there)
{
    int pair[2];
    hy_frame sent = hy_frame_of(HY_FRAME_PREPARE, 0);
    hy_frame_kind kind;
    hy_frame received;
    size_t count;
    int fds[HY_FRAME_MAX_FDS];
    ck_assert_int_eq(socketpair(AF_UNIX, SOCK_STREAM, 0, pair), 0);
    ck_assert_int_eq(hy_frame_send_some(pair[1], &sent, 1, pair[0]), 1);
    ck_assert_int_eq(hy_frame_peek(pair[0], &kind, NULL), HY_OK);
    ck_assert_int_eq(kind, HY_FRAME_PREPARE);
    ck_assert_int_eq(write(pair[1], (char *)&sent + 1, sizeof sent - 1), sizeof sent - 1);
    ck_assert_int_eq(hy_frame_receive_head(pair[0], &received, fds, &count, NULL), HY_OK);
    ck_assert_mem_eq(&received, &sent, sizeof sent);
    ck_assert_uint_eq(count, 1);
    (void)close(pair[1]);
    ck_assert_int_eq(hy_frame_peek(pair[0], &kind, NULL), HY_ERR_NOT_FOUND);
}
END_TEST

static Suite *frame_suite(void)
{
    TCase *frames = tcase_create("frames");
    tcase_add_test(frames, a_head_must_have_magic_kind_and_size);
    tcase_add_test(frames, a_reply_is_split_into_value_and_message);
    tcase_add_test(frames, a_reply_that_lies_is_corrupt);
    tcase_add_test(frames, parts_larger_than_the_socket_arrive_whole);
    tcase_add_test(frames, a_closed_connection_is_told_apart);
    tcase_add_test(frames, a_frame_that_was_looked_at_is_still_there);

    Suite *suite = suite_create("frame");
    suite_add_tcase(suite, frames);
    return suite;
}

int main(void)
{
    return run_suite(frame_suite());
}
