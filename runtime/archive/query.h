/// Queries: the prepared statements of an archive, and how values go in and come out.
///
/// The folder's own tool: outside runtime/archive, use store.h.
#pragma once

#include "archive/database.h"
#include "archive/store.h"

/// What can be asked of an archive.
typedef enum hy_query {
    HY_QUERY_ADD_BLOB,         ///< digest, bytes
    HY_QUERY_ADD_ENTRY,        ///< the columns of `entry`, in order
    HY_QUERY_ADD_EVENT,        ///< kind, body
    HY_QUERY_BEGIN,            ///< Starts a transaction that will write.
    HY_QUERY_COMMIT,           ///< Ends it.
    HY_QUERY_COUNT_ENTRIES,    ///< -> count
    HY_QUERY_COUNT_EVENTS,     ///< -> count
    HY_QUERY_FIND_BLOB,        ///< digest -> bytes
    HY_QUERY_FIND_ENTRY,       ///< n -> the columns of `entry` but its texts, in order
    HY_QUERY_FIND_EVENT,       ///< n -> kind, body
    HY_QUERY_FIND_FACT_AFTER,  ///< key -> key, value
    HY_QUERY_FIND_PROGRAM,     ///< n -> program_text
    HY_QUERY_FIND_REPORT,      ///< n -> report_text
    HY_QUERY_SET_FACT,         ///< key, value
    HY_QUERY_COUNT
} hy_query;

/// A connection with its statements, each prepared on first use.
typedef struct hy_queries {
    hy_database database;
    sqlite3_stmt *statements[HY_QUERY_COUNT];
    sqlite3_stmt *reading;  ///< Holds the values that were handed out last, or NULL.
} hy_queries;

/// Finalises the statements and closes the connection.
void hy_query_close(hy_queries *queries);

/// Makes a statement ready for its values; what was read before is let go.
hy_status hy_query_prepare(hy_queries *queries, hy_query query, sqlite3_stmt **out, hy_error *err);

/// Runs a prepared statement that gives no row.
hy_status hy_query_finish(hy_queries *queries, sqlite3_stmt *statement, hy_error *err);

/// Prepares and runs a statement that takes no values and gives no row.
hy_status hy_query_run(hy_queries *queries, hy_query query, hy_error *err);

/// Prepares and runs a statement that takes a pair and gives no row.
hy_status hy_query_put_pair(hy_queries *queries, hy_query query, const hy_store_pair *pair,
                            hy_error *err);

/// Runs a prepared statement that gives one row, which stays readable until it is let go.
///
/// @return HY_OK, HY_ERR_NOT_FOUND naming `what` when there is no row, or what SQLite reported.
hy_status hy_query_fetch(hy_queries *queries, sqlite3_stmt *statement, const char *what,
                         hy_error *err);

/// Prepares and runs a statement that takes no values and gives one integer.
hy_status hy_query_fetch_integer(hy_queries *queries, hy_query query, int64_t *out, hy_error *err);

/// Lets go of the row that was fetched last.
void hy_query_release(hy_queries *queries);

/// Gives a statement a text, which must live until the statement has run.
void hy_query_bind_text(sqlite3_stmt *statement, int index, hy_store_text text);

/// Returns a column of the fetched row; missing for NULL.
hy_store_text hy_query_text(sqlite3_stmt *statement, int index);
