#include "archive/store.h"

#include "archive/query.h"
#include "archive/row.h"
#include "archive/schema.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <time.h>
#include <unistd.h>

enum { LOCKS_PER_SECOND = 20 };  // tries, for one second

struct hy_store {
    hy_queries queries;
    int lock;  // the folder, held by the one writer; -1 for a reader
};

static hy_status check_follows(hy_store *store, int64_t n, hy_error *err)
{
    int64_t last = 0;
    hy_status status = hy_store_count(store, &last, err);
    if (status == HY_OK && n != last + 1) {
        return hy_fail(err, HY_ERR_ARGUMENT, "%s: wanted entry %lld next, got entry %lld",
                       store->queries.database.path, (long long)last + 1, (long long)n);
    }
    return status;
}

static hy_status append_inside(hy_store *store, const hy_store_entry *entry,
                               const hy_store_text *blobs, size_t blob_count, hy_error *err)
{
    hy_status status = check_follows(store, entry->n, err);
    if (status == HY_OK) {
        status = hy_row_check(&store->queries, entry, err);
    }
    for (size_t i = 0; status == HY_OK && i < blob_count; i++) {
        status = hy_row_put_blob(&store->queries, blobs[i], err);
    }
    return status < 0 ? status : hy_row_put(&store->queries, entry, err);
}

static hy_status create_inside(hy_store *store, const hy_store_pair *facts, size_t fact_count,
                               hy_error *err)
{
    hy_status status = hy_schema_create(&store->queries.database, err);
    for (size_t i = 0; status == HY_OK && i < fact_count; i++) {
        status = hy_query_put_pair(&store->queries, HY_QUERY_SET_FACT, &facts[i], err);
    }
    return status;
}

// Ends a transaction: commits it when all went well, else gives it up.
static hy_status settle(hy_store *store, hy_status status, hy_error *err)
{
    if (status == HY_OK) {
        status = hy_query_run(&store->queries, HY_QUERY_COMMIT, err);
    }
    if (status < 0) {
        hy_database_roll_back(&store->queries.database);
    }
    return status;
}

static hy_status find_number(hy_store *store, hy_query query, int64_t n, sqlite3_stmt **out,
                             hy_error *err)
{
    hy_status status = hy_query_prepare(&store->queries, query, out, err);
    if (status < 0) {
        return status;
    }
    (void)sqlite3_bind_int64(*out, 1, n);
    return hy_query_fetch(&store->queries, *out, query == HY_QUERY_FIND_EVENT ? "event" : "entry",
                          err);
}

static hy_status find_text(hy_store *store, hy_query query, hy_store_text text, sqlite3_stmt **out,
                           hy_error *err)
{
    hy_status status = hy_query_prepare(&store->queries, query, out, err);
    if (status < 0) {
        return status;
    }
    hy_query_bind_text(*out, 1, text);
    return hy_query_fetch(&store->queries, *out, query == HY_QUERY_FIND_BLOB ? "blob" : "fact",
                          err);
}

// A writer that was killed holds its lock until the kernel has taken it down.
static bool is_locked(int folder)
{
    const struct timespec pause = {.tv_nsec = 1000000000 / LOCKS_PER_SECOND};
    for (int i = 0; i < LOCKS_PER_SECOND; i++) {
        if (flock(folder, LOCK_EX | LOCK_NB) == 0) {
            return true;
        }
        (void)nanosleep(&pause, NULL);
    }
    return false;
}

// Takes the folder for this store alone; the kernel gives it back when the process ends. The file
// itself is not the place: closing any descriptor of it would drop SQLite's own locks.
static hy_status lock_folder(hy_store *store, const char *path, hy_error *err)
{
    const char *slash = strrchr(path, '/');
    char *folder = slash ? strndup(path, (size_t)(slash - path) + 1) : strdup(".");
    if (!folder) {
        return hy_fail(err, HY_ERR_MEMORY, "no memory to open %s", path);
    }
    store->lock = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    hy_status status = HY_OK;
    if (store->lock < 0) {
        status = hy_fail(err, HY_ERR_IO, "%s: %s", folder, strerror(errno));
    } else if (!is_locked(store->lock)) {
        status = hy_fail(err, HY_ERR_IO, "%s: another process is writing to it", path);
    }
    free(folder);
    return status;
}

static hy_status open_file(const char *path, int flags, hy_store **out, hy_error *err)
{
    hy_store *store = calloc(1, sizeof *store);
    if (!store) {
        return hy_fail(err, HY_ERR_MEMORY, "no memory to open %s", path);
    }
    store->lock = -1;
    hy_status status = flags & SQLITE_OPEN_READWRITE ? lock_folder(store, path, err) : HY_OK;
    if (status == HY_OK) {
        status = hy_database_open(&store->queries.database, path, flags, err);
    }
    if (status < 0) {
        hy_store_close(store);
        return status;
    }
    *out = store;
    return HY_OK;
}

