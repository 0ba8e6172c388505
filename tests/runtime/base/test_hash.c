/// runtime/base/hash.h
#include "base/hash.h"
#include "base/hash_compress.h"

#include "support/run_suite.h"

#include <stdint.h>
#include <stdio.h>
#include <string.h>

static const char *hex_of(const char *text)
{
    static char hex[HY_HASH_HEX_SIZE];
    hy_hash_hex(text, strlen(text), hex);
    return hex;
}

// the vectors of FIPS 180-4's examples
START_TEST(it_gives_the_published_digests)
{
    ck_assert_str_eq(hex_of(""),
                     "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
    ck_assert_str_eq(hex_of("abc"),
                     "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    ck_assert_str_eq(hex_of("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq"),
                     "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1");
}
END_TEST

START_TEST(pieces_give_the_digest_of_the_whole)
{
    unsigned char bytes[200];
    for (int i = 0; i < 200; i++) {
        bytes[i] = (unsigned char)i;
    }
    char whole[HY_HASH_HEX_SIZE];
    hy_hash_hex(bytes, sizeof bytes, whole);
    for (size_t cut = 0; cut <= sizeof bytes; cut++) {
        hy_hash hash;
        unsigned char digest[HY_HASH_SIZE];
        char hex[3];
        hy_hash_init(&hash);
        hy_hash_update(&hash, bytes, cut);
        hy_hash_update(&hash, bytes + cut, sizeof bytes - cut);
        hy_hash_finish(&hash, digest);
        (void)snprintf(hex, sizeof hex, "%02x", digest[0]);
        ck_assert_int_eq(strncmp(hex, whole, 2), 0);
    }
}
END_TEST

// both on the same blocks, from the state that the last ones have left
START_TEST(the_extensions_agree_with_the_portable_loop)
{
    if (!hy_hash_has_sha()) {
        return;
    }
    enum { BLOCKS = 7 };
    uint32_t portable[8] = {1, 2, 3, 4, 5, 6, 7, 8};
    uint32_t own[8] = {1, 2, 3, 4, 5, 6, 7, 8};
    unsigned char bytes[BLOCKS * HY_HASH_BLOCK_SIZE];
    uint32_t noise = 1;
    for (int round = 0; round < 200; round++) {
        for (size_t i = 0; i < sizeof bytes; i++) {
            noise = noise * 1664525u + 1013904223u;
            bytes[i] = (unsigned char)(noise >> 24);
        }
        size_t count = (size_t)round % (BLOCKS + 1);
        hy_hash_compress_portable(portable, bytes, count);
        hy_hash_compress_sha(own, bytes, count);
        ck_assert_mem_eq(own, portable, sizeof own);
    }
}
END_TEST

// FIPS 180-4's example of one block, "abc" with its padding
START_TEST(the_portable_loop_gives_the_published_digest)
{
    unsigned char block[HY_HASH_BLOCK_SIZE] = {'a', 'b', 'c', 0x80, [63] = 24};
    hy_hash hash;
    hy_hash_init(&hash);
    hy_hash_compress_portable(hash.state, block, 1);
    ck_assert_uint_eq(hash.state[0], 0xba7816bf);
    ck_assert_uint_eq(hash.state[7], 0xf20015ad);
}
END_TEST

static Suite *hash_suite(void)
{
    TCase *digests = tcase_create("digests");
    tcase_add_test(digests, it_gives_the_published_digests);
    tcase_add_test(digests, pieces_give_the_digest_of_the_whole);
    tcase_add_test(digests, the_extensions_agree_with_the_portable_loop);
    tcase_add_test(digests, the_portable_loop_gives_the_published_digest);

    Suite *suite = suite_create("hash");
    suite_add_tcase(suite, digests);
    return suite;
}

int main(void)
{
    return run_suite(hash_suite());
}
