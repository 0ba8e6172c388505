#include "archive/row.h"

#include "base/hash.h"

#include <string.h>

static void bind_reference(sqlite3_stmt *statement, int index, int64_t n)
{
    if (n > 0) {
        (void)sqlite3_bind_int64(statement, index, n);
    }
}

static void bind_real(sqlite3_stmt *statement, int index, hy_store_real real)
{
    if (real.is_there) {
        (void)sqlite3_bind_double(statement, index, real.value);
    }
}

static hy_store_real real_of(sqlite3_stmt *row, int column)
{
    return (hy_store_real){.is_there = sqlite3_column_type(row, column) != SQLITE_NULL,
                           .value = sqlite3_column_double(row, column)};
}

// Whether a digest is that of a text; both may be missing.
static bool is_digest_of(hy_store_text digest, hy_store_text text)
{
    if (!digest.bytes || !text.bytes) {
        return !digest.bytes && !text.bytes;
    }
    char hex[HY_HASH_HEX_SIZE];
    hy_hash_hex(text.bytes, text.size, hex);
    return digest.size == HY_HASH_HEX_SIZE - 1 && memcmp(digest.bytes, hex, digest.size) == 0;
}

hy_status hy_row_check(const hy_queries *queries, const hy_store_entry *entry, hy_error *err)
{
    bool is_right = is_digest_of(entry->program, entry->program_text) &&
                    is_digest_of(entry->report, entry->report_text);
    return is_right
               ? HY_OK
               : hy_fail(err, HY_ERR_ARGUMENT, "%s: entry %lld: wanted the digests of its texts",
                         queries->database.path, (long long)entry->n);
}

hy_status hy_row_put_blob(hy_queries *queries, hy_store_text blob, hy_error *err)
{
    sqlite3_stmt *statement = NULL;
    hy_status status = hy_query_prepare(queries, HY_QUERY_ADD_BLOB, &statement, err);
    if (status < 0) {
        return status;
    }
    char digest[HY_HASH_HEX_SIZE];
    hy_hash_hex(blob.bytes, blob.size, digest);
    hy_query_bind_text(statement, 1, (hy_store_text){digest, HY_HASH_HEX_SIZE - 1});
    // an empty blob is a value, not NULL
    int code =
        sqlite3_bind_blob64(statement, 2, blob.size ? blob.bytes : "", blob.size, SQLITE_STATIC);
    if (code != SQLITE_OK) {
        (void)sqlite3_clear_bindings(statement);
        return hy_database_fail(&queries->database, code, err);
    }
    return hy_query_finish(queries, statement, err);
}

hy_status hy_row_put(hy_queries *queries, const hy_store_entry *entry, hy_error *err)
{
    sqlite3_stmt *statement = NULL;
    hy_status status = hy_query_prepare(queries, HY_QUERY_ADD_ENTRY, &statement, err);
    if (status < 0) {
        return status;
    }
    (void)sqlite3_bind_int64(statement, 1, entry->n);
    hy_query_bind_text(statement, 2, entry->id);
    bind_reference(statement, 3, entry->parent);
    bind_reference(statement, 4, entry->mate);
    hy_query_bind_text(statement, 5, entry->edit);
    hy_query_bind_text(statement, 6, entry->program);
    hy_query_bind_text(statement, 7, entry->outcome);
    hy_query_bind_text(statement, 8, entry->message);
    bind_real(statement, 9, entry->score);
    bind_real(statement, 10, entry->loss);
    hy_query_bind_text(statement, 11, entry->report);
    hy_query_bind_text(statement, 12, entry->policy);
    (void)sqlite3_bind_double(statement, 13, entry->cpu_seconds);
    (void)sqlite3_bind_int64(statement, 14, entry->peak_bytes);
    (void)sqlite3_bind_double(statement, 15, entry->created);
    hy_query_bind_text(statement, 16, entry->program_text);
    hy_query_bind_text(statement, 17, entry->report_text);
    return hy_query_finish(queries, statement, err);
}

hy_store_entry hy_row_read(sqlite3_stmt *row)
{
    return (hy_store_entry){
        .n = sqlite3_column_int64(row, 0),
        .id = hy_query_text(row, 1),
        .parent = sqlite3_column_int64(row, 2),
        .mate = sqlite3_column_int64(row, 3),
        .edit = hy_query_text(row, 4),
        .program = hy_query_text(row, 5),
        .outcome = hy_query_text(row, 6),
        .message = hy_query_text(row, 7),
        .score = real_of(row, 8),
        .loss = real_of(row, 9),
        .report = hy_query_text(row, 10),
        .policy = hy_query_text(row, 11),
        .cpu_seconds = sqlite3_column_double(row, 12),
        .peak_bytes = sqlite3_column_int64(row, 13),
        .created = sqlite3_column_double(row, 14),
    };
}
