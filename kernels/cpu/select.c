#include "kernels/cpu/kernels.h"
#include "kernels/cpu/offsets.h"
#include "kernels/cpu/range.h"

void HY_NAME(cpu_fill)(double value, void *out, size_t count)
{
    scalar *elements = out;
    scalar element = range_of_float(value);
    for (size_t i = 0; i < count; i++) {
        elements[i] = element;
    }
}

/// A row of conditions and of what they choose between.
typedef struct choice {
    ptrdiff_t n;
    scalar *out;
    const unsigned char *condition;  ///< Bools: read as such they keep compilers from vectors.
    const scalar *yes;
    const scalar *no;
} choice;

// Steps of 0 and 1, known where this is inlined, become loops over vectors.
HY_INLINE void choose(const choice *row, ptrdiff_t yes_step, ptrdiff_t no_step)
{
    scalar *restrict out = row->out;
    for (ptrdiff_t i = 0; i < row->n; i++) {
        scalar if_set = row->yes[i * yes_step];
        scalar if_not = row->no[i * no_step];
        out[i] = row->condition[i] ? if_set : if_not;
    }
}

static void choose_dense(const choice *row, ptrdiff_t yes_step, ptrdiff_t no_step)
{
    if (yes_step && no_step) {
        choose(row, 1, 1);
    } else if (yes_step) {
        choose(row, 1, 0);
    } else if (no_step) {
        choose(row, 0, 1);
    } else {
        choose(row, 0, 0);
    }
}

static void choose_strided(const choice *row, const hy_loop *loop)
{
    int last = loop->rank - 1;
    for (ptrdiff_t i = 0; i < row->n; i++) {
        scalar if_set = row->yes[i * loop->in_stride[1][last]];
        scalar if_not = row->no[i * loop->in_stride[2][last]];
        row->out[i * loop->out_stride[last]] =
            row->condition[i * loop->in_stride[0][last]] ? if_set : if_not;
    }
}

static bool is_dense(const hy_loop *loop)
{
    int last = loop->rank - 1;
    size_t yes_step = (size_t)loop->in_stride[1][last];
    size_t no_step = (size_t)loop->in_stride[2][last];
    bool is_row = loop->out_stride[last] == 1 && loop->in_stride[0][last] == 1;
    return is_row && yes_step <= 1 && no_step <= 1;
}

void HY_NAME(cpu_where)(const hy_loop *loop)
{
    int last = loop->rank - 1;
    bool may_choose_dense = is_dense(loop);
    offsets at = {.out = 0};
    do {
        choice row = {.n = (ptrdiff_t)loop->extent[last],
                      .out = (scalar *)loop->out + at.out,
                      .condition = (const unsigned char *)loop->in[0] + at.in[0],
                      .yes = (const scalar *)loop->in[1] + at.in[1],
                      .no = (const scalar *)loop->in[2] + at.in[2]};
        if (may_choose_dense) {
            choose_dense(&row, loop->in_stride[1][last], loop->in_stride[2][last]);
        } else {
            choose_strided(&row, loop);
        }
    } while (offsets_next(&at, loop));
}
