#include "kernels/cpu/cursor.h"
#include "kernels/cpu/kernels.h"
#include "kernels/cpu/rows.h"

void HY_NAME(cpu_accumulate)(const hy_loop *loop)
{
    int last = loop->rank - 1;
    cursor at = cursor_begin(loop);
    do {
        accumulate(loop->extent[last], at.out, loop->out_stride[last], at.in[0],
                   loop->in_stride[0][last]);
    } while (cursor_next(&at, loop));
}
