#include "script/bind_tensor_parts.h"

#include "base/draws.h"

#include <math.h>

// Element i of a tensor comes from draw i, whatever its shape; of normal draws each gives two.

enum { CHUNK = 512 };  // uniform draws that are scaled while they are in the nearest cache

static const hy_dtype position_dtype = HY_I64;

// The result of a draw of numbers that are not whole.
static hy_tensor *create(hy_scope *scope, const char *function, hy_dtype dtype,
                         const hy_shape *shape)
{
    if (!hy_dtype_is_float(dtype)) {
        return hy_scope_fail(scope, HY_ERR_ARGUMENT, "%s draws f32 or f64, not %s", function,
                             hy_dtype_name(dtype));
    }
    return hy_tensor_create(scope, dtype, shape);
}

static hy_tensor *call_randn(hy_scope *scope, const hy_argument *given)
{
    hy_rng *rng = given[1].rng;
    hy_tensor *y = create(scope, "randn", given[2].dtype, &given[0].shape);
    if (y && y->dtype == HY_F32) {
        hy_draws_normal_f32(rng, y->data, hy_tensor_count(y));
    } else if (y) {
        hy_draws_normal(rng, y->data, hy_tensor_count(y));
    }
    return y;
}

// Sets elements from `begin` on to low + width * unit.
static void scale(hy_tensor *y, size_t begin, const double *unit, size_t count,
                  const double bounds[2])
{
    double width = bounds[1] - bounds[0];
    if (y->dtype == HY_F32) {
        float *out = (float *)y->data + begin;
        for (size_t i = 0; i < count; i++) {
            out[i] = (float)(bounds[0] + width * unit[i]);
        }
        return;
    }
    for (size_t i = 0; i < count; i++) {
        hy_tensor_set(y, begin + i, bounds[0] + width * unit[i]);
    }
}

static hy_tensor *call_uniform(hy_scope *scope, const hy_argument *given)
{
    const double bounds[2] = {given[2].number, given[3].number};
    hy_tensor *y = create(scope, "uniform", given[4].dtype, &given[0].shape);
    size_t count = y ? hy_tensor_count(y) : 0;
    for (size_t begin = 0; begin < count; begin += CHUNK) {
        double unit[CHUNK];
        size_t length = count - begin < CHUNK ? count - begin : CHUNK;
        hy_draws_uniform(given[1].rng, unit, length);
        scale(y, begin, unit, length, bounds);
    }
    return y;
}

static hy_tensor *draw_each(hy_scope *scope, const char *function, const hy_argument *given,
                            double (*draw)(hy_rng *rng))
{
    hy_tensor *y = create(scope, function, given[2].dtype, &given[0].shape);
    for (size_t i = 0; y && i < hy_tensor_count(y); i++) {
        hy_tensor_set(y, i, draw(given[1].rng));
    }
    return y;
}

static double exponential_of(hy_rng *rng)
{
    return -log(hy_rng_positive(rng));
}

static double gumbel_of(hy_rng *rng)
{
    return -log(exponential_of(rng));
}

static hy_tensor *call_exponential(hy_scope *scope, const hy_argument *given)
{
    return draw_each(scope, "exponential", given, exponential_of);
}

static hy_tensor *call_gumbel(hy_scope *scope, const hy_argument *given)
{
    return draw_each(scope, "gumbel", given, gumbel_of);
}

static hy_tensor *call_randint(hy_scope *scope, const hy_argument *given)
{
    static const ptrdiff_t most = (ptrdiff_t)1 << 52;
    ptrdiff_t low = given[0].whole;
    ptrdiff_t high = given[1].whole;
    if (low > high || low < -most || high > most) {
        return hy_scope_fail(scope, HY_ERR_ARGUMENT,
                             "randint wants low <= high between -2^52 and 2^52, got %td and %td",
                             low, high);
    }
    uint64_t bound = (uint64_t)(high - low) + 1;
    hy_tensor *y = hy_tensor_create(scope, position_dtype, &given[2].shape);
    for (size_t i = 0; y && i < hy_tensor_count(y); i++) {
        hy_tensor_set(y, i, (double)low + (double)hy_rng_scaled(given[3].rng, bound));
    }
    return y;
}

static hy_tensor *call_permutation(hy_scope *scope, const hy_argument *given)
{
    hy_shape shape = {.rank = 1, .extent = {given[0].count}};
    hy_tensor *y = hy_tensor_create(scope, position_dtype, &shape);
    // Fisher and Yates, inside out: element i takes a random place among the first i + 1
    for (size_t i = 0; y && i < given[0].count; i++) {
        size_t place = hy_rng_scaled(given[1].rng, i + 1);
        if (place != i) {
            hy_tensor_set(y, i, hy_tensor_get(y, place));
        }
        hy_tensor_set(y, place, (double)i + 1);
    }
    return y;
}

static hy_tensor *call_bernoulli(hy_scope *scope, const hy_argument *given)
{
    hy_tensor *probabilities = given[0].tensor;
    hy_tensor *y = hy_tensor_create(scope, probabilities->dtype, &probabilities->shape);
    for (size_t i = 0; y && i < hy_tensor_count(y); i++) {
        double chance = hy_tensor_get(probabilities, i);
        if (!(chance >= 0 && chance <= 1)) {
            return hy_scope_fail(scope, HY_ERR_ARGUMENT,
                                 "bernoulli wants probabilities, got %g at place %zu", chance,
                                 i + 1);
        }
        hy_tensor_set(y, i, hy_rng_uniform(given[1].rng) < chance);
    }
    return y;
}

