#include "script/cell.h"

#include "sandbox/worker.h"
#include "script/bind_tensor.h"
#include "script/environment.h"
#include "script/modules.h"
#include "script/pack.h"
#include "script/root.h"
#include "tensor/context.h"

#include <errno.h>
#include <lauxlib.h>
#include <limits.h>
#include <luajit.h>
#include <setjmp.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

// why a job is left
enum { OUT_OF_MEMORY = 1, OUT_OF_WORK };

// compiling a loop takes longer than running it some thousand times: a round counts two
#define HOT_LOOP "hotloop=10000"  // an option as text, so no enum constant

typedef struct cell_state {
    lua_State *L;
    hy_arena *arena;
    hy_offence offence;
    // references in the registry: the entry module, its function `run`, and what that is given
    int entry;
    int run;
    int load;
    int exhaust;
    int work;
    hy_worker_data data;  // that came with the lesson being learned
    jmp_buf leave;        // where a job goes that asked for more memory or work than there is
    bool is_running;
} cell_state;

// What a protected call works on.
typedef struct cell_call {
    cell_state *cell;
    const void *bytes;
    size_t size;
    hy_result *result;
    hy_worker_value *value;
} cell_call;

// A job whose memory is exhausted is over, whatever it would catch; and LuaJIT of 2022 does not
// find the frame of a compiled trace to raise the error in. So it is left from here: its state is
// thrown away, and nothing but Lua and the tensors' arena, which are that state, is between here
// and there.
static void *allocate(void *context, void *block, size_t old_size, size_t size)
{
    cell_state *cell = context;
    if (size == 0) {
        hy_arena_release(cell->arena, block, old_size);
        return NULL;
    }
    void *place = hy_arena_resize(cell->arena, block, block ? old_size : 0, size);
    if (!place && cell->is_running) {
        longjmp(cell->leave, OUT_OF_MEMORY);
    }
    return place;
}

static void *allocate_tensor(void *arena, size_t size)
{
    return hy_arena_try(arena, size);
}

static void release_tensor(void *arena, void *block, size_t size)
{
    hy_arena_release(arena, block, size);
}

static void give_up_tensor(void *arena)
{
    hy_arena_exhaust(arena);
}

// A job that asked its tensors for too much is left in the same way.
static void leave_work(void *user, double limit)
{
    cell_state *cell = user;
    char text[64];
    (void)snprintf(text, sizeof text, "used up its tensor work of %.0f", limit);
    hy_offence_record(&cell->offence, HY_OUTCOME_TIMEOUT, text);
    longjmp(cell->leave, OUT_OF_WORK);
}

// Tensors live in the arena, under its limit; the BLAS is loaded before the filter forbids it.
static void open_tensors(lua_State *L, hy_arena *arena)
{
    const hy_allocator allocator = {.allocate = allocate_tensor,
                                    .release = release_tensor,
                                    .give_up = give_up_tensor,
                                    .user = arena};
    hy_tensor_bind_context(L, &allocator, 0);
    hy_context_warm();
}

static void push_value(lua_State *L, const cell_call *call)
{
    const hy_worker_data *data = &call->cell->data;
    const hy_pack_source source = {
        .bytes = call->bytes,
        .size = call->size,
        .gives_tensors = true,
        .elements = data->bytes,
        .elements_size = data->size,
    };
    hy_error err;
    if (hy_pack_read_from(L, &source, &err) < 0) {
        luaL_error(L, "%s", err.text);
    }
}

// Sources are named from the root on: where that is, candidates do not learn from messages.
static void open_root(lua_State *L, int setup)
{
    char root[PATH_MAX];
    lua_getfield(L, setup, "root");
    if (!lua_isnil(L, -1)) {
        (void)snprintf(root, sizeof root, "%s", luaL_checkstring(L, -1));
    } else if (!hy_root_find(root)) {
        luaL_error(L, "cannot find the folder lua/hyla beside or above the hyla binary");
    }
    lua_pop(L, 1);
    if (chdir(root) != 0) {
        luaL_error(L, "cannot enter %s: %s", root, strerror(errno));
    }
    hy_root_open(L, ".");
}

// Sets one parameter of LuaJIT's compiler.
static void tune_compiler(lua_State *L, const char *parameter)
{
    lua_getglobal(L, "jit");
    lua_getfield(L, -1, "opt");
    lua_getfield(L, -1, "start");
    lua_pushstring(L, parameter);
    lua_call(L, 1, 0);
    lua_pop(L, 2);
}

