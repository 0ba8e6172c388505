/// Tensors for tests: a context whose allocator counts and can be told to fail.
#pragma once

#include "autodiff/ops.h"
#include "tensor/tensor.h"

#include <check.h>
#include <math.h>
#include <stdlib.h>

/// What the allocator has seen.
typedef struct fixture_heap {
    size_t live_blocks;
    size_t calls;
    size_t refusals;       ///< Requests that stayed refused.
    size_t failing_call;   ///< From this call on (the first is 1) none is answered; 0 for never.
    size_t failing_count;  ///< So many calls from there on; 0 for all.
} fixture_heap;

static inline void *fixture_allocate(void *user, size_t size_bytes)
{
    fixture_heap *heap = user;
    heap->calls++;
    size_t count = heap->failing_count ? heap->failing_count : SIZE_MAX;
    if (heap->failing_call && heap->calls - heap->failing_call < count) {
        return NULL;
    }
    heap->live_blocks++;
    return aligned_alloc(64, size_bytes);
}

static inline void fixture_release(void *user, void *block, size_t size_bytes)
{
    (void)size_bytes;
    ((fixture_heap *)user)->live_blocks--;
    free(block);
}

static inline void fixture_give_up(void *user)
{
    ((fixture_heap *)user)->refusals++;
}

/// A context, a scope in it, and where failures write.
typedef struct fixture {
    fixture_heap heap;
    hy_context *context;
    hy_scope scope;
    hy_error err;
} fixture;

static inline hy_allocator fixture_allocator(fixture *f)
{
    return (hy_allocator){.allocate = fixture_allocate,
                          .release = fixture_release,
                          .give_up = fixture_give_up,
                          .user = &f->heap};
}

/// Starts a context without a limit, and a scope.
static inline void fixture_begin(fixture *f)
{
    *f = (fixture){.heap = {0}};
    hy_allocator allocator = fixture_allocator(f);
    ck_assert_int_eq(hy_context_create(&allocator, 0, &f->context, NULL), HY_OK);
    hy_scope_init(&f->scope, f->context, &f->err);
}

/// Ends the scope and the context and checks that no memory is left.
static inline void fixture_end(fixture *f)
{
    (void)hy_scope_deinit(&f->scope);
    hy_context_release(f->context);
    ck_assert_uint_eq(f->heap.live_blocks, 0);
}

/// Forgets a failure that the test expected.
static inline void fixture_expect(fixture *f, hy_status status, const char *text)
{
    ck_assert_int_eq(f->scope.status, status);
    ck_assert_str_eq(f->err.text, text);
    f->scope.status = HY_OK;
}

/// A float64 tensor of the given elements.
static inline hy_tensor *fixture_tensor(fixture *f, hy_shape shape, const double *elements)
{
    hy_tensor *tensor = hy_tensor_create(&f->scope, HY_F64, &shape);
    ck_assert_ptr_nonnull(tensor);
    for (size_t i = 0; i < hy_tensor_count(tensor); i++) {
        hy_tensor_set(tensor, i, elements[i]);
    }
    return tensor;
}

/// A float64 tensor of 1, 2, 3 and so on.
static inline hy_tensor *fixture_range(fixture *f, hy_shape shape)
{
    hy_tensor *tensor = hy_tensor_create(&f->scope, HY_F64, &shape);
    ck_assert_ptr_nonnull(tensor);
    for (size_t i = 0; i < hy_tensor_count(tensor); i++) {
        hy_tensor_set(tensor, i, (double)i + 1);
    }
    return tensor;
}

/// Checks shape and elements.
static inline void fixture_same(const hy_tensor *tensor, hy_shape shape, const double *elements)
{
    ck_assert_ptr_nonnull(tensor);
    ck_assert(hy_shape_equal(&tensor->shape, &shape));
    for (size_t i = 0; i < hy_shape_count(&shape); i++) {
        ck_assert_double_eq_tol(hy_tensor_get(tensor, i), elements[i], 1e-12);
    }
}

// the most that a test writes out; what it leaves out is 0
enum { MOST_ELEMENTS = 16 };

#define SHAPE(number_of_axes, ...) ((hy_shape){.rank = (number_of_axes), .extent = {__VA_ARGS__}})
#define ELEMENTS(...)              ((const double[MOST_ELEMENTS]){__VA_ARGS__})
