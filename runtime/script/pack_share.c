#include "script/pack_share.h"

#include "sandbox/sealed.h"

#include <lauxlib.h>
#include <stdint.h>

static const char type_name[] = "hyla.pack.share";

// Owns the memory while packing may raise.
typedef struct share {
    hy_sealed sealed;
    bool is_open;
} share;

static int share_collect(lua_State *L)
{
    share *owner = lua_touserdata(L, 1);
    if (owner->is_open) {
        hy_sealed_abandon(&owner->sealed);
    }
    owner->is_open = false;
    return 0;
}

static share *push_share(lua_State *L)
{
    share *owner = lua_newuserdata(L, sizeof *owner);
    *owner = (share){.is_open = false};
    if (luaL_newmetatable(L, type_name)) {
        lua_pushcfunction(L, share_collect);
        lua_setfield(L, -2, "__gc");
    }
    lua_setmetatable(L, -2);
    return owner;
}

// Packs into `sink` and, through it, into the memory of `owner`.
static hy_status fill(lua_State *L, int index, hy_pack_sink *sink, share *owner, size_t data_size,
                      hy_error *err)
{
    if (data_size == 0) {
        return hy_pack_write(L, index, sink, err);
    }
    hy_status status = hy_sealed_create(data_size, &owner->sealed, err);
    if (status < 0) {
        return status;
    }
    owner->is_open = true;
    hy_pack_sink elements = {.data = owner->sealed.data, .limit = data_size};
    sink->elements = &elements;
    status = hy_pack_write(L, index, sink, err);
    if (status == HY_OK) {
        owner->is_open = false;
        return hy_sealed_close(&owner->sealed, err);
    }
    return status;
}

hy_status hy_pack_push_shared(lua_State *L, int index, size_t limit, hy_pack_parcel *out,
                              hy_error *err)
{
    int top = lua_gettop(L);
    hy_pack_sink data = {.limit = SIZE_MAX / 2};
    hy_pack_sink measure = {.limit = limit, .takes_tensors = true, .elements = &data};
    hy_status status = hy_pack_write(L, index, &measure, err);
    if (status < 0) {
        return status;
    }
    hy_pack_sink sink = {
        .data = lua_newuserdata(L, measure.size), .limit = measure.size, .takes_tensors = true};
    share *owner = push_share(L);
    status = fill(L, index, &sink, owner, data.size, err);
    if (status < 0) {
        lua_settop(L, top);
        return status;
    }
    *out = (hy_pack_parcel){
        .bytes = sink.data,
        .size = sink.size,
        .data_fd = data.size > 0 ? owner->sealed.fd : -1,
    };
    lua_settop(L, top + 1);
    return HY_OK;
}
