#include "kernels/cpu/kernels.h"
#include "kernels/cpu/offsets.h"

HY_INLINE bool is_equal(scalar a, scalar b)
{
    return a == b;
}

HY_INLINE bool is_at_least(scalar a, scalar b)
{
    return a >= b;
}

HY_INLINE bool is_greater(scalar a, scalar b)
{
    return a > b;
}

HY_INLINE bool is_at_most(scalar a, scalar b)
{
    return a <= b;
}

HY_INLINE bool is_less(scalar a, scalar b)
{
    return a < b;
}

HY_INLINE bool is_different(scalar a, scalar b)
{
    return a != b;
}

HY_INLINE void compare_row(const hy_loop *loop, const offsets *at, bool (*f)(scalar, scalar))
{
    int last = loop->rank - 1;
    ptrdiff_t n = (ptrdiff_t)loop->extent[last];
    bool *restrict out = (bool *)loop->out + at->out;
    const scalar *a = (const scalar *)loop->in[0] + at->in[0];
    const scalar *b = (const scalar *)loop->in[1] + at->in[1];
    ptrdiff_t out_step = loop->out_stride[last];
    ptrdiff_t a_step = loop->in_stride[0][last];
    ptrdiff_t b_step = loop->in_stride[1][last];
    if (out_step == 1 && a_step == 1 && b_step == 1) {
        for (ptrdiff_t i = 0; i < n; i++) {
            out[i] = f(a[i], b[i]);
        }
    } else if (out_step == 1 && a_step == 1 && b_step == 0) {
        scalar constant = *b;
        for (ptrdiff_t i = 0; i < n; i++) {
            out[i] = f(a[i], constant);
        }
    } else {
        for (ptrdiff_t i = 0; i < n; i++) {
            out[i * out_step] = f(a[i * a_step], b[i * b_step]);
        }
    }
}

HY_INLINE void compare(const hy_loop *loop, bool (*f)(scalar, scalar))
{
    offsets at = {.out = 0};
    do {
        compare_row(loop, &at, f);
    } while (offsets_next(&at, loop));
}

void HY_NAME(cpu_compare)(hy_comparison op, const hy_loop *loop)
{
    switch (op) {
    case HY_COMPARISON_EQ:
        compare(loop, is_equal);
        break;
    case HY_COMPARISON_GE:
        compare(loop, is_at_least);
        break;
    case HY_COMPARISON_GT:
        compare(loop, is_greater);
        break;
    case HY_COMPARISON_LE:
        compare(loop, is_at_most);
        break;
    case HY_COMPARISON_LT:
        compare(loop, is_less);
        break;
    case HY_COMPARISON_NE:
        compare(loop, is_different);
        break;
    case HY_COMPARISON_COUNT:
        break;
    }
}
