/// Gates: what can be told from the bytes of a source, before any process is touched.
///
/// One pass over bytes of strangers inside the trusted host: bounded stack and time, no allocation,
/// no recursion. The compiler of LuaJIT is kept out of it: it would intern every string of a
/// stranger in the host's state, load the FFI library for a literal such as 1LL, and a fault in it
/// would be one in the host. So the gate refuses only what the compiler refuses too, and NUL bytes,
/// at a tenth of the compiler's cost; what only the compiler can tell, it tells in a worker.
#pragma once

#include "base/error.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/// The largest source that passes.
enum { HY_GATE_MAX_BYTES = 1 << 20 };

/// What a source is, apart from how it is written down.
typedef struct hy_gate_view {
    /// Of its tokens. Comments, spaces and the quotes of strings do not count, except that a round
    /// bracket on a line of its own is not the one that begins a call. Spelling counts: 16 and 0x10
    /// are two numbers, "A" and "\65" two strings.
    uint64_t fingerprint[2];
    bool has_cdata;  ///< It has a literal such as 1LL, 2ULL or 3i, for which FFI is loaded.
} hy_gate_view;

/// Looks at a source.
///
/// @param source  `size` bytes and then a NUL, as Lua keeps its strings.
/// @param name    Stands before the line in a message, as in `agent:3: a string without an end`.
/// @return HY_OK; HY_ERR_LIMIT when it is too large or nests too deep; HY_ERR_CORRUPT when it is no
///         Lua program.
hy_status hy_gate_check(const char *source, size_t size, const char *name, hy_gate_view *out,
                        hy_error *err);
