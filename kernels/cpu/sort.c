#include "kernels/cpu/kernels.h"

// Merge sort from the bottom up: blocks are sorted by insertion, then merged in pairs, to and fro
// between two buffers. Stable, and never slower than n log n.

enum { BLOCK = 16 };

// Whether `b` belongs before `a`, which stands before it now. What is no number belongs last.
HY_INLINE bool is_before(scalar b, scalar a, bool is_descending)
{
    bool is_first = is_descending ? b > a : b < a;
    return is_first || (is_no_number(a) && !is_no_number(b));
}

HY_INLINE void sort_block(const scalar *in, int64_t *positions, size_t count, bool is_descending)
{
    for (size_t i = 1; i < count; i++) {
        int64_t moving = positions[i];
        size_t j = i;
        for (; j > 0 && is_before(in[moving], in[positions[j - 1]], is_descending); j--) {
            positions[j] = positions[j - 1];
        }
        positions[j] = moving;
    }
}

// Merges the sorted from[0 .. middle) and from[middle .. count).
HY_INLINE void merge(const scalar *in, const int64_t *from, size_t middle, size_t count,
                     int64_t *to, bool is_descending)
{
    size_t left = 0;
    size_t right = middle;
    for (size_t i = 0; i < count; i++) {
        bool takes_right =
            left == middle ||
            (right < count && is_before(in[from[right]], in[from[left]], is_descending));
        to[i] = takes_right ? from[right++] : from[left++];
    }
}

HY_INLINE size_t smaller(size_t a, size_t b)
{
    return a < b ? a : b;
}

HY_INLINE void sort(const hy_sort_args *args, bool is_descending)
{
    int64_t *from = args->positions;
    int64_t *to = args->spare;
    for (size_t i = 0; i < args->count; i++) {
        from[i] = (int64_t)i;
    }
    for (size_t i = 0; i < args->count; i += BLOCK) {
        sort_block(args->in, from + i, smaller(BLOCK, args->count - i), is_descending);
    }
    for (size_t width = BLOCK; width < args->count; width *= 2) {
        for (size_t i = 0; i < args->count; i += 2 * width) {
            size_t left = args->count - i;
            merge(args->in, from + i, smaller(width, left), smaller(2 * width, left), to + i,
                  is_descending);
        }
        int64_t *sorted = to;
        to = from;
        from = sorted;
    }
    for (size_t i = 0; i < args->count; i++) {
        args->positions[i] = from[i] + 1;
    }
}

void HY_NAME(cpu_sort)(const hy_sort_args *args)
{
    if (args->is_descending) {
        sort(args, true);
    } else {
        sort(args, false);
    }
}
