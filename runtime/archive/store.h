/// Stores: the append-only record of a run, in one SQLite file.
///
/// Entries and events are numbered 1, 2, 3, ...; blobs are named by the SHA-256 of their bytes.
/// Nothing that was committed is ever changed or deleted: the file's own triggers forbid it.
/// Several processes may read while one writes; a second writer is refused. A store belongs to one
/// thread at a time.
#pragma once

#include "base/error.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef struct hy_store hy_store;

typedef enum hy_store_mode {
    HY_STORE_READ,
    HY_STORE_WRITE,
} hy_store_mode;

/// Bytes that somebody else owns. `bytes` is NULL where there is no value.
typedef struct hy_store_text {
    const char *bytes;
    size_t size;
} hy_store_text;

/// A number that may be missing.
typedef struct hy_store_real {
    bool is_there;
    double value;  ///< Meaningful only when it is there.
} hy_store_real;

/// One line of the archive.
typedef struct hy_store_entry {
    int64_t n;
    hy_store_text id;
    int64_t parent;         ///< 0 for a starting program.
    int64_t mate;           ///< 0 unless the edit had a second parent.
    hy_store_text edit;     ///< JSON; may be missing.
    hy_store_text program;  ///< Digest of its text.
    hy_store_text outcome;
    hy_store_text message;  ///< May be missing.
    hy_store_real score;
    hy_store_real loss;
    hy_store_text report;  ///< Digest of its text; may be missing.
    hy_store_text policy;  ///< Digest of a blob; may be missing.
    double cpu_seconds;
    int64_t peak_bytes;
    double created;              ///< Seconds since 1970-01-01 00:00 UTC.
    hy_store_text program_text;  ///< Only given: see hy_store_find_program.
    hy_store_text report_text;   ///< Only given; missing where `report` is.
} hy_store_entry;

/// A key with its value: a fact about the run, or an event's kind with its body.
typedef struct hy_store_pair {
    hy_store_text key;
    hy_store_text value;
} hy_store_pair;

/// Makes a new archive file with its facts, all or nothing, and opens it for writing. A process
/// that is killed meanwhile leaves no file at `path`, at most one with ".new" after it.
///
/// @param[out] out  To be closed by the caller.
/// @return HY_OK, HY_ERR_ARGUMENT if the file already holds something, HY_ERR_MEMORY, HY_ERR_IO.
hy_status hy_store_create(const char *path, const hy_store_pair *facts, size_t fact_count,
                          hy_store **out, hy_error *err);

/// Opens an archive file.
///
/// @param[out] out  To be closed by the caller.
/// @return HY_OK, HY_ERR_NOT_FOUND if there is no such file, HY_ERR_CORRUPT if it is no archive or
///         one of another version, HY_ERR_MEMORY, HY_ERR_IO.
hy_status hy_store_open(const char *path, hy_store_mode mode, hy_store **out, hy_error *err);

/// Commits what was added, if that can be done, and closes the store; `store` may be NULL.
void hy_store_close(hy_store *store);

/// Commits one entry and the blobs that are new, together or not at all.
///
/// `entry->n` must be one more than the last entry's; its digests must be those of its texts, and
/// `policy` that of a blob that is given here or was given before. A blob that is there already
/// costs nothing.
/// @return HY_OK, HY_ERR_ARGUMENT, HY_ERR_MEMORY, or HY_ERR_IO (a full disk, another writer): the
///         entry is not there then. Blobs that were given with it may be.
hy_status hy_store_append(hy_store *store, const hy_store_entry *entry, const hy_store_text *blobs,
                          size_t blob_count, hy_error *err);

/// Adds one entry and its blobs like hy_store_append, but leaves them to be committed with those
/// that follow: by hy_store_commit, or by whatever is committed next. Until then nobody else sees
/// them, and they are lost with the process.
hy_status hy_store_add(hy_store *store, const hy_store_entry *entry, const hy_store_text *blobs,
                       size_t blob_count, hy_error *err);

/// Commits what was added, all or nothing; harmless where there is nothing.
///
/// @return HY_OK, HY_ERR_MEMORY, HY_ERR_IO.
hy_status hy_store_commit(hy_store *store, hy_error *err);

/// Commits one event after the last one. Errors as in hy_store_append.
hy_status hy_store_record(hy_store *store, const hy_store_pair *event, hy_error *err);

/// Sets a fact about the run, new or known.
hy_status hy_store_set_fact(hy_store *store, const hy_store_pair *fact, hy_error *err);

/// Counts the entries that are committed now, by whatever process.
hy_status hy_store_count(hy_store *store, int64_t *out, hy_error *err);

/// Counts the events.
hy_status hy_store_count_events(hy_store *store, int64_t *out, hy_error *err);

/// Reads entry `n`. Its texts live until the next call on this store.
///
/// @return HY_OK, HY_ERR_NOT_FOUND, HY_ERR_CORRUPT, HY_ERR_MEMORY, HY_ERR_IO.
hy_status hy_store_find(hy_store *store, int64_t n, hy_store_entry *out, hy_error *err);

/// Reads the text of entry `n`'s program. Life and errors as in hy_store_find.
hy_status hy_store_find_program(hy_store *store, int64_t n, hy_store_text *out, hy_error *err);

/// Reads the text of entry `n`'s report, which may be missing. Life and errors as in hy_store_find.
hy_status hy_store_find_report(hy_store *store, int64_t n, hy_store_text *out, hy_error *err);

/// Reads event `n`: key is its kind, value its body. Life and errors as in hy_store_find.
hy_status hy_store_find_event(hy_store *store, int64_t n, hy_store_pair *out, hy_error *err);

/// Reads the fact that comes after `key` in the order of keys; "" gives the first. Life and errors
/// as in hy_store_find; HY_ERR_NOT_FOUND after the last.
hy_status hy_store_find_fact_after(hy_store *store, hy_store_text key, hy_store_pair *out,
                                   hy_error *err);

/// Reads the blob with this digest. Life and errors as in hy_store_find.
hy_status hy_store_find_blob(hy_store *store, hy_store_text digest, hy_store_text *out,
                             hy_error *err);

/// Lets go of what was read last: its texts die, and writers may shorten the log again.
void hy_store_release(hy_store *store);
