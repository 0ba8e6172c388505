#include "script/bind_tensor_parts.h"

#include "autodiff/einsum.h"
#include "autodiff/linalg.h"
#include "autodiff/ops.h"

static hy_tensor *call_cholesky(hy_scope *scope, const hy_argument *given)
{
    hy_tensor *lower = hy_cholesky(scope, given[0].tensor);
    if (!lower || !given[1].flag) {
        return lower;
    }
    return hy_transpose(scope, lower, lower->shape.rank - 2, lower->shape.rank - 1);
}

static hy_tensor *call_diagonal(hy_scope *scope, const hy_argument *given)
{
    return hy_diagonal(scope, given[0].tensor, given[1].axis, given[2].axis);
}

// Applies an equation to two vectors, which are of one length where they share a letter.
static hy_tensor *apply_to_vectors(hy_scope *scope, const char *name, const char *equation,
                                   const hy_argument *given)
{
    hy_tensor *x[] = {given[0].tensor, given[1].tensor};
    bool are_vectors = x[0]->shape.rank == 1 && x[1]->shape.rank == 1;
    bool is_shared = equation[0] == equation[2];
    if (!are_vectors || (is_shared && !hy_shape_equal(&x[0]->shape, &x[1]->shape))) {
        char first[HY_SHAPE_TEXT_SIZE];
        char second[HY_SHAPE_TEXT_SIZE];
        return hy_scope_fail(scope, HY_ERR_SHAPE, "%s wants two vectors%s, got %s and %s", name,
                             is_shared ? " of one length" : "",
                             hy_shape_format(&x[0]->shape, first),
                             hy_shape_format(&x[1]->shape, second));
    }
    return hy_einsum(scope, equation, x, 2);
}

static hy_tensor *call_dot(hy_scope *scope, const hy_argument *given)
{
    return apply_to_vectors(scope, "dot", "i,i->", given);
}

static hy_tensor *call_outer(hy_scope *scope, const hy_argument *given)
{
    return apply_to_vectors(scope, "outer", "i,j->ij", given);
}

static hy_tensor *call_solve_triangular(hy_scope *scope, const hy_argument *given)
{
    return hy_solve_triangular(scope, given[0].tensor, given[1].tensor, given[2].flag);
}

static hy_tensor *call_trace(hy_scope *scope, const hy_argument *given)
{
    hy_tensor *x = given[0].tensor;
    if (x->shape.rank != 2) {
        return hy_scope_fail(scope, HY_ERR_SHAPE, "trace wants a matrix, got rank %d",
                             x->shape.rank);
    }
    return hy_sum(scope, hy_diagonal(scope, x, 0, 1), HY_ALL_AXES, false);
}

static const hy_parameter of_matrix[] = {{"a", HY_KIND_TENSOR, HY_REQUIRED}, {NULL, 0, 0}};
static const hy_parameter of_half[] = {
    {"a", HY_KIND_TENSOR, HY_REQUIRED}, {"upper", HY_KIND_FLAG, false}, {NULL, 0, 0}};
static const hy_parameter of_pair[] = {
    {"a", HY_KIND_TENSOR, HY_REQUIRED}, {"b", HY_KIND_TENSOR, HY_REQUIRED}, {NULL, 0, 0}};
static const hy_parameter of_half_and_side[] = {{"a", HY_KIND_TENSOR, HY_REQUIRED},
                                                {"b", HY_KIND_TENSOR, HY_REQUIRED},
                                                {"upper", HY_KIND_FLAG, HY_REQUIRED},
                                                {NULL, 0, 0}};
static const hy_parameter of_two_axes[] = {{"x", HY_KIND_TENSOR, HY_REQUIRED},
                                           {"axis", HY_KIND_AXIS, -2},
                                           {"other_axis", HY_KIND_AXIS, -1},
                                           {NULL, 0, 0}};

const hy_tensor_function hy_tensor_linalg[] = {
    {{"cholesky", of_half}, .call = call_cholesky},
    {{"det", of_matrix}, .of_tensor = hy_det},
    {{"diagonal", of_two_axes}, .call = call_diagonal},
    {{"dot", of_pair}, .call = call_dot},
    {{"inverse", of_matrix}, .of_tensor = hy_inverse},
    {{"lstsq", of_pair}, .of_two = hy_lstsq},
    {{"outer", of_pair}, .call = call_outer},
    {{"solve", of_pair}, .of_two = hy_solve},
    {{"solve_triangular", of_half_and_side}, .call = call_solve_triangular},
    {{"trace", of_matrix}, .call = call_trace},
    {{NULL, NULL}, .call = NULL}};

// What lies at a position of an axis, which vanishes.
static hy_tensor *select_one(hy_scope *scope, hy_tensor *x, int axis, size_t position)
{
    if (!x) {
        return NULL;
    }
    hy_shape shape = hy_shape_reduced(&x->shape, 1U << axis, false);
    return hy_reshape(scope, hy_narrow(scope, x, axis, position, 1), &shape);
}

static int call_eigh(hy_scope *scope, const hy_argument *given, hy_tensor *results[])
{
    hy_tensor *both = hy_eigh(scope, given[0].tensor);
    if (both) {
        int axis = both->shape.rank - 2;
        hy_tensor *rows = hy_narrow(scope, both, axis, 1, both->shape.extent[axis + 1]);
        results[0] = select_one(scope, both, axis, 0);
        results[1] = hy_transpose(scope, rows, axis, axis + 1);
    }
    return 2;
}

static int call_slogdet(hy_scope *scope, const hy_argument *given, hy_tensor *results[])
{
    hy_tensor *both = hy_slogdet(scope, given[0].tensor);
    if (both) {
        int axis = both->shape.rank - 1;
        results[0] = hy_detach(scope, select_one(scope, both, axis, 0));
        results[1] = select_one(scope, both, axis, 1);
    }
    return 2;
}

const hy_tensor_function_of_many hy_tensor_linalg_of_many[] = {
    {{"eigh", of_matrix}, 2, call_eigh},
    {{"slogdet", of_matrix}, 2, call_slogdet},
    {{NULL, NULL}, 0, NULL}};

enum { MAX_OPERANDS = HY_MAX_PARAMETERS - 1 };

static hy_tensor *call_einsum(hy_scope *scope, const hy_argument *given)
{
    hy_tensor *operands[MAX_OPERANDS];
    int count = 0;
    for (; count < MAX_OPERANDS && given[count + 1].tensor; count++) {
        operands[count] = given[count + 1].tensor;
    }
    return hy_einsum(scope, given[0].text, operands, count);
}

static const hy_parameter of_operands[HY_MAX_PARAMETERS + 1] = {
    {"equation", HY_KIND_TEXT, HY_REQUIRED},
    {"a", HY_KIND_TENSOR, HY_REQUIRED},
    {"b", HY_KIND_TENSOR, HY_ABSENT},
    {"c", HY_KIND_TENSOR, HY_ABSENT},
    {"d", HY_KIND_TENSOR, HY_ABSENT},
    {"e", HY_KIND_TENSOR, HY_ABSENT},
    {"f", HY_KIND_TENSOR, HY_ABSENT},
    {"g", HY_KIND_TENSOR, HY_ABSENT},
    {"h", HY_KIND_TENSOR, HY_ABSENT},
    {"i", HY_KIND_TENSOR, HY_ABSENT},
    {NULL, 0, 0}};

const hy_tensor_function hy_tensor_sums[] = {{{"einsum", of_operands}, .call = call_einsum},
                                             {{NULL, NULL}, .call = NULL}};
