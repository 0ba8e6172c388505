#include "archive/query.h"

static const char *const query_sql[HY_QUERY_COUNT] = {
    [HY_QUERY_ADD_BLOB] = "INSERT INTO blob(digest, bytes) VALUES(?, ?) ON CONFLICT DO NOTHING",
    [HY_QUERY_ADD_ENTRY] =
        "INSERT INTO entry(n, id, parent, mate, edit, program, outcome, message, score,"
        " loss, report, policy, cpu_seconds, peak_bytes, created, program_text, report_text)"
        " VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
    [HY_QUERY_ADD_EVENT] = "INSERT INTO event(n, kind, body)"
                           " SELECT coalesce(max(n), 0) + 1, ?, ? FROM event",
    [HY_QUERY_BEGIN] = "BEGIN IMMEDIATE",
    [HY_QUERY_COMMIT] = "COMMIT",
    [HY_QUERY_COUNT_ENTRIES] = "SELECT coalesce(max(n), 0) FROM entry",
    [HY_QUERY_COUNT_EVENTS] = "SELECT coalesce(max(n), 0) FROM event",
    [HY_QUERY_FIND_BLOB] = "SELECT bytes FROM blob WHERE digest = ?",
    [HY_QUERY_FIND_ENTRY] =
        "SELECT n, id, parent, mate, edit, program, outcome, message, score, loss,"
        " report, policy, cpu_seconds, peak_bytes, created FROM entry WHERE n = ?",
    [HY_QUERY_FIND_EVENT] = "SELECT kind, body FROM event WHERE n = ?",
    [HY_QUERY_FIND_FACT_AFTER] = "SELECT key, value FROM run WHERE key > ? ORDER BY key LIMIT 1",
    [HY_QUERY_FIND_PROGRAM] = "SELECT program_text FROM entry WHERE n = ?",
    [HY_QUERY_FIND_REPORT] = "SELECT report_text FROM entry WHERE n = ?",
    [HY_QUERY_SET_FACT] = "INSERT INTO run(key, value) VALUES(?, ?)"
                          " ON CONFLICT(key) DO UPDATE SET value = excluded.value",
};

void hy_query_close(hy_queries *queries)
{
    for (int i = 0; i < HY_QUERY_COUNT; i++) {
        (void)sqlite3_finalize(queries->statements[i]);
    }
    hy_database_close(&queries->database);
    *queries = (hy_queries){0};
}

hy_status hy_query_prepare(hy_queries *queries, hy_query query, sqlite3_stmt **out, hy_error *err)
{
    hy_query_release(queries);
    if (!queries->statements[query]) {
        int code = sqlite3_prepare_v3(queries->database.handle, query_sql[query], -1,
                                      SQLITE_PREPARE_PERSISTENT, &queries->statements[query], NULL);
        if (code != SQLITE_OK) {
            return hy_database_fail(&queries->database, code, err);
        }
    }
    *out = queries->statements[query];
    return HY_OK;
}

static void reset(sqlite3_stmt *statement)
{
    (void)sqlite3_reset(statement);
    (void)sqlite3_clear_bindings(statement);
}

hy_status hy_query_finish(hy_queries *queries, sqlite3_stmt *statement, hy_error *err)
{
    int code = sqlite3_step(statement);
    hy_status status =
        code == SQLITE_DONE ? HY_OK : hy_database_fail(&queries->database, code, err);
    reset(statement);
    return status;
}

hy_status hy_query_run(hy_queries *queries, hy_query query, hy_error *err)
{
    sqlite3_stmt *statement = NULL;
    hy_status status = hy_query_prepare(queries, query, &statement, err);
    return status < 0 ? status : hy_query_finish(queries, statement, err);
}

hy_status hy_query_put_pair(hy_queries *queries, hy_query query, const hy_store_pair *pair,
                            hy_error *err)
{
    sqlite3_stmt *statement = NULL;
    hy_status status = hy_query_prepare(queries, query, &statement, err);
    if (status < 0) {
        return status;
    }
    hy_query_bind_text(statement, 1, pair->key);
    hy_query_bind_text(statement, 2, pair->value);
    return hy_query_finish(queries, statement, err);
}

hy_status hy_query_fetch(hy_queries *queries, sqlite3_stmt *statement, const char *what,
                         hy_error *err)
{
    queries->reading = statement;
    int code = sqlite3_step(statement);
    if (code == SQLITE_ROW) {
        return HY_OK;
    }
    hy_status status = code == SQLITE_DONE ? hy_fail(err, HY_ERR_NOT_FOUND, "%s: no such %s",
                                                     queries->database.path, what)
                                           : hy_database_fail(&queries->database, code, err);
    hy_query_release(queries);
    return status;
}

hy_status hy_query_fetch_integer(hy_queries *queries, hy_query query, int64_t *out, hy_error *err)
{
    sqlite3_stmt *statement = NULL;
    hy_status status = hy_query_prepare(queries, query, &statement, err);
    if (status == HY_OK) {
        status = hy_query_fetch(queries, statement, "number", err);
    }
    if (status == HY_OK) {
        *out = sqlite3_column_int64(statement, 0);
        hy_query_release(queries);
    }
    return status;
}

void hy_query_release(hy_queries *queries)
{
    if (queries->reading) {
        reset(queries->reading);
        queries->reading = NULL;
    }
}

// A binding fails only for want of memory or beyond SQLite's gigabyte: the column is then NULL,
// which the schema refuses wherever a value is needed.
void hy_query_bind_text(sqlite3_stmt *statement, int index, hy_store_text text)
{
    (void)sqlite3_bind_text64(statement, index, text.bytes, text.size, SQLITE_STATIC, SQLITE_UTF8);
}

hy_store_text hy_query_text(sqlite3_stmt *statement, int index)
{
    const char *bytes = sqlite3_column_blob(statement, index);
    return (hy_store_text){.bytes = bytes, .size = (size_t)sqlite3_column_bytes(statement, index)};
}
