#include "kernels/cpu/cursor.h"
#include "kernels/cpu/kernels.h"
#include "kernels/cpu/offsets.h"

// independent partial results: the compiler keeps them in vector registers, and their fixed order
// makes the rounding the same on every run
enum { LANES = 16 };

HY_INLINE scalar fold_strided(size_t n, const scalar *a, ptrdiff_t step,
                              scalar (*f)(scalar, scalar))
{
    scalar result = a[0];
    for (ptrdiff_t i = 1; i < (ptrdiff_t)n; i++) {
        result = f(result, a[i * step]);
    }
    return result;
}

HY_INLINE scalar fold_contiguous(size_t n, const scalar *a, scalar (*f)(scalar, scalar))
{
    // `f` is a constant here
    if (f == add || f == greater) {
        return f == add ? HY_NAME(cpu_fold_sum)(n, a) : HY_NAME(cpu_fold_greatest)(n, a);
    }
    if (n < 2 * LANES) {
        return fold_strided(n, a, 1, f);
    }
    scalar partial[LANES];
    for (size_t lane = 0; lane < LANES; lane++) {
        partial[lane] = a[lane];
    }
    size_t i = LANES;
    for (; i + LANES <= n; i += LANES) {
        for (size_t lane = 0; lane < LANES; lane++) {
            partial[lane] = f(partial[lane], a[i + lane]);
        }
    }
    scalar result = fold_strided(LANES, partial, 1, f);
    for (; i < n; i++) {
        result = f(result, a[i]);
    }
    return result;
}

// Reduces all of `reduced`, starting at `a`.
HY_INLINE scalar fold_all(const hy_loop *reduced, const scalar *a, scalar (*f)(scalar, scalar))
{
    int last = reduced->rank - 1;
    ptrdiff_t step = reduced->in_stride[0][last];
    size_t n = reduced->extent[last];
    cursor at = cursor_begin(reduced);
    at.in[0] = a;
    scalar result = 0;
    bool is_first = true;
    do {
        scalar row =
            step == 1 ? fold_contiguous(n, at.in[0], f) : fold_strided(n, at.in[0], step, f);
        result = is_first ? row : f(result, row);
        is_first = false;
    } while (cursor_next(&at, reduced));
    return result;
}

/// Rows that are folded at once.
typedef struct row_block {
    const scalar *first;
    ptrdiff_t step;  ///< To the next row.
    bool is_first;   ///< Nothing was folded before.
} row_block;

// Folds `count` rows, at most FOLD_ROWS and a constant where this is called, into `out`.
HY_INLINE void fold_rows(size_t n, const row_block *rows, size_t count, scalar *restrict out,
                         scalar (*f)(scalar, scalar))
{
    const scalar *first = rows->first;
    for (size_t j = 0; j < n; j++) {
        scalar value = rows->is_first ? first[j] : f(out[j], first[j]);
#pragma GCC unroll 4
        for (size_t row = 1; row < count; row++) {
            value = f(value, first[(ptrdiff_t)row * rows->step + (ptrdiff_t)j]);
        }
        out[j] = value;
    }
}

// Reduces `n` neighbouring results at once: each step reads a few contiguous rows.
HY_INLINE void fold_columns(const hy_loop *reduced, const scalar *a, size_t n, scalar *out,
                            scalar (*f)(scalar, scalar))
{
    enum { FOLD_ROWS = 4 };
    int last = reduced->rank - 1;
    ptrdiff_t step = reduced->in_stride[0][last];
    size_t extent = reduced->extent[last];
    cursor at = cursor_begin(reduced);
    at.in[0] = a;
    row_block rows = {.step = step, .is_first = true};
    do {
        size_t i = 0;
        rows.first = at.in[0];
        for (; i + FOLD_ROWS <= extent; i += FOLD_ROWS) {
            fold_rows(n, &rows, FOLD_ROWS, out, f);
            rows.first += FOLD_ROWS * step;
            rows.is_first = false;
        }
        for (; i < extent; i++) {
            fold_rows(n, &rows, 1, out, f);
            rows.first += step;
            rows.is_first = false;
        }
    } while (cursor_next(&at, reduced));
}

// The same a block of results at a time, so that they stay in the first-level cache.
HY_INLINE void fold_column_blocks(const hy_loop *reduced, const scalar *a, size_t n, scalar *out,
                                  scalar (*f)(scalar, scalar))
{
    enum { BLOCK = 1024 };
    for (size_t j = 0; j < n; j += BLOCK) {
        fold_columns(reduced, a + j, n - j < BLOCK ? n - j : BLOCK, out + j, f);
    }
}

HY_INLINE void reduce(const hy_reduce_args *args, scalar (*f)(scalar, scalar))
{
    const hy_loop *kept = &args->kept;
    int last = kept->rank - 1;
    size_t n = kept->extent[last];
    ptrdiff_t step = kept->in_stride[0][last];
    bool is_by_column = step == 1 && n > 1;
    cursor at = cursor_begin(kept);
    do {
        if (is_by_column) {
            fold_column_blocks(&args->reduced, at.in[0], n, at.out, f);
            continue;
        }
        for (size_t i = 0; i < n; i++) {
            at.out[i] = fold_all(&args->reduced, at.in[0] + (ptrdiff_t)i * step, f);
        }
    } while (cursor_next(&at, kept));
}

/// The greatest element so far, or the first NaN, and where it stands.
typedef struct found {
    scalar value;
    size_t position;
} found;

static found find_in_row(found best, const scalar *row, size_t n, ptrdiff_t step, size_t position)
{
    for (size_t i = 0; i < n; i++) {
        scalar value = row[(ptrdiff_t)i * step];
        // a jump that is seldom taken: to choose without one takes four times as long
        if (__builtin_expect(!(value <= best.value), 0) && !is_no_number(best.value)) {
            best = (found){value, position + i};
        }
    }
    return best;
}

static int64_t find_greatest(const hy_loop *reduced, const scalar *a)
{
    int last = reduced->rank - 1;
    size_t n = reduced->extent[last];
    cursor at = cursor_begin(reduced);
    at.in[0] = a;
    found best = {a[0], 0};
    size_t position = 0;
    do {
        best = find_in_row(best, at.in[0], n, reduced->in_stride[0][last], position);
        position += n;
    } while (cursor_next(&at, reduced));
    return (int64_t)best.position + 1;
}

void HY_NAME(cpu_reduce)(hy_reduction op, const hy_reduce_args *args)
{
    switch (op) {
    case HY_REDUCTION_SUM:
        reduce(args, add);
        break;
    case HY_REDUCTION_MAX:
        reduce(args, greater);
        break;
    case HY_REDUCTION_MIN:
        reduce(args, lesser);
        break;
    case HY_REDUCTION_COUNT:
        break;
    }
}

void HY_NAME(cpu_argmax)(const hy_reduce_args *args)
{
    const hy_loop *kept = &args->kept;
    int last = kept->rank - 1;
    offsets at = {.out = 0};
    do {
        int64_t *out = (int64_t *)kept->out + at.out;
        const scalar *first = (const scalar *)kept->in[0] + at.in[0];
        for (ptrdiff_t i = 0; i < (ptrdiff_t)kept->extent[last]; i++) {
            out[i] = find_greatest(&args->reduced, first + i * kept->in_stride[0][last]);
        }
    } while (offsets_next(&at, kept));
}