static void check_open(lua_State *L, const char *name)
{
    for (const hy_module *module = hy_modules; module->name; module++) {
        if (strcmp(module->name, name) == 0 && !module->is_open_to_candidates) {
            luaL_error(L, "module %s is not open to candidates", name);
        }
    }
}

static void push_required(lua_State *L, const char *name)
{
    lua_getglobal(L, "require");
    lua_pushstring(L, name);
    lua_call(L, 1, 1);
}

// Pushes a table of the modules that candidates may require, by name.
static void push_modules(lua_State *L, int setup)
{
    lua_newtable(L);
    lua_getfield(L, setup, "modules");
    int count = lua_istable(L, -1) ? (int)lua_objlen(L, -1) : 0;
    for (int i = 1; i <= count; i++) {
        lua_rawgeti(L, -1, i);
        const char *name = luaL_checkstring(L, -1);
        check_open(L, name);
        push_required(L, name);
        lua_setfield(L, -4, name);
        lua_pop(L, 1);
    }
    lua_pop(L, 1);
}

// Pushes a function of the entry module, which is on top of the stack.
static void push_entry_function(lua_State *L, const char *name)
{
    lua_getfield(L, -1, name);
    if (!lua_isfunction(L, -1)) {
        luaL_error(L, "the entry module has no function %s", name);
    }
}

// setup(call): makes the state that all jobs start from
static int set_up_state(lua_State *L)
{
    const cell_call *call = lua_touserdata(L, 1);
    push_value(L, call);
    luaL_checktype(L, 2, LUA_TTABLE);
    open_root(L, 2);
    // machine code must fit the code pool, in areas no larger than the filter lets it protect
    tune_compiler(L, "sizemcode=64");
    tune_compiler(L, "maxmcode=512");
    // a step of a collection is as long for an allocation of a megabyte as for one of a word: only
    // one that runs through at once ends before the memory does
    (void)lua_gc(L, LUA_GCSETSTEPMUL, 0);
    open_tensors(L, call->cell->arena);
    push_required(L, "hyla.tensor");
    lua_pop(L, 1);
    push_modules(L, 2);
    hy_environment_push_load(L, &call->cell->offence);
    call->cell->load = luaL_ref(L, LUA_REGISTRYINDEX);
    hy_environment_push_exhaust(L, &call->cell->offence);
    call->cell->exhaust = luaL_ref(L, LUA_REGISTRYINDEX);
    hy_tensor_push_work(L, leave_work, call->cell);
    call->cell->work = luaL_ref(L, LUA_REGISTRYINDEX);
    lua_getfield(L, 2, "entry");
    push_required(L, luaL_checkstring(L, -1));
    luaL_checktype(L, -1, LUA_TTABLE);
    push_entry_function(L, "run");
    call->cell->run = luaL_ref(L, LUA_REGISTRYINDEX);
    call->cell->entry = luaL_ref(L, LUA_REGISTRYINDEX);
    hy_environment_seal(L, &call->cell->offence);
    return 0;
}

// prepare(call)
static int prepare_state(lua_State *L)
{
    const cell_call *call = lua_touserdata(L, 1);
    lua_rawgeti(L, LUA_REGISTRYINDEX, call->cell->entry);
    push_entry_function(L, "prepare");
    push_value(L, call);
    lua_call(L, 1, 0);
    return 0;
}

// Packs the value on top of the stack into the result.
static void pack_result(lua_State *L, const cell_call *call)
{
    hy_result *result = call->result;
    hy_pack_sink sink = {.data = call->value->data, .limit = call->value->capacity};
    hy_error err;
    if (hy_pack_write(L, -1, &sink, &err) < 0) {
        hy_result_fail(result, HY_OUTCOME_BAD_OUTPUT, err.text, strlen(err.text));
        return;
    }
    result->outcome = HY_OUTCOME_OK;
    result->value_size = sink.size;
}

// run(call)
static int run_entry(lua_State *L)
{
    const cell_call *call = lua_touserdata(L, 1);
    lua_rawgeti(L, LUA_REGISTRYINDEX, call->cell->run);
    push_value(L, call);
    lua_rawgeti(L, LUA_REGISTRYINDEX, call->cell->load);
    lua_rawgeti(L, LUA_REGISTRYINDEX, call->cell->exhaust);
    lua_rawgeti(L, LUA_REGISTRYINDEX, call->cell->work);
    lua_call(L, 4, 1);
    pack_result(L, call);
    return 0;
}

