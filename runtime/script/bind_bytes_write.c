#include "script/bind_bytes.h"

#include "script/bind_tensor_handle.h"
#include "script/values.h"

#include <errno.h>
#include <fcntl.h>
#include <lauxlib.h>
#include <limits.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>
#include <zlib.h>

// A piece is a string or a tensor, which stands for its elements as they lie in memory, row-major.

typedef hy_status visit_bytes(void *user, const void *bytes, size_t size, hy_error *err);

// Raises unless a piece is at the stack index.
static void check_piece(lua_State *L, const hy_tensor_binding *binding, int index)
{
    bool is_text = lua_type(L, index) == LUA_TSTRING;
    if (!is_text) {
        hy_tensor_check_uncompiled(L, binding, "bytes");
    }
    if (!is_text && !hy_tensor_at(L, binding, index)) {
        luaL_error(L, "wanted a string or a tensor as a piece, got %s", luaL_typename(L, index));
    }
}

// Shows the bytes of a piece that was checked.
static hy_status visit_piece(lua_State *L, const hy_tensor_binding *binding, visit_bytes *visit,
                             void *user, hy_error *err)
{
    if (lua_type(L, -1) == LUA_TSTRING) {
        size_t size;
        const char *text = lua_tolstring(L, -1, &size);
        return visit(user, text, size, err);
    }
    hy_scope scope;
    hy_scope_init(&scope, binding->context, err);
    const hy_tensor *tensor = hy_tensor_contiguous(&scope, hy_tensor_at(L, binding, -1));
    hy_status status = HY_OK;
    if (tensor) {
        status = visit(user, tensor->data, tensor->count * hy_dtype_size(tensor->dtype), err);
    }
    hy_status ended = hy_scope_deinit(&scope);
    return status < 0 ? status : ended;
}

static hy_status add_to_checksum(void *user, const void *bytes, size_t size, hy_error *err)
{
    (void)err;
    uLong *sum = user;
    for (const Bytef *next = bytes; size > 0;) {
        uInt length = size < INT_MAX ? (uInt)size : INT_MAX;
        *sum = crc32(*sum, next, length);
        next += length;
        size -= length;
    }
    return HY_OK;
}

int hy_bytes_checksum(lua_State *L)
{
    lua_settop(L, 2);
    const hy_tensor_binding *binding = hy_tensor_binding_push(L, &hy_allocator_system);
    check_piece(L, binding, 1);
    uLong sum = (uLong)luaL_optnumber(L, 2, 0);
    lua_pushvalue(L, 1);
    hy_error err;
    if (visit_piece(L, binding, add_to_checksum, &sum, &err) < 0) {
        return luaL_error(L, "%s", err.text);
    }
    lua_pushnumber(L, (lua_Number)sum);
    return 1;
}

static hy_status write_all(void *user, const void *bytes, size_t size, hy_error *err)
{
    const hy_bytes *file = user;
    for (const char *next = bytes; size > 0;) {
        ssize_t count = write(file->fd, next, size);
        if (count < 0 && errno != EINTR) {
            return hy_fail(err, HY_ERR_IO, "%s", strerror(errno));
        }
        next += count > 0 ? count : 0;
        size -= count > 0 ? (size_t)count : 0;
    }
    return HY_OK;
}

// Makes a rename last: without it a crash could bring back the old name, or none.
static hy_status sync_folder(const char *path, hy_error *err)
{
    char folder[PATH_MAX];
    const char *slash = strrchr(path, '/');
    int length = slash ? (int)(slash - path) + 1 : 0;
    (void)snprintf(folder, sizeof folder, "%.*s.", length, path);
    int fd = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    bool is_synced = fd >= 0 && fsync(fd) == 0;
    hy_status status = is_synced ? HY_OK : hy_fail(err, HY_ERR_IO, "%s", strerror(errno));
    if (fd >= 0) {
        (void)close(fd);
    }
    return status;
}

// Writes the list of pieces at stack index 2 to an open file that is then renamed.
static hy_status write_pieces(lua_State *L, const hy_tensor_binding *binding, hy_bytes *file,
                              const char *names[2], hy_error *err)
{
    hy_status status = HY_OK;
    for (int i = 1; status == HY_OK && i <= (int)lua_objlen(L, 2); i++) {
        lua_rawgeti(L, 2, i);
        status = visit_piece(L, binding, write_all, file, err);
        lua_pop(L, 1);
    }
    if (status < 0) {
        return status;
    }
    if (fsync(file->fd) != 0 || rename(names[0], names[1]) != 0) {
        return hy_fail(err, HY_ERR_IO, "%s", strerror(errno));
    }
    return sync_folder(names[1], err);
}

int hy_bytes_write(lua_State *L)
{
    const char *path = luaL_checkstring(L, 1);
    luaL_checktype(L, 2, LUA_TTABLE);
    const hy_tensor_binding *binding = hy_tensor_binding_push(L, &hy_allocator_system);
    for (int i = 1; i <= (int)lua_objlen(L, 2); i++) {
        lua_rawgeti(L, 2, i);
        check_piece(L, binding, -1);
        lua_pop(L, 1);
    }
    const char *aside = lua_pushfstring(L, "%s.%d.part", path, (int)getpid());
    const char *names[2] = {aside, path};
    hy_bytes *file = hy_bytes_push(L);
    hy_error err;
    hy_status status = HY_OK;
    file->fd = open(aside, O_WRONLY | O_CREAT | O_TRUNC | O_NOFOLLOW | O_CLOEXEC, 0666);
    if (file->fd < 0) {
        status = hy_fail(&err, HY_ERR_IO, "%s", strerror(errno));
    } else {
        status = write_pieces(L, binding, file, names, &err);
    }
    if (status < 0) {
        (void)unlink(aside);
        lua_pushnil(L);
        lua_pushfstring(L, "%s: %s", path, err.text);
        return 2;
    }
    lua_pushboolean(L, true);
    return 1;
}
