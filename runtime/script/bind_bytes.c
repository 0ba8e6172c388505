#include "script/bind_bytes.h"

#include "script/values.h"

#include <errno.h>
#include <fcntl.h>
#include <lauxlib.h>
#include <limits.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>
#include <zlib.h>

static const char type_name[] = "hyla.bytes";

enum { CHUNK = 1 << 16 };  // bytes that are read at a time

// deflate never packs more into a byte, by its longest match in its shortest code
enum { DEFLATE_GREATEST_RATIO = 1032 };

hy_bytes *hy_bytes_check(lua_State *L, int index)
{
    return luaL_checkudata(L, index, type_name);
}

hy_bytes *hy_bytes_push(lua_State *L)
{
    hy_bytes *bytes = lua_newuserdata(L, sizeof *bytes);
    *bytes = (hy_bytes){.fd = -1};
    luaL_getmetatable(L, type_name);
    lua_setmetatable(L, -2);
    return bytes;
}

static hy_status read_file(int fd, size_t offset, size_t size, unsigned char *out, hy_error *err)
{
    for (size_t done = 0; done < size;) {
        ssize_t count = pread(fd, out + done, size - done, (off_t)(offset + done));
        if (count < 0 && errno != EINTR) {
            return hy_fail(err, HY_ERR_IO, "%s", strerror(errno));
        }
        if (count == 0) {
            return hy_fail(err, HY_ERR_CORRUPT, "wanted %zu bytes, got %zu at byte %zu", size, done,
                           offset);
        }
        done += count > 0 ? (size_t)count : 0;
    }
    return HY_OK;
}

static hy_status check_part(const hy_bytes *bytes, size_t offset, size_t size, hy_error *err)
{
    size_t rest = offset < bytes->size_bytes ? bytes->size_bytes - offset : 0;
    if (size > rest) {
        return hy_fail(err, HY_ERR_CORRUPT, "wanted %zu bytes, got %zu at byte %zu", size, rest,
                       offset);
    }
    return HY_OK;
}

hy_status hy_bytes_read(const hy_bytes *bytes, size_t offset, size_t size, void *out, hy_error *err)
{
    hy_status status = check_part(bytes, offset, size, err);
    if (status < 0) {
        return status;
    }
    if (bytes->fd >= 0) {
        return read_file(bytes->fd, offset, size, out, err);
    }
    if (size > 0) {
        memcpy(out, bytes->data + offset, size);
    }
    return HY_OK;
}

size_t hy_bytes_check_size(lua_State *L, int index)
{
    lua_Number size = luaL_checknumber(L, index);
    luaL_argcheck(L, size >= 0 && size <= HY_VALUES_LARGEST_WHOLE && size == floor(size), index,
                  "wanted a whole number from 0 to 2^53");
    return (size_t)size;
}

static int push_refusal(lua_State *L, const char *path, const char *reason)
{
    lua_pushnil(L);
    lua_pushfstring(L, "%s: %s", path, reason);
    return 2;
}

// open(path) -> bytes of a regular file | nil, message
static int bytes_open(lua_State *L)
{
    const char *path = luaL_checkstring(L, 1);
    hy_bytes *bytes = hy_bytes_push(L);
    // a pipe must not make the open wait for a writer
    bytes->fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY);
    struct stat status;
    if (bytes->fd < 0 || fstat(bytes->fd, &status) != 0) {
        return push_refusal(L, path, strerror(errno));
    }
    if (!S_ISREG(status.st_mode)) {
        return push_refusal(L, path, "wanted a regular file");
    }
    bytes->size_bytes = (size_t)status.st_size;
    return 1;
}

// of(text) -> bytes of a string
static int bytes_of(lua_State *L)
{
    size_t size;
    const char *text = luaL_checklstring(L, 1, &size);
    hy_bytes *bytes = hy_bytes_push(L);
    bytes->data = (const unsigned char *)text;
    bytes->size_bytes = size;
    // the environment keeps the string
    lua_newtable(L);
    lua_pushvalue(L, 1);
    lua_rawseti(L, -2, 1);
    lua_setfenv(L, -2);
    return 1;
}

static void release(hy_bytes *bytes)
{
    if (bytes->fd >= 0) {
        (void)close(bytes->fd);
    }
    free(bytes->owned);
    *bytes = (hy_bytes){.fd = -1};
}

static int bytes_close(lua_State *L)
{
    release(hy_bytes_check(L, 1));
    return 0;
}

static int bytes_size(lua_State *L)
{
    lua_pushnumber(L, (lua_Number)hy_bytes_check(L, 1)->size_bytes);
    return 1;
}

// bytes:text(offset, size) -> string | nil, message
static int bytes_text(lua_State *L)
{
    const hy_bytes *bytes = hy_bytes_check(L, 1);
    size_t offset = hy_bytes_check_size(L, 2);
    size_t size = hy_bytes_check_size(L, 3);
    // nothing is allocated for bytes that are not there
    void *place = lua_newuserdata(L, size <= bytes->size_bytes ? size : 0);
    hy_error err;
    if (hy_bytes_read(bytes, offset, size, place, &err) < 0) {
        return hy_values_push_failure(L, &err);
    }
    lua_pushlstring(L, place, size);
    return 1;
}

/// A part of some bytes, and what it is to inflate to.
typedef struct deflated {
    const hy_bytes *bytes;
    size_t offset;
    size_t size;
    size_t used;  // of `size`, so far
    size_t inflated_size;
} deflated;