// NORMAL: a killed process loses nothing that was committed and a power cut at most the newest
// entries, whole, which a resumed run makes again. Digests fall on pages all over the file: the
// more of them stay in memory (64 MB) and in the log (32 MB), the fewer are written time and again.
static hy_status prepare_to_write(hy_store *store, hy_error *err)
{
    return hy_database_execute(&store->queries.database,
                               "PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL;"
                               "PRAGMA cache_size = -65536; PRAGMA wal_autocheckpoint = 8192",
                               err);
}

// Leaves one plain file, which can be read in a folder that cannot be written. It stays
// as it is while somebody reads it.
static void fold_log(hy_store *store)
{
    sqlite3 *handle = store->queries.database.handle;
    (void)sqlite3_busy_timeout(handle, 0);
    (void)sqlite3_exec(handle, "PRAGMA journal_mode = DELETE", NULL, NULL, NULL);
}

static hy_status create_at(const char *path, const hy_store_pair *facts, size_t fact_count,
                           hy_store **out, hy_error *err)
{
    hy_store *store = NULL;
    hy_status status = open_file(path, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE, &store, err);
    if (status < 0) {
        return status;
    }
    status = prepare_to_write(store, err);
    if (status == HY_OK) {
        status = hy_query_run(&store->queries, HY_QUERY_BEGIN, err);
    }
    if (status == HY_OK) {
        status = settle(store, create_inside(store, facts, fact_count, err), err);
    }
    if (status < 0) {
        hy_store_close(store);
        return status;
    }
    *out = store;
    return HY_OK;
}

// Removes what a creation that was killed has left.
static void remove_draft(const char *draft)
{
    static const char *const endings[] = {"", "-wal", "-shm", "-journal"};
    for (size_t i = 0; i < sizeof endings / sizeof *endings; i++) {
        char *name = sqlite3_mprintf("%s%s", draft, endings[i]);
        if (name) {
            (void)unlink(name);
        }
        sqlite3_free(name);
    }
}

static hy_status create_draft(const char *draft, const char *path, const hy_store_pair *facts,
                              size_t fact_count, hy_error *err)
{
    hy_store *store = NULL;
    remove_draft(draft);
    hy_status status = create_at(draft, facts, fact_count, &store, err);
    hy_store_close(store);
    if (status == HY_OK && rename(draft, path) != 0) {
        status = hy_fail(err, HY_ERR_IO, "%s: %s", path, strerror(errno));
    }
    if (status < 0) {
        remove_draft(draft);
    }
    return status;
}

hy_status hy_store_create(const char *path, const hy_store_pair *facts, size_t fact_count,
                          hy_store **out, hy_error *err)
{
    if (access(path, F_OK) == 0) {
        return create_at(path, facts, fact_count, out, err);
    }
    // made beside its place: whoever is killed meanwhile leaves no half archive there
    char *draft = sqlite3_mprintf("%s.new", path);
    hy_status status = draft ? create_draft(draft, path, facts, fact_count, err)
                             : hy_fail(err, HY_ERR_MEMORY, "no memory to make %s", path);
    sqlite3_free(draft);
    return status < 0 ? status : hy_store_open(path, HY_STORE_WRITE, out, err);
}

// A writer that was killed while it set up its log left a rollback journal, which no reader may
// play back. Reading once as a writer does it; where nobody died nothing happens.
static void play_journal_back(const char *path)
{
    char *journal = sqlite3_mprintf("%s-journal", path);
    sqlite3 *handle = NULL;
    if (journal && access(journal, F_OK) == 0 &&
        sqlite3_open_v2(path, &handle, SQLITE_OPEN_READWRITE, NULL) == SQLITE_OK) {
        (void)sqlite3_exec(handle, "PRAGMA schema_version", NULL, NULL, NULL);
    }
    (void)sqlite3_close(handle);
    sqlite3_free(journal);
}

hy_status hy_store_open(const char *path, hy_store_mode mode, hy_store **out, hy_error *err)
{
    if (access(path, F_OK) != 0) {
        return hy_fail(err, HY_ERR_NOT_FOUND, "%s: no such file", path);
    }
    if (mode == HY_STORE_READ) {
        play_journal_back(path);
    }
    hy_store *store = NULL;
    int flags = mode == HY_STORE_READ ? SQLITE_OPEN_READONLY : SQLITE_OPEN_READWRITE;
    hy_status status = open_file(path, flags, &store, err);
    if (status < 0) {
        return status;
    }
    status = hy_schema_check(&store->queries.database, err);
    if (status == HY_OK && mode == HY_STORE_WRITE) {
        status = prepare_to_write(store, err);
    }
    if (status < 0) {
        hy_store_close(store);
        return status;
    }
    *out = store;
    return HY_OK;
}

