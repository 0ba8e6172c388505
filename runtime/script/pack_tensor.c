#include "script/pack_tensor.h"

#include "script/bind_tensor_handle.h"
#include "script/pack_sink.h"
#include "script/pack_tag.h"

#include <math.h>
#include <string.h>

enum { LINE = 64 };  // tensors want their elements to start at one

const char *hy_pack_tensor_at(lua_State *L, int index, hy_tensor **out)
{
    hy_tensor_binding *binding = hy_tensor_binding_find(L);
    const void *handle = lua_touserdata(L, index);
    *out = NULL;
    if (!binding) {
        return NULL;
    }
    binding->running = L;
    if (hy_slot_is_handle(handle) && !hy_slot_is_live(binding, handle)) {
        return "is a tensor used after its scope ended";
    }
    hy_tensor *tensor = hy_tensor_peek(L, binding, index);
    if (!tensor) {
        return NULL;
    }
    if (binding->context->plan) {
        return "is a tensor of a function that is being compiled";
    }
    if (hy_tensor_realize(tensor, NULL) < 0) {
        return "is a tensor that there is no memory for";
    }
    *out = tensor;
    return NULL;
}

static bool is_nan(hy_dtype dtype, const unsigned char *element)
{
    float narrow;
    double wide;
    memcpy(&narrow, element, sizeof narrow);
    if (dtype == HY_F32) {
        return isnan(narrow);
    }
    memcpy(&wide, element, sizeof wide);
    return isnan(wide);
}

// The NaN that stands for all of an element type.
static const void *one_nan(hy_dtype dtype)
{
    static const float narrow = NAN;
    static const double wide = (double)NAN;
    return dtype == HY_F32 ? (const void *)&narrow : (const void *)&wide;
}

static void unify_nans(hy_dtype dtype, unsigned char *elements, size_t count)
{
    size_t size = hy_dtype_size(dtype);
    for (size_t i = 0; i < count; i++) {
        if (is_nan(dtype, elements + i * size)) {
            memcpy(elements + i * size, one_nan(dtype), size);
        }
    }
}

static hy_status put_elements(const hy_tensor *tensor, hy_pack_sink *sink, hy_error *err)
{
    size_t begin = sink->size;
    hy_status status =
        hy_pack_sink_put(sink, tensor->data, tensor->count * hy_dtype_size(tensor->dtype), err);
    if (status == HY_OK && sink->data && hy_dtype_is_float(tensor->dtype)) {
        unify_nans(tensor->dtype, sink->data + begin, tensor->count);
    }
    return status;
}

static hy_status put_apart(const hy_tensor *tensor, hy_pack_sink *sink, hy_error *err)
{
    static const unsigned char zeros[LINE] = {0};
    hy_pack_sink *elements = sink->elements;
    hy_status status =
        hy_pack_sink_put(elements, zeros, (LINE - elements->size % LINE) % LINE, err);
    uint64_t place = elements->size;
    status = status ? status : hy_pack_sink_put(sink, &place, sizeof place, err);
    return status ? status : put_elements(tensor, elements, err);
}

static hy_status put_head(const hy_tensor *tensor, hy_pack_sink *sink, hy_error *err)
{
    const unsigned char head[] = {sink->elements ? HY_PACK_TAG_CONSTANT : HY_PACK_TAG_TENSOR,
                                  (unsigned char)tensor->dtype, (unsigned char)tensor->shape.rank};
    hy_status status = hy_pack_sink_put(sink, head, sizeof head, err);
    for (int axis = 0; status == HY_OK && axis < tensor->shape.rank; axis++) {
        uint64_t extent = tensor->shape.extent[axis];
        status = hy_pack_sink_put(sink, &extent, sizeof extent, err);
    }
    return status;
}

hy_status hy_pack_tensor_write(hy_tensor *tensor, hy_pack_sink *sink, hy_error *err)
{
    hy_scope scope;
    hy_scope_init(&scope, tensor->context, err);
    const hy_tensor *whole = hy_tensor_contiguous(&scope, tensor);
    hy_status status = whole ? put_head(whole, sink, err) : HY_OK;
    if (whole && status == HY_OK) {
        status = sink->elements ? put_apart(whole, sink, err) : put_elements(whole, sink, err);
    }
    hy_status failure = hy_scope_deinit(&scope);
    return status ? status : failure;
}

static bool take(const unsigned char **next, size_t *left, void *out, size_t size)
{
    if (size > *left) {
        return false;
    }
    memcpy(out, *next, size);
    *next += size;
    *left -= size;
    return true;
}

