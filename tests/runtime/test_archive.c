/// runtime/archive/
#include "archive/store.h"

#include "base/hash.h"
#include "support/run_suite.h"

#include <sched.h>
#include <signal.h>
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mount.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

enum { PATH_SIZE = 64 };

static char g_folder[] = "/tmp/hyla_store_XXXXXX";
static char g_path[PATH_SIZE];

static void make_folder(void)
{
    strcpy(g_folder, "/tmp/hyla_store_XXXXXX");
    ck_assert_ptr_nonnull(mkdtemp(g_folder));
    (void)snprintf(g_path, sizeof g_path, "%s/archive.db", g_folder);
}

static void remove_folder(void)
{
    static const char *const endings[] = {"",     "-wal",     "-shm",     "-journal",
                                          ".new", ".new-wal", ".new-shm", ".new-journal"};
    for (size_t i = 0; i < sizeof endings / sizeof endings[0]; i++) {
        char name[PATH_SIZE + 16];
        (void)snprintf(name, sizeof name, "%s%s", g_path, endings[i]);
        (void)unlink(name);
    }
    (void)rmdir(g_folder);
}

static hy_store_text text_of(const char *string)
{
    return (hy_store_text){string, strlen(string)};
}

static hy_store *create(void)
{
    hy_store *store = NULL;
    hy_error err;
    hy_store_pair fact = {text_of("seed"), text_of("7")};
    ck_assert_msg(hy_store_create(g_path, &fact, 1, &store, &err) == HY_OK, "%s", err.text);
    return store;
}

static hy_store *open_again(hy_store_mode mode)
{
    hy_store *store = NULL;
    hy_error err;
    ck_assert_msg(hy_store_open(g_path, mode, &store, &err) == HY_OK, "%s", err.text);
    return store;
}

// The program text of entry `n`, a pure function of it.
static hy_store_text program_of(int64_t n)
{
    static char bytes[4096];
    for (size_t i = 0; i < sizeof bytes; i++) {
        bytes[i] = (char)('a' + ((size_t)n * 31 + i * 7) % 26);
    }
    (void)snprintf(bytes, sizeof bytes, "program %lld", (long long)n);
    return (hy_store_text){bytes, sizeof bytes};
}

static hy_status append(hy_store *store, int64_t n, hy_error *err)
{
    hy_store_text program = program_of(n);
    char digest[HY_HASH_HEX_SIZE];
    hy_hash_hex(program.bytes, program.size, digest);
    hy_store_entry entry = {.n = n,
                            .id = text_of(digest),
                            .parent = n - 1,
                            .program = text_of(digest),
                            .program_text = program,
                            .outcome = text_of("ok"),
                            .score = {.is_there = true, .value = (double)n}};
    return hy_store_append(store, &entry, &program, 1, err);
}

static int64_t count_of(hy_store *store)
{
    int64_t count = -1;
    ck_assert_int_eq(hy_store_count(store, &count, NULL), HY_OK);
    return count;
}

static void check_program(hy_store *store, int64_t n, const hy_store_entry *entry)
{
    char digest[HY_HASH_HEX_SIZE] = {0};
    memcpy(digest, entry->program.bytes, entry->program.size);
    hy_store_text bytes;
    ck_assert_int_eq(hy_store_find_blob(store, text_of(digest), &bytes, NULL), HY_OK);
    hy_store_text wanted = program_of(n);
    ck_assert(bytes.size == wanted.size);
    ck_assert(memcmp(bytes.bytes, wanted.bytes, wanted.size) == 0);
    ck_assert_int_eq(hy_store_find_program(store, n, &bytes, NULL), HY_OK);
    ck_assert(bytes.size == wanted.size);
    ck_assert(memcmp(bytes.bytes, wanted.bytes, wanted.size) == 0);
    ck_assert_int_eq(hy_store_find_report(store, n, &bytes, NULL), HY_OK);
    ck_assert_ptr_null(bytes.bytes);
}