static hy_status inflate_chunks(deflated *part, z_stream *stream, size_t *made, hy_error *err)
{
    unsigned char chunk[CHUNK];
    int result = Z_OK;
    // room for one byte more tells data that would go on
    size_t room = part->inflated_size + 1;
    while (result == Z_OK && *made < room && part->used < part->size) {
        size_t rest = part->size - part->used;
        size_t length = rest < CHUNK ? rest : CHUNK;
        hy_status status =
            hy_bytes_read(part->bytes, part->offset + part->used, length, chunk, err);
        if (status < 0) {
            return status;
        }
        size_t space = room - *made < UINT_MAX ? room - *made : UINT_MAX;
        stream->next_in = chunk;
        stream->avail_in = (uInt)length;
        stream->avail_out = (uInt)space;
        result = inflate(stream, Z_NO_FLUSH);
        part->used += length - stream->avail_in;
        *made += space - stream->avail_out;
    }
    if (result == Z_STREAM_END && *made == part->inflated_size && part->used == part->size) {
        return HY_OK;
    }
    return hy_fail(err, HY_ERR_CORRUPT,
                   "wanted deflated data of %zu bytes that inflate to %zu, got %s after %zu and "
                   "%zu at byte %zu",
                   part->size, part->inflated_size,
                   result == Z_STREAM_END ? "an end" : "something else", part->used, *made,
                   part->offset + part->used);
}

// Inflates a part into the room that was made for it.
static hy_status inflate_part(deflated *part, hy_bytes *out, hy_error *err)
{
    z_stream stream = {.next_out = out->owned};
    // negative: without the header that a zip file replaces by its own
    if (inflateInit2(&stream, -MAX_WBITS) != Z_OK) {
        return hy_fail(err, HY_ERR_MEMORY, "no memory to inflate");
    }
    size_t made = 0;
    hy_status status = inflate_chunks(part, &stream, &made, err);
    (void)inflateEnd(&stream);
    out->data = out->owned;
    out->size_bytes = made;
    return status;
}

// Makes room for what a part is to inflate to, and one byte more.
static hy_status make_room(const deflated *part, hy_bytes *out, hy_error *err)
{
    hy_status status = check_part(part->bytes, part->offset, part->size, err);
    if (status < 0) {
        return status;
    }
    if (part->inflated_size > DEFLATE_GREATEST_RATIO * part->size) {
        return hy_fail(err, HY_ERR_CORRUPT,
                       "wanted at most %d bytes for each deflated one, got %zu for %zu at byte %zu",
                       DEFLATE_GREATEST_RATIO, part->inflated_size, part->size, part->offset);
    }
    out->owned = malloc(part->inflated_size + 1);
    return out->owned ? HY_OK
                      : hy_fail(err, HY_ERR_MEMORY, "no memory for %zu bytes", part->inflated_size);
}

// bytes:inflate(offset, size, inflated_size) -> bytes | nil, message
static int bytes_inflate(lua_State *L)
{
    deflated part = {.bytes = hy_bytes_check(L, 1),
                     .offset = hy_bytes_check_size(L, 2),
                     .size = hy_bytes_check_size(L, 3),
                     .inflated_size = hy_bytes_check_size(L, 4)};
    hy_bytes *out = hy_bytes_push(L);
    hy_error err;
    hy_status status = make_room(&part, out, &err);
    if (status == HY_OK) {
        status = inflate_part(&part, out, &err);
    }
    if (status < 0) {
        release(out);
        return hy_values_push_failure(L, &err);
    }
    return 1;
}

// bytes:checksum(offset, size) -> CRC-32 | nil, message
static int bytes_checksum(lua_State *L)
{
    const hy_bytes *bytes = hy_bytes_check(L, 1);
    size_t offset = hy_bytes_check_size(L, 2);
    size_t size = hy_bytes_check_size(L, 3);
    uLong sum = crc32(0, NULL, 0);
    for (size_t done = 0; done < size;) {
        unsigned char chunk[CHUNK];
        size_t length = size - done < CHUNK ? size - done : CHUNK;
        hy_error err;
        if (hy_bytes_read(bytes, offset + done, length, chunk, &err) < 0) {
            return hy_values_push_failure(L, &err);
        }
        sum = crc32(sum, chunk, (uInt)length);
        done += length;
    }
    lua_pushnumber(L, (lua_Number)sum);
    return 1;
}

int luaopen_hyla_bytes(lua_State *L)
{
    static const luaL_Reg methods[] = {{"checksum", bytes_checksum},
                                       {"close", bytes_close},
                                       {"inflate", bytes_inflate},
                                       {"size", bytes_size},
                                       {"tensor", hy_bytes_to_tensor},
                                       {"text", bytes_text},
                                       {NULL, NULL}};
    static const luaL_Reg functions[] = {{"checksum", hy_bytes_checksum},
                                         {"of", bytes_of},
                                         {"open", bytes_open},
                                         {"write", hy_bytes_write},
                                         {NULL, NULL}};
    luaL_newmetatable(L, type_name);
    lua_newtable(L);
    luaL_register(L, NULL, methods);
    lua_setfield(L, -2, "__index");
    lua_pushcfunction(L, bytes_close);
    lua_setfield(L, -2, "__gc");
    lua_pushboolean(L, false);
    lua_setfield(L, -2, "__metatable");
    lua_pop(L, 1);

    // handles of tensors have no metatable before that module is open
    lua_getglobal(L, "require");
    lua_pushliteral(L, "hyla.tensor");
    lua_call(L, 1, 0);
    lua_newtable(L);
    luaL_register(L, NULL, functions);
    return 1;
}
