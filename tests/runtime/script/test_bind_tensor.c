/// runtime/script/bind_tensor.h
#include "script/bind_tensor.h"

#include "support/run_suite.h"
#include "support/tensor_fixture.h"

#include <lauxlib.h>
#include <lualib.h>
#include <string.h>

/// A state whose tensors come from a counting allocator.
typedef struct state {
    fixture memory;
    lua_State *L;
} state;

static int bind(lua_State *L)
{
    const hy_allocator *allocator = lua_touserdata(L, 1);
    hy_tensor_bind_context(L, allocator, (size_t)lua_tointeger(L, 2));
    lua_pushcfunction(L, luaopen_hyla_tensor);
    lua_call(L, 0, 1);
    lua_setglobal(L, "t");
    return 0;
}

// 0, or the status of what Lua raised, which is then on the stack.
static int begin(state *s, size_t limit_bytes, fixture_heap fails)
{
    memset(s, 0, sizeof *s);
    s->memory.heap = fails;
    hy_allocator allocator = fixture_allocator(&s->memory);
    s->L = luaL_newstate();
    ck_assert_ptr_nonnull(s->L);
    luaL_openlibs(s->L);
    lua_pushcfunction(s->L, bind);
    lua_pushlightuserdata(s->L, &allocator);
    lua_pushinteger(s->L, (lua_Integer)limit_bytes);
    return lua_pcall(s->L, 2, 0, 0);
}

static void end(state *s)
{
    lua_close(s->L);
    ck_assert_uint_eq(s->memory.heap.live_blocks, 0);
}

static const char *run(state *s, const char *source)
{
    return luaL_dostring(s->L, source) == 0 ? "" : lua_tostring(s->L, -1);
}

START_TEST(garbage_makes_room_below_the_limit)
{
    state s;
    ck_assert_int_eq(begin(&s, 1 << 20, (fixture_heap){.calls = 0}), 0);
    ck_assert_str_eq(run(&s, "collectgarbage('stop')\n"
                             "for i = 1, 1000 do local x = t.zeros({ 10000 }) + i end"),
                     "");
    end(&s);
}
END_TEST

START_TEST(the_limit_is_a_clean_error)
{
    state s;
    ck_assert_int_eq(begin(&s, 1 << 20, (fixture_heap){.calls = 0}), 0);
    const char *message = run(&s, "local kept = {}\n"
                                  "for i = 1, 1000 do kept[i] = t.zeros({ 10000 }) end");
    ck_assert_ptr_nonnull(strstr(message, "tensor memory limit of 1048576 bytes reached"));
    ck_assert_str_eq(run(&s, "return t.ones({ 2 }) + 1"), "");
    end(&s);
}
END_TEST

START_TEST(a_second_context_is_refused)
{
    state s;
    ck_assert_int_eq(begin(&s, 0, (fixture_heap){.calls = 0}), 0);
    lua_pushcfunction(s.L, bind);
    lua_pushlightuserdata(s.L, NULL);
    ck_assert_int_ne(lua_pcall(s.L, 1, 0, 0), 0);
    end(&s);
}
END_TEST

// Scopes, gradients of gradients, tables, lists and errors.
static const char everything[] =
    "local w = t.tensor({ { 1, 2 }, { 3, 4 } }):requires_grad()\n"
    "local kept = t.scope(function()\n"
    "  local inner = t.scope(function() return { t.stack({ w, w, w, w }) } end)\n"
    "  local y = (inner[1]:sum(1):matmul(w)):tanh():mean()\n"
    "  local g = y:grad({ a = w }).a\n"
    "  return { g, (g * g):sum():grad(w) }\n"
    "end)\n"
    "local double = function(grad, y, x) return { grad * x[1] * 2 } end\n"
    "local own = t.custom(w * w, { w }, double)\n"
    "own:sum():grad(w):sum():grad(w):sources(w)\n"
    "t.anomaly(function() return w:sqrt():sum():grad(w) end)\n"
    "local many = {}\n"
    "t.scope(function() for i = 1, 40 do many[i] = w + i end end)\n"
    "assert(not pcall(function() return many[1] + 1 end))\n"
    "local rows = kept[1]:index_select(1, { 2, 1 }):split(1)\n"
    "return t.where(w, rows[1], { b = rows[2] }):tolist()";

// What makes, reads, orders and changes tensors, and ops of every kind of arguments.
static const char operations[] =
    "local x = t.tensor({ { 2, 1 }, { 1, 3 } }, 'f64'):requires_grad()\n"
    "local image = t.ones({ 1, 2, 4, 4 })\n"
    "local values = { x:cholesky(), x:solve(x), x:eigh(), x:slogdet(), x:lstsq(x), x:inverse() }\n"
    "values[#values + 1] = t.einsum('ij,jk->ik', x, x)\n"
    "values[#values + 1] = x:layer_norm():var(1)\n"
    "values[#values + 1] = x:linear(x, nil, 'tanh')\n"
    "values[#values + 1] = image:conv2d(t.ones({ 3, 2, 2, 2 }), nil, { padding = 1 "
    "}):max_pool2d(2)\n"
    "values[#values + 1] = x:cross_entropy(t.tensor({ 1, 2 }, 'i64')):grad(x):sum():grad(x)\n"
    "local sorted, positions = x:sort(1)\n"
    "values[#values + 1] = x:gather(1, positions):topk(1)\n"
    "local own = t.zeros({ 2, 2 }):add_(x:detach()):mul_(2)\n"
    "own:select(1, 1):copy_(t.arange(2))\n"
    "return tostring(own) .. tostring(own:to('i32')) .. #values";

// Lets each call in turn fail; the cache asks three times before it gives up.
static void check_every_failure(const char *program, size_t count)
{
    size_t needed = SIZE_MAX;
    for (size_t failing = 0; failing <= needed; failing++) {
        state s;
        fixture_heap fails = {.failing_call = failing, .failing_count = count};
        const char *message = begin(&s, 0, fails) == 0 ? run(&s, program) : "no memory";
        bool is_told = strstr(message, "no memory") != NULL;
        // a program may catch what failed, and go on when the next call is answered
        bool may_succeed = failing == 0 || count > 0;
        ck_assert_msg(*message == '\0' ? may_succeed : failing > 0 && is_told, "call %zu: %s",
                      failing, message);
        needed = failing == 0 ? s.memory.heap.calls : needed;
        end(&s);
    }
    ck_assert_uint_gt(needed, 30);
}

START_TEST(a_failing_allocator_leaks_nothing_through_lua)
{
    check_every_failure(everything, 0);
    check_every_failure(operations, 0);
}
END_TEST

START_TEST(a_single_refusal_leaks_nothing_through_lua)
{
    check_every_failure(everything, 3);
    check_every_failure(operations, 3);
}
END_TEST

static Suite *bind_tensor_suite(void)
{
    TCase *memory = tcase_create("memory");
    tcase_set_timeout(memory, 60);
    tcase_add_test(memory, garbage_makes_room_below_the_limit);
    tcase_add_test(memory, the_limit_is_a_clean_error);
    tcase_add_test(memory, a_second_context_is_refused);
    tcase_add_test(memory, a_failing_allocator_leaks_nothing_through_lua);
    tcase_add_test(memory, a_single_refusal_leaks_nothing_through_lua);

    Suite *suite = suite_create("bind_tensor");
    suite_add_tcase(suite, memory);
    return suite;
}

int main(void)
{
    return run_suite(bind_tensor_suite());
}