// Returns the message of a failed call; never calls into Lua, whatever the error object is.
static const char *message_of(lua_State *L, char *text, size_t size)
{
    if (lua_type(L, -1) == LUA_TSTRING) {
        return lua_tostring(L, -1);
    }
    (void)snprintf(text, size, "(the error object is a %s)", luaL_typename(L, -1));
    return text;
}

static hy_status call_protected(cell_state *cell, lua_CFunction function, const void *bytes,
                                size_t size, hy_error *err)
{
    cell_call call = {.cell = cell, .bytes = bytes, .size = size};
    lua_State *L = cell->L;
    if (lua_cpcall(L, function, &call) != 0) {
        char text[64];
        (void)hy_fail(err, HY_ERR_ARGUMENT, "%s", message_of(L, text, sizeof text));
        lua_pop(L, 1);
        return HY_ERR_ARGUMENT;
    }
    // jobs that need little memory then never collect, which would touch every page
    (void)lua_gc(L, LUA_GCCOLLECT, 0);
    (void)lua_gc(L, LUA_GCCOLLECT, 0);
    return HY_OK;
}

static hy_status cell_setup(void *context, hy_arena *arena, const void *bytes, size_t size,
                            hy_error *err)
{
    cell_state *cell = context;
    cell->arena = arena;
    cell->L = lua_newstate(allocate, cell);
    if (!cell->L) {
        return hy_fail(err, HY_ERR_MEMORY, "no memory for a Lua state");
    }
    return call_protected(cell, set_up_state, bytes, size, err);
}

static hy_status cell_prepare(void *context, const void *bytes, size_t size,
                              const hy_worker_data *data, hy_error *err)
{
    cell_state *cell = context;
    if (!cell->L) {
        return hy_fail(err, HY_ERR_ARGUMENT, "prepare before setup");
    }
    cell->data = *data;
    hy_status status = call_protected(cell, prepare_state, bytes, size, err);
    cell->data = (hy_worker_data){.bytes = NULL};
    return status;
}

// Whether a call failed for want of memory: of an error that was caught and raised again, as
// t.no_grad does, only the text tells.
static bool lacked_memory(const cell_state *cell, int status)
{
    if (status == LUA_ERRMEM || hy_arena_is_exhausted(cell->arena)) {
        return true;
    }
    bool is_text = status != 0 && lua_type(cell->L, -1) == LUA_TSTRING;
    return is_text && strcmp(lua_tostring(cell->L, -1), "not enough memory") == 0;
}

// Decides the outcome: offences count whatever was returned or raised after them.
static void judge(cell_state *cell, int status, hy_result *result)
{
    static const char no_memory[] = "asked for more memory than its limit";
    const hy_offence *offence = &cell->offence;
    if (lacked_memory(cell, status)) {
        hy_result_fail(result, HY_OUTCOME_MEMORY, no_memory, sizeof no_memory - 1);
    } else if (offence->outcome != HY_OUTCOME_OK) {
        hy_result_fail(result, offence->outcome, offence->text, strlen(offence->text));
    } else if (status != 0) {
        char text[64];
        const char *message = message_of(cell->L, text, sizeof text);
        hy_result_fail(result, HY_OUTCOME_ERROR, message, strlen(message));
    }
}

static void cell_tune(void *context)
{
    cell_state *cell = context;
    tune_compiler(cell->L, HOT_LOOP);
    (void)luaJIT_setmode(cell->L, 0, LUAJIT_MODE_ENGINE | LUAJIT_MODE_FLUSH);
}

static void cell_run(void *context, const void *bytes, size_t size, hy_result *result,
                     hy_worker_value *value)
{
    cell_state *cell = context;
    cell_call call = {.cell = cell, .bytes = bytes, .size = size, .result = result, .value = value};
    // a job that was jumped out of may have left one
    cell->offence = (hy_offence){.outcome = HY_OUTCOME_OK};
    switch (setjmp(cell->leave)) {
    case 0:
        cell->is_running = true;
        judge(cell, lua_cpcall(cell->L, run_entry, &call), result);
        break;
    case OUT_OF_WORK:
        judge(cell, 0, result);
        break;
    default:
        judge(cell, LUA_ERRMEM, result);
        break;
    }
    cell->is_running = false;
}

int hy_cell_main(void)
{
    cell_state cell = {.L = NULL};
    hy_worker_program program = {
        .context = &cell,
        .setup = cell_setup,
        .prepare = cell_prepare,
        .tune = cell_tune,
        .run = cell_run,
    };
    return hy_worker_main(&program);
}