// Checks that every entry is there with its program, byte for byte; returns how many there are.
static int64_t check_whole(hy_store *store)
{
    int64_t count = count_of(store);
    for (int64_t n = 1; n <= count; n++) {
        hy_store_entry entry;
        ck_assert_int_eq(hy_store_find(store, n, &entry, NULL), HY_OK);
        ck_assert(entry.n == n && entry.parent == n - 1 && entry.score.value == (double)n &&
                  !entry.loss.is_there);
        check_program(store, n, &entry);
    }
    return count;
}

START_TEST(entries_facts_and_events_come_back)
{
    hy_store *store = create();
    hy_store_pair event = {text_of("test"), text_of("{}")};
    ck_assert_int_eq(append(store, 1, NULL), HY_OK);
    ck_assert_int_eq(append(store, 2, NULL), HY_OK);
    ck_assert_int_eq(hy_store_record(store, &event, NULL), HY_OK);
    hy_store_close(store);

    store = open_again(HY_STORE_READ);
    ck_assert_int_eq(check_whole(store), 2);
    hy_store_pair pair;
    ck_assert_int_eq(hy_store_find_event(store, 1, &pair, NULL), HY_OK);
    ck_assert_mem_eq(pair.key.bytes, "test", 4);
    ck_assert_int_eq(hy_store_find_fact_after(store, text_of(""), &pair, NULL), HY_OK);
    ck_assert_mem_eq(pair.value.bytes, "7", 1);
    ck_assert_int_eq(hy_store_find_fact_after(store, text_of("seed"), &pair, NULL),
                     HY_ERR_NOT_FOUND);
    hy_store_close(store);
}
END_TEST

START_TEST(numbers_must_follow_each_other)
{
    hy_store *store = create();
    hy_error err;
    ck_assert_int_eq(append(store, 2, &err), HY_ERR_ARGUMENT);
    ck_assert_ptr_nonnull(strstr(err.text, "wanted entry 1 next, got entry 2"));
    ck_assert_int_eq(append(store, 1, &err), HY_OK);
    ck_assert_int_eq(append(store, 1, &err), HY_ERR_ARGUMENT);
    ck_assert_int_eq(count_of(store), 1);
    hy_store_close(store);
}
END_TEST

START_TEST(an_entry_that_names_what_is_not_there_is_refused)
{
    hy_store *store = create();
    char digest[HY_HASH_HEX_SIZE];
    hy_hash_hex("p", 1, digest);
    hy_store_entry entry = {.n = 1,
                            .id = text_of("x"),
                            .program = text_of(digest),
                            .program_text = text_of("p"),
                            .policy = text_of("no digest of any blob"),
                            .outcome = text_of("ok")};
    hy_error err;
    ck_assert_int_eq(hy_store_append(store, &entry, NULL, 0, &err), HY_ERR_ARGUMENT);
    entry.policy = (hy_store_text){0};
    entry.program_text = text_of("q");
    ck_assert_int_eq(hy_store_append(store, &entry, NULL, 0, &err), HY_ERR_ARGUMENT);
    ck_assert_ptr_nonnull(strstr(err.text, "wanted the digests of its texts"));
    ck_assert_int_eq(count_of(store), 0);
    hy_store_close(store);
}
END_TEST

START_TEST(an_archive_of_another_version_is_refused)
{
    hy_store_close(create());
    sqlite3 *database;
    ck_assert_int_eq(sqlite3_open(g_path, &database), SQLITE_OK);
    ck_assert_int_eq(sqlite3_exec(database, "PRAGMA user_version = 1", NULL, NULL, NULL),
                     SQLITE_OK);
    (void)sqlite3_close(database);
    hy_store *store = NULL;
    hy_error err;
    ck_assert_int_eq(hy_store_open(g_path, HY_STORE_READ, &store, &err), HY_ERR_CORRUPT);
    ck_assert_ptr_nonnull(strstr(err.text, "wanted an archive of version 2, got version 1"));
}
END_TEST

