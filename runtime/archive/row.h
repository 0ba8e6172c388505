/// Rows: entries and blobs as a file holds them.
///
/// The folder's own tool: outside runtime/archive, use store.h.
#pragma once

#include "archive/query.h"

/// Looks whether an entry's digests are those of its texts.
///
/// @return HY_OK or HY_ERR_ARGUMENT.
hy_status hy_row_check(const hy_queries *queries, const hy_store_entry *entry, hy_error *err);

/// Inserts a blob; one that is there already stays as it is.
hy_status hy_row_put_blob(hy_queries *queries, hy_store_text blob, hy_error *err);

/// Inserts an entry with its texts.
hy_status hy_row_put(hy_queries *queries, const hy_store_entry *entry, hy_error *err);

/// Returns the fetched row of an entry, without its texts.
hy_store_entry hy_row_read(sqlite3_stmt *row);
