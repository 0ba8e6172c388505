#include "kernels/tape_call.h"

// The kernels of one element type that run those under the tape and note them: what each does is
// said in kernels/backend.h. This file is compiled once per element type (CMakeLists.txt).

static const hy_kernels *under(void)
{
    return hy_tape_under(HY_TAPE_DTYPE);
}

// Notes a call with one loop.
static void note_loop(void (*play)(const hy_tape_call *), hy_told told, const hy_loop *loop,
                      int inputs)
{
    hy_tape_note_loops(&(hy_tape_player){play, under(), told}, &loop, 1, inputs);
}

// Notes a call with a structure of arguments.
static void note_args(void (*play)(const hy_tape_call *), const void *args, size_t size_bytes)
{
    hy_tape_note(&(hy_tape_player){.play = play, .kernels = under()}, args, size_bytes);
}

// macros, because a kernel and its player differ from others of their kind in names only

// kernel(args)
#define NOTED_ARGS(kernel, args_type)                                                              \
    static void play_##kernel(const hy_tape_call *call)                                            \
    {                                                                                              \
        call->kernels->kernel(hy_tape_call_args(call));                                            \
    }                                                                                              \
    static void kernel(const args_type *args)                                                      \
    {                                                                                              \
        under()->kernel(args);                                                                     \
        note_args(play_##kernel, args, sizeof *args);                                              \
    }

// kernel(loop)
#define NOTED_LOOP(kernel, inputs)                                                                 \
    static void play_##kernel(const hy_tape_call *call)                                            \
    {                                                                                              \
        hy_loop loop;                                                                              \
        (void)hy_tape_read_loop(call->words, &loop);                                               \
        call->kernels->kernel(&loop);                                                              \
    }                                                                                              \
    static void kernel(const hy_loop *loop)                                                        \
    {                                                                                              \
        under()->kernel(loop);                                                                     \
        note_loop(play_##kernel, (hy_told){0}, loop, inputs);                                      \
    }

// kernel(told, loop)
#define NOTED_TOLD(kernel, told_type, member, inputs)                                              \
    static void play_##kernel(const hy_tape_call *call)                                            \
    {                                                                                              \
        hy_loop loop;                                                                              \
        (void)hy_tape_read_loop(call->words, &loop);                                               \
        call->kernels->kernel((told_type)call->told.member, &loop);                                \
    }                                                                                              \
    static void kernel(told_type value, const hy_loop *loop)                                       \
    {                                                                                              \
        under()->kernel(value, loop);                                                              \
        hy_told told = {0};                                                                        \
        told.member = value;                                                                       \
        note_loop(play_##kernel, told, loop, inputs);                                              \
    }

// kernel(loop, step)
#define NOTED_STEP(kernel)                                                                         \
    static void play_##kernel(const hy_tape_call *call)                                            \
    {                                                                                              \
        hy_loop loop;                                                                              \
        (void)hy_tape_read_loop(call->words, &loop);                                               \
        call->kernels->kernel(&loop, call->told.step);                                             \
    }                                                                                              \
    static void kernel(const hy_loop *loop, ptrdiff_t step)                                        \
    {                                                                                              \
        under()->kernel(loop, step);                                                               \
        note_loop(play_##kernel, (hy_told){.step = step}, loop, 2);                                \
    }

NOTED_TOLD(convert, hy_dtype, op, 1)
NOTED_TOLD(unary, hy_unary, op, 1)
NOTED_TOLD(binary, hy_binary, op, 2)
NOTED_TOLD(compare, hy_comparison, op, 2)
NOTED_TOLD(scale, double, number, 1)
NOTED_TOLD(add_scaled, double, number, 2)
NOTED_LOOP(where, 3)
NOTED_LOOP(accumulate, 1)
NOTED_STEP(gather)
NOTED_STEP(scatter_add)
NOTED_ARGS(chain, hy_chain)
NOTED_ARGS(matmul, hy_matmul_args)
NOTED_ARGS(softmax, hy_rows_args)
NOTED_ARGS(log_softmax, hy_rows_args)
NOTED_ARGS(cross_entropy, hy_rows_args)
NOTED_ARGS(cross_entropy_slope, hy_rows_args)
NOTED_ARGS(layer_norm, hy_layer_norm_args)
NOTED_ARGS(layer_norm_slope, hy_layer_norm_args)
NOTED_ARGS(scan, hy_scan_args)
NOTED_ARGS(sort, hy_sort_args)

/// Arguments of fill.
typedef struct filling {
    double value;
    void *out;
    size_t count;
} filling;

static void play_fill(const hy_tape_call *call)
{
    const filling *args = hy_tape_call_args(call);
    call->kernels->fill(args->value, args->out, args->count);
}

static void fill(double value, void *out, size_t count)
{
    under()->fill(value, out, count);
    filling args = {value, out, count};
    note_args(play_fill, &args, sizeof args);
}

static void read_reduction(const hy_tape_call *call, hy_reduce_args *args)
{
    (void)hy_tape_read_loop(hy_tape_read_loop(call->words, &args->kept), &args->reduced);
}

static void note_reduction(void (*play)(const hy_tape_call *), int op, const hy_reduce_args *args)
{
    const hy_loop *loops[] = {&args->kept, &args->reduced};
    hy_tape_note_loops(&(hy_tape_player){play, under(), {.op = op}}, loops, 2, 1);
}

static void play_reduce(const hy_tape_call *call)
{
    hy_reduce_args args;
    read_reduction(call, &args);
    call->kernels->reduce((hy_reduction)call->told.op, &args);
}

static void reduce(hy_reduction op, const hy_reduce_args *args)
{
    under()->reduce(op, args);
    note_reduction(play_reduce, (int)op, args);
}

static void play_argmax(const hy_tape_call *call)
{
    hy_reduce_args args;
    read_reduction(call, &args);
    call->kernels->argmax(&args);
}

static void argmax(const hy_reduce_args *args)
{
    under()->argmax(args);
    note_reduction(play_argmax, 0, args);
}

extern const hy_kernels HY_TAPE_TABLE;
const hy_kernels HY_TAPE_TABLE = {
    .fill = fill,
    .convert = convert,
    .unary = unary,
    .binary = binary,
    .compare = compare,
    .where = where,
    .chain = chain,
    .reduce = reduce,
    .argmax = argmax,
    .matmul = matmul,
    .scale = scale,
    .add_scaled = add_scaled,
    .softmax = softmax,
    .log_softmax = log_softmax,
    .cross_entropy = cross_entropy,
    .cross_entropy_slope = cross_entropy_slope,
    .layer_norm = layer_norm,
    .layer_norm_slope = layer_norm_slope,
    .gather = gather,
    .accumulate = accumulate,
    .scatter_add = scatter_add,
    .scan = scan,
    .sort = sort,
};