static const char *const forbidden[] = {
    "UPDATE entry SET score = 1",
    "DELETE FROM entry",
    "UPDATE blob SET bytes = x'00'",
    "DELETE FROM blob",
    "UPDATE event SET body = '[]'",
    "DELETE FROM event",
    "INSERT OR REPLACE INTO entry SELECT * FROM entry",
    "INSERT OR REPLACE INTO blob SELECT digest, x'00' FROM blob",
    "INSERT OR REPLACE INTO event SELECT * FROM event",
};

START_TEST(nothing_is_ever_changed_or_deleted)
{
    hy_store *store = create();
    hy_store_pair event = {text_of("test"), text_of("{}")};
    ck_assert_int_eq(append(store, 1, NULL), HY_OK);
    ck_assert_int_eq(hy_store_record(store, &event, NULL), HY_OK);
    hy_store_close(store);

    sqlite3 *database;
    ck_assert_int_eq(sqlite3_open(g_path, &database), SQLITE_OK);
    ck_assert_int_eq(sqlite3_exec(database, forbidden[_i], NULL, NULL, NULL), SQLITE_CONSTRAINT);
    (void)sqlite3_close(database);
}
END_TEST

START_TEST(a_missing_file_and_a_foreign_one_are_told_apart)
{
    hy_store *store = NULL;
    hy_error err;
    ck_assert_int_eq(hy_store_open(g_path, HY_STORE_READ, &store, &err), HY_ERR_NOT_FOUND);
    ck_assert_ptr_nonnull(strstr(err.text, "no such file"));
    FILE *file = fopen(g_path, "w");
    ck_assert_ptr_nonnull(file);
    (void)fputs("these are certainly not the bytes of a database", file);
    (void)fclose(file);
    ck_assert_int_eq(hy_store_open(g_path, HY_STORE_WRITE, &store, &err), HY_ERR_CORRUPT);
    ck_assert_ptr_null(store);
}
END_TEST

START_TEST(a_database_of_something_else_is_refused)
{
    sqlite3 *database;
    ck_assert_int_eq(sqlite3_open(g_path, &database), SQLITE_OK);
    ck_assert_int_eq(sqlite3_exec(database, "CREATE TABLE t(a)", NULL, NULL, NULL), SQLITE_OK);
    (void)sqlite3_close(database);
    hy_store *store = NULL;
    hy_error err;
    ck_assert_int_eq(hy_store_open(g_path, HY_STORE_READ, &store, &err), HY_ERR_CORRUPT);
    ck_assert_ptr_nonnull(strstr(err.text, "not an archive of hyla"));
    ck_assert_int_eq(hy_store_create(g_path, NULL, 0, &store, &err), HY_ERR_ARGUMENT);
}
END_TEST

START_TEST(a_second_writer_is_refused)
{
    hy_store *first = create();
    hy_store *store = NULL;
    hy_error err;
    ck_assert_int_eq(hy_store_open(g_path, HY_STORE_WRITE, &store, &err), HY_ERR_IO);
    ck_assert_ptr_nonnull(strstr(err.text, "another process is writing to it"));
    hy_store_close(first);
    hy_store_close(open_again(HY_STORE_WRITE));
}
END_TEST

START_TEST(a_reader_sees_what_a_writer_commits)
{
    hy_store *writer = create();
    hy_store *reader = open_again(HY_STORE_READ);
    ck_assert_int_eq(count_of(reader), 0);
    ck_assert_int_eq(append(writer, 1, NULL), HY_OK);
    ck_assert_int_eq(count_of(reader), 1);
    hy_error err;
    ck_assert_int_eq(append(reader, 2, &err), HY_ERR_IO);
    hy_store_close(reader);
    hy_store_close(writer);
}
END_TEST

