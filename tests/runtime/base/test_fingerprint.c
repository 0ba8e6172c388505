/// runtime/base/fingerprint.h
#include "base/fingerprint.h"

#include "support/run_suite.h"

#include <string.h>

static void fingerprint_of(const char *text, size_t piece, uint64_t out[2])
{
    hy_fingerprint fingerprint;
    hy_fingerprint_init(&fingerprint);
    for (size_t size = strlen(text); size > 0;) {
        size_t taken = size < piece ? size : piece;
        hy_fingerprint_add(&fingerprint, text, taken);
        text += taken;
        size -= taken;
    }
    hy_fingerprint_finish(&fingerprint, out);
}

static int are_equal(const char *one, const char *other)
{
    uint64_t first[2];
    uint64_t second[2];
    fingerprint_of(one, 64, first);
    fingerprint_of(other, 64, second);
    return first[0] == second[0] && first[1] == second[1];
}

START_TEST(pieces_do_not_count)
{
    static const char text[] = "the quick brown fox jumps over the lazy dog";
    uint64_t whole[2];
    fingerprint_of(text, sizeof text, whole);
    for (size_t piece = 1; piece < 20; piece++) {
        uint64_t parts[2];
        fingerprint_of(text, piece, parts);
        ck_assert(parts[0] == whole[0] && parts[1] == whole[1]);
    }
}
END_TEST

START_TEST(other_bytes_give_another_fingerprint)
{
    ck_assert(are_equal("abc", "abc"));
    ck_assert(!are_equal("abc", "abd"));
    ck_assert(!are_equal("", "a"));
    ck_assert(!are_equal("12345678", "123456789"));
    ck_assert(!are_equal("12345678abcdefgh", "abcdefgh12345678"));
}
END_TEST

static Suite *fingerprint_suite(void)
{
    TCase *fingerprints = tcase_create("fingerprints");
    tcase_add_test(fingerprints, pieces_do_not_count);
    tcase_add_test(fingerprints, other_bytes_give_another_fingerprint);

    Suite *suite = suite_create("fingerprint");
    suite_add_tcase(suite, fingerprints);
    return suite;
}

int main(void)
{
    return run_suite(fingerprint_suite());
}
