/// Results: what a job's process leaves behind in the memory it shares with its worker.
///
/// The process that fills it may be under a candidate's control, so a reader believes nothing: it
/// waits until the process is dead, copies the head once, and checks every field.
#pragma once

#include "sandbox/outcome.h"

#include <stddef.h>
#include <stdint.h>

/// A fresh one is all zeros.
typedef struct hy_result {
    uint32_t is_complete;  ///< HY_RESULT_COMPLETE, written last.
    uint32_t outcome;      ///< An hy_outcome.
    uint64_t peak_bytes;   ///< What the job took from its arena.
    uint64_t
        value_size;  ///< Of the packed value, which lies elsewhere; 0 unless the outcome is ok.
    char message[HY_MESSAGE_SIZE];
} hy_result;

enum { HY_RESULT_COMPLETE = 0x600d };

/// Sets outcome and message (cut to fit) and drops the value.
void hy_result_fail(hy_result *result, hy_outcome outcome, const char *message, size_t size);