// Appends until the writing fails; returns the number of entries that were committed.
static int64_t fill(hy_store *store, hy_error *err)
{
    int64_t n = count_of(store);
    while (append(store, n + 1, err) == HY_OK) {
        n++;
    }
    return n;
}

// a file-size limit stands in for a full disk: it needs no privilege
START_TEST(a_write_that_finds_no_room_loses_nothing)
{
    (void)signal(SIGXFSZ, SIG_IGN);
    struct rlimit limit = {.rlim_cur = 300000, .rlim_max = RLIM_INFINITY};
    hy_store *store = create();
    ck_assert_int_eq(setrlimit(RLIMIT_FSIZE, &limit), 0);
    hy_error err;
    int64_t committed = fill(store, &err);
    ck_assert_int_gt(committed, 10);
    ck_assert_int_eq(err.status, HY_ERR_IO);
    ck_assert_int_eq(check_whole(store), committed);

    limit.rlim_cur = RLIM_INFINITY;
    ck_assert_int_eq(setrlimit(RLIMIT_FSIZE, &limit), 0);
    ck_assert_int_eq(append(store, committed + 1, &err), HY_OK);
    hy_store_close(store);
    store = open_again(HY_STORE_READ);
    ck_assert_int_eq(check_whole(store), committed + 1);
    hy_store_close(store);
}
END_TEST

// Puts a tiny file system of this process's own over the folder; only root may.
static bool mount_tiny_disk(void)
{
    return unshare(CLONE_NEWNS) == 0 &&
           mount("none", "/", "none", MS_REC | MS_PRIVATE, NULL) == 0 &&
           mount("tmpfs", g_folder, "tmpfs", 0, "size=1m") == 0;
}

START_TEST(a_full_disk_loses_nothing_and_says_so)
{
    if (!mount_tiny_disk()) {
        return;
    }
    hy_store *store = create();
    hy_error err;
    int64_t committed = fill(store, &err);
    ck_assert_int_gt(committed, 10);
    ck_assert_ptr_nonnull(strstr(err.text, "the disk is full"));
    hy_store_close(store);
    store = open_again(HY_STORE_READ);
    ck_assert_int_eq(check_whole(store), committed);
    hy_store_close(store);
    ck_assert_int_eq(umount(g_folder), 0);
}
END_TEST

// The child's work: append until killed, telling the parent of each committed entry.
static void append_for_ever(int pipe_fd)
{
    hy_store *store = open_again(HY_STORE_WRITE);
    for (int64_t n = count_of(store) + 1;; n++) {
        if (append(store, n, NULL) != HY_OK || write(pipe_fd, &n, sizeof n) != sizeof n) {
            _exit(1);
        }
    }
}

// Lets a child write for a while, kills it, and returns the last entry it said was committed.
static int64_t kill_a_writer_after(useconds_t microseconds, int64_t committed)
{
    int ends[2];
    ck_assert_int_eq(pipe(ends), 0);
    pid_t child = fork();
    ck_assert_int_ge(child, 0);
    if (child == 0) {
        append_for_ever(ends[1]);
    }
    (void)close(ends[1]);
    (void)usleep(microseconds);
    (void)kill(child, SIGKILL);
    (void)waitpid(child, NULL, 0);
    int64_t n;
    while (read(ends[0], &n, sizeof n) == sizeof n) {
        committed = n;
    }
    (void)close(ends[0]);
    return committed;
}

// A file that is there, but is not an archive yet, could neither be resumed nor be made again.
START_TEST(a_killed_creation_leaves_no_half_archive)
{
    for (useconds_t delay = 0; delay < 6000; delay += 150) {
        pid_t child = fork();
        if (child == 0) {
            hy_store_close(create());
            (void)pause();
        }
        (void)usleep(delay);
        (void)kill(child, SIGKILL);
        (void)waitpid(child, NULL, 0);
        hy_store *store = access(g_path, F_OK) == 0 ? open_again(HY_STORE_WRITE) : create();
        ck_assert_int_eq(check_whole(store), 0);
        hy_store_close(store);
        (void)unlink(g_path);
    }
}
END_TEST