// Writes the running sums of exp(logits - greatest) of a row; their last is NaN if one is NaN.
static void accumulate(const hy_tensor *logits, size_t begin, double *sums, size_t count)
{
    double greatest = -INFINITY;
    for (size_t i = 0; i < count; i++) {
        greatest = fmax(greatest, hy_tensor_get(logits, begin + i));
    }
    double sum = 0;
    for (size_t i = 0; i < count; i++) {
        sum += exp(hy_tensor_get(logits, begin + i) - greatest);
        sums[i] = sum;
    }
}

// the first position whose sum is above `part` of the whole
static size_t find(const double *sums, size_t count, double part)
{
    double wanted = part * sums[count - 1];
    size_t first = 0;
    for (size_t length = count - 1; length > 0;) {
        size_t half = length / 2;
        bool is_above = sums[first + half] > wanted;
        first = is_above ? first : first + half + 1;
        length = is_above ? half : length - half - 1;
    }
    return first;
}

// Draws `draws` classes for each row of logits.
static hy_tensor *draw_classes(hy_scope *scope, const hy_tensor *logits, hy_rng *rng,
                               const hy_shape *shape, size_t draws)
{
    size_t classes = logits->shape.extent[logits->shape.rank - 1];
    size_t rows = classes ? hy_tensor_count(logits) / classes : 0;
    hy_tensor *out = hy_tensor_create(scope, position_dtype, shape);
    hy_tensor *sums = hy_tensor_create(scope, HY_F64, &(hy_shape){.rank = 1, .extent = {classes}});
    for (size_t row = 0; out && sums && row < rows; row++) {
        double *sum = sums->data;
        accumulate(logits, row * classes, sum, classes);
        if (isnan(sum[classes - 1])) {
            return hy_scope_fail(scope, HY_ERR_ARGUMENT,
                                 "categorical: row %zu of the logits holds no distribution",
                                 row + 1);
        }
        for (size_t i = 0; i < draws; i++) {
            size_t class = find(sum, classes, hy_rng_uniform(rng));
            hy_tensor_set(out, row * draws + i, (double)class + 1);
        }
    }
    return out;
}

static hy_tensor *call_categorical(hy_scope *scope, const hy_argument *given)
{
    const hy_tensor *logits = given[0].tensor;
    hy_shape shape = logits->shape;
    if (shape.rank == 0 || shape.extent[shape.rank - 1] == 0) {
        return hy_scope_fail(scope, HY_ERR_SHAPE,
                             "categorical wants logits with a last axis of classes");
    }
    size_t draws = given[2].is_given ? given[2].count : 1;
    shape.extent[shape.rank - 1] = draws;
    shape.rank -= given[2].is_given ? 0 : 1;
    return draw_classes(scope, logits, given[1].rng, &shape, draws);
}

static const hy_parameter drawn[] = {{"shape", HY_KIND_SHAPE, HY_REQUIRED},
                                     {"rng", HY_KIND_RNG, HY_REQUIRED},
                                     {"dtype", HY_KIND_DTYPE, HY_F32},
                                     {NULL, 0, 0}};
static const hy_parameter drawn_between[] = {{"shape", HY_KIND_SHAPE, HY_REQUIRED},
                                             {"rng", HY_KIND_RNG, HY_REQUIRED},
                                             {"low", HY_KIND_NUMBER, 0},
                                             {"high", HY_KIND_NUMBER, 1},
                                             {"dtype", HY_KIND_DTYPE, HY_F32},
                                             {NULL, 0, 0}};
static const hy_parameter of_bounds[] = {{"low", HY_KIND_WHOLE, HY_REQUIRED},
                                         {"high", HY_KIND_WHOLE, HY_REQUIRED},
                                         {"shape", HY_KIND_SHAPE, HY_REQUIRED},
                                         {"rng", HY_KIND_RNG, HY_REQUIRED},
                                         {NULL, 0, 0}};
static const hy_parameter of_count[] = {
    {"count", HY_KIND_COUNT, HY_REQUIRED}, {"rng", HY_KIND_RNG, HY_REQUIRED}, {NULL, 0, 0}};
static const hy_parameter of_probabilities[] = {{"probabilities", HY_KIND_TENSOR, HY_REQUIRED},
                                                {"rng", HY_KIND_RNG, HY_REQUIRED},
                                                {NULL, 0, 0}};
static const hy_parameter of_logits[] = {{"logits", HY_KIND_TENSOR, HY_REQUIRED},
                                         {"rng", HY_KIND_RNG, HY_REQUIRED},
                                         {"count", HY_KIND_COUNT, HY_ABSENT},
                                         {NULL, 0, 0}};

const hy_tensor_function hy_tensor_draws[] = {
    {{"bernoulli", of_probabilities}, .call = call_bernoulli},
    {{"categorical", of_logits}, .call = call_categorical},
    {{"exponential", drawn}, .call = call_exponential},
    {{"gumbel", drawn}, .call = call_gumbel},
    {{"permutation", of_count}, .call = call_permutation},
    {{"randint", of_bounds}, .call = call_randint},
    {{"randn", drawn}, .call = call_randn},
    {{"uniform", drawn_between}, .call = call_uniform},
    {{NULL, NULL}, .call = NULL}};