void hy_store_close(hy_store *store)
{
    if (!store) {
        return;
    }
    if (store->lock >= 0 && store->queries.database.handle) {
        hy_error ignored;
        (void)hy_store_commit(store, &ignored);
        fold_log(store);
    }
    hy_query_close(&store->queries);
    if (store->lock >= 0) {
        (void)close(store->lock);
    }
    free(store);
}

static bool is_open(const hy_store *store)
{
    return sqlite3_get_autocommit(store->queries.database.handle) == 0;
}

hy_status hy_store_commit(hy_store *store, hy_error *err)
{
    return is_open(store) ? settle(store, HY_OK, err) : HY_OK;
}

hy_status hy_store_add(hy_store *store, const hy_store_entry *entry, const hy_store_text *blobs,
                       size_t blob_count, hy_error *err)
{
    hy_status status = is_open(store) ? HY_OK : hy_query_run(&store->queries, HY_QUERY_BEGIN, err);
    return status < 0 ? status : append_inside(store, entry, blobs, blob_count, err);
}

hy_status hy_store_append(hy_store *store, const hy_store_entry *entry, const hy_store_text *blobs,
                          size_t blob_count, hy_error *err)
{
    hy_status status = hy_store_add(store, entry, blobs, blob_count, err);
    hy_error ignored;
    hy_status committed = hy_store_commit(store, status < 0 ? &ignored : err);
    return status < 0 ? status : committed;
}

// Commits a pair together with what was added before it.
static hy_status commit_pair(hy_store *store, hy_query query, const hy_store_pair *pair,
                             hy_error *err)
{
    hy_status status = hy_query_put_pair(&store->queries, query, pair, err);
    return status < 0 ? status : hy_store_commit(store, err);
}

hy_status hy_store_record(hy_store *store, const hy_store_pair *event, hy_error *err)
{
    return commit_pair(store, HY_QUERY_ADD_EVENT, event, err);
}

hy_status hy_store_set_fact(hy_store *store, const hy_store_pair *fact, hy_error *err)
{
    return commit_pair(store, HY_QUERY_SET_FACT, fact, err);
}

hy_status hy_store_count(hy_store *store, int64_t *out, hy_error *err)
{
    return hy_query_fetch_integer(&store->queries, HY_QUERY_COUNT_ENTRIES, out, err);
}

hy_status hy_store_count_events(hy_store *store, int64_t *out, hy_error *err)
{
    return hy_query_fetch_integer(&store->queries, HY_QUERY_COUNT_EVENTS, out, err);
}

hy_status hy_store_find(hy_store *store, int64_t n, hy_store_entry *out, hy_error *err)
{
    sqlite3_stmt *row = NULL;
    hy_status status = find_number(store, HY_QUERY_FIND_ENTRY, n, &row, err);
    if (status < 0) {
        return status;
    }
    *out = hy_row_read(row);
    return HY_OK;
}

static hy_status find_column(hy_store *store, hy_query query, int64_t n, hy_store_text *out,
                             hy_error *err)
{
    sqlite3_stmt *row = NULL;
    hy_status status = find_number(store, query, n, &row, err);
    if (status == HY_OK) {
        *out = hy_query_text(row, 0);
    }
    return status;
}

hy_status hy_store_find_program(hy_store *store, int64_t n, hy_store_text *out, hy_error *err)
{
    return find_column(store, HY_QUERY_FIND_PROGRAM, n, out, err);
}

hy_status hy_store_find_report(hy_store *store, int64_t n, hy_store_text *out, hy_error *err)
{
    return find_column(store, HY_QUERY_FIND_REPORT, n, out, err);
}

hy_status hy_store_find_event(hy_store *store, int64_t n, hy_store_pair *out, hy_error *err)
{
    sqlite3_stmt *row = NULL;
    hy_status status = find_number(store, HY_QUERY_FIND_EVENT, n, &row, err);
    if (status == HY_OK) {
        *out = (hy_store_pair){.key = hy_query_text(row, 0), .value = hy_query_text(row, 1)};
    }
    return status;
}

hy_status hy_store_find_fact_after(hy_store *store, hy_store_text key, hy_store_pair *out,
                                   hy_error *err)
{
    sqlite3_stmt *row = NULL;
    hy_status status = find_text(store, HY_QUERY_FIND_FACT_AFTER, key, &row, err);
    if (status == HY_OK) {
        *out = (hy_store_pair){.key = hy_query_text(row, 0), .value = hy_query_text(row, 1)};
    }
    return status;
}

hy_status hy_store_find_blob(hy_store *store, hy_store_text digest, hy_store_text *out,
                             hy_error *err)
{
    sqlite3_stmt *row = NULL;
    hy_status status = find_text(store, HY_QUERY_FIND_BLOB, digest, &row, err);
    if (status == HY_OK) {
        *out = hy_query_text(row, 0);
    }
    return status;
}

void hy_store_release(hy_store *store)
{
    hy_query_release(&store->queries);
}