START_TEST(a_killed_writer_loses_no_committed_entry)
{
    static const useconds_t delays[] = {1500, 9000, 2500,  20000, 4100,  13000, 700,  30000,
                                        6300, 3300, 17000, 5200,  11000, 26000, 8100, 1900};
    hy_store_close(create());
    int64_t committed = 0;
    // a busy machine may need more tries until a writer comes to its first entry
    const size_t count = sizeof delays / sizeof delays[0];
    for (size_t i = 0; i < count || committed == 0; i++) {
        committed =
            kill_a_writer_after(delays[i % count] + (useconds_t)(10000 * (i / count)), committed);
        hy_store *store = open_again(HY_STORE_WRITE);
        int64_t found = check_whole(store);
        // the last one may have been committed without there having been time to say so
        ck_assert_int_ge(found, committed);
        ck_assert_int_le(found, committed + 1);
        committed = found;
        hy_store_close(store);
    }
}
END_TEST

// Leaves the rollback journal of a transaction that has changed the file, and never ended.
static void die_in_a_transaction(void)
{
    sqlite3 *handle = NULL;
    ck_assert_int_eq(sqlite3_open(g_path, &handle), SQLITE_OK);
    static const char sql[] = "PRAGMA cache_size = 1; BEGIN; CREATE TABLE t (x);"
                              "WITH RECURSIVE r(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM r"
                              " WHERE n < 100) INSERT INTO t SELECT zeroblob(5000) FROM r";
    ck_assert_int_eq(sqlite3_exec(handle, sql, NULL, NULL, NULL), SQLITE_OK);
    _exit(0);
}

START_TEST(a_journal_that_a_killed_writer_left_is_played_back_for_readers)
{
    hy_store *store = create();
    hy_error err;
    ck_assert_int_eq(append(store, 1, &err), HY_OK);
    hy_store_close(store);
    pid_t child = fork();
    if (child == 0) {
        die_in_a_transaction();
    }
    ck_assert_int_eq(waitpid(child, NULL, 0), child);
    store = open_again(HY_STORE_READ);
    ck_assert_int_eq(check_whole(store), 1);
    hy_store_close(store);
}
END_TEST

static Suite *store_suite(void)
{
    TCase *stores = tcase_create("stores");
    tcase_add_checked_fixture(stores, make_folder, remove_folder);
    tcase_set_timeout(stores, 60);
    tcase_add_test(stores, entries_facts_and_events_come_back);
    tcase_add_test(stores, numbers_must_follow_each_other);
    tcase_add_test(stores, an_entry_that_names_what_is_not_there_is_refused);
    tcase_add_test(stores, an_archive_of_another_version_is_refused);
    tcase_add_loop_test(stores, nothing_is_ever_changed_or_deleted, 0,
                        sizeof forbidden / sizeof forbidden[0]);
    tcase_add_test(stores, a_missing_file_and_a_foreign_one_are_told_apart);
    tcase_add_test(stores, a_database_of_something_else_is_refused);
    tcase_add_test(stores, a_second_writer_is_refused);
    tcase_add_test(stores, a_reader_sees_what_a_writer_commits);
    tcase_add_test(stores, a_write_that_finds_no_room_loses_nothing);
    tcase_add_test(stores, a_full_disk_loses_nothing_and_says_so);
    tcase_add_test(stores, a_killed_creation_leaves_no_half_archive);
    tcase_add_test(stores, a_killed_writer_loses_no_committed_entry);
    tcase_add_test(stores, a_journal_that_a_killed_writer_left_is_played_back_for_readers);

    Suite *suite = suite_create("archive");
    suite_add_tcase(suite, stores);
    return suite;
}

int main(void)
{
    return run_suite(store_suite());
}