static const char *read_head(const unsigned char **next, size_t *left, hy_pack_tensor *out)
{
    unsigned char head[2];
    if (!take(next, left, head, sizeof head)) {
        return "cut short";
    }
    if (head[0] >= HY_DTYPE_COUNT || head[1] > HY_MAX_RANK) {
        return "no element type or rank of a tensor";
    }
    out->dtype = (hy_dtype)head[0];
    out->shape = (hy_shape){.rank = head[1]};
    for (int axis = 0; axis < out->shape.rank; axis++) {
        uint64_t extent;
        if (!take(next, left, &extent, sizeof extent)) {
            return "cut short";
        }
        out->shape.extent[axis] = (size_t)extent;
    }
    if (hy_shape_check(&out->shape, NULL) < 0) {
        return "more elements than fit a tensor";
    }
    out->size_bytes = hy_shape_count(&out->shape) * hy_dtype_size(out->dtype);
    return NULL;
}

// Whether packing writes such elements.
static bool are_written(const hy_pack_tensor *tensor)
{
    size_t size = hy_dtype_size(tensor->dtype);
    bool is_float = hy_dtype_is_float(tensor->dtype);
    for (size_t begin = 0; begin < tensor->size_bytes; begin += size) {
        const unsigned char *element = tensor->elements + begin;
        if (tensor->dtype == HY_BOOL && *element > 1) {
            return false;
        }
        if (is_float && is_nan(tensor->dtype, element) &&
            memcmp(element, one_nan(tensor->dtype), size) != 0) {
            return false;
        }
    }
    return true;
}

static const char *find_shared(const hy_pack_source *source, const unsigned char **next,
                               size_t *left, hy_pack_tensor *out)
{
    uint64_t place;
    if (!take(next, left, &place, sizeof place)) {
        return "cut short";
    }
    if (place > source->elements_size || out->size_bytes > source->elements_size - place ||
        place % LINE != 0) {
        return "elements outside of the shared memory";
    }
    out->elements = source->elements + place;
    return NULL;
}

static const char *find_own(const unsigned char **next, size_t *left, hy_pack_tensor *out)
{
    if (out->size_bytes > *left) {
        return "cut short";
    }
    out->elements = *next;
    *next += out->size_bytes;
    *left -= out->size_bytes;
    return NULL;
}

const char *hy_pack_tensor_read(const hy_pack_source *source, bool is_constant,
                                const unsigned char **next, size_t *left, hy_pack_tensor *out)
{
    hy_pack_tensor tensor = {.is_constant = is_constant};
    const char *why = read_head(next, left, &tensor);
    if (!why) {
        why =
            is_constant ? find_shared(source, next, left, &tensor) : find_own(next, left, &tensor);
    }
    if (!why && !is_constant && !are_written(&tensor)) {
        why = "an element that packing does not write";
    }
    if (!why) {
        *out = tensor;
    }
    return why;
}

// The binding of the state, with its methods.
static hy_tensor_binding *open_binding(lua_State *L)
{
    hy_tensor_binding *binding = hy_tensor_binding_find(L);
    if (!binding || binding->owned_reference == 0) {
        lua_getglobal(L, "require");
        lua_pushliteral(L, "hyla.tensor");
        lua_call(L, 1, 0);
        binding = hy_tensor_binding_find(L);
    }
    binding->running = L;
    return binding;
}

static hy_tensor *make(hy_scope *scope, const hy_pack_tensor *from)
{
    if (from->is_constant) {
        return hy_tensor_create_over(scope, from->dtype, &from->shape, from->elements);
    }
    hy_tensor *tensor = hy_tensor_create(scope, from->dtype, &from->shape);
    if (tensor && from->size_bytes > 0) {
        memcpy(tensor->data, from->elements, from->size_bytes);
    }
    return tensor;
}

hy_status hy_pack_tensor_push(lua_State *L, const hy_pack_tensor *from, hy_error *err)
{
    hy_tensor_binding *binding = open_binding(L);
    hy_tensor_collect_if_grown(L, binding);
    hy_tensor_work work;
    hy_tensor_work_begin(L, binding, &work);
    hy_tensor *tensor = make(&work.scope, from);
    if (tensor) {
        hy_tensor_handle_fill(binding, work.out, tensor);
    }
    hy_status status = hy_scope_deinit(&work.scope);
    if (status < 0) {
        lua_pop(L, 1);
        return hy_fail(err, status, "%s", work.err.text);
    }
    return HY_OK;
}
