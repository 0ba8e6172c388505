/// Equations of Einstein sums, read; private to this folder.
///
/// A label stands for a letter, or for an axis of "...", counted from the last. Labels are small
/// numbers, in the order of the alphabet, so that a set of them is a mask of 64 bits.
#pragma once

#include "autodiff/einsum.h"

enum { HY_LABEL_ELLIPSIS = 52, HY_LABEL_COUNT = HY_LABEL_ELLIPSIS + HY_MAX_RANK };

/// The labels of the axes of one tensor, outermost first.
typedef struct hy_labels {
    int count;
    int label[HY_MAX_RANK];
} hy_labels;

typedef struct hy_equation {
    hy_labels operands[HY_EINSUM_MAX_OPERANDS];
    hy_labels result;
    size_t extent[HY_LABEL_COUNT];  ///< Of the labels that occur.
} hy_equation;

/// The set of some labels.
uint64_t hy_labels_set(const hy_labels *labels);

/// Reads an equation and fits it to its operands. Fails as hy_einsum says.
bool hy_equation_read(hy_scope *scope, const char *text, hy_tensor *const x[], int count,
                      hy_equation *out);
