#include "script/bind_yaml.h"

#include "base/error.h"

#include <ctype.h>
#include <lauxlib.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <yaml.h>

// A file is a person's: these limits are far above one, and far below what an alias bomb needs.
enum { LARGEST_TEXT = 1 << 20, MOST_NODES = 20000, DEEPEST = 32 };

static const char type_name[] = "hyla.yaml.reader";

// What libyaml allocates; lies in userdata, so that a Lua error cannot leak it.
typedef struct reader {
    yaml_parser_t parser;
    yaml_document_t document;
    bool has_parser;
    bool has_document;
    const char *name;  // of the text, for messages
    int nodes_left;    // aliases count each time they are used
    hy_error err;
} reader;

static void drop_document(reader *self)
{
    if (self->has_document) {
        yaml_document_delete(&self->document);
        self->has_document = false;
    }
}

static int reader_collect(lua_State *L)
{
    reader *self = luaL_checkudata(L, 1, type_name);
    drop_document(self);
    if (self->has_parser) {
        yaml_parser_delete(&self->parser);
        self->has_parser = false;
    }
    return 0;
}

// Records what is wrong at a place; places count from 0 in libyaml and from 1 in messages.
static bool fail(reader *self, yaml_mark_t place, const char *problem, const char *detail)
{
    hy_fail(&self->err, HY_ERR_CORRUPT, "%s:%zu:%zu: %s%s", self->name, place.line + 1,
            place.column + 1, problem, detail);
    return false;
}

// Records what libyaml complains about.
static bool fail_parser(reader *self)
{
    const yaml_parser_t *parser = &self->parser;
    if (parser->error == YAML_MEMORY_ERROR) {
        hy_fail(&self->err, HY_ERR_MEMORY, "%s: no memory to read it", self->name);
        return false;
    }
    if (parser->error == YAML_READER_ERROR) {
        hy_fail(&self->err, HY_ERR_CORRUPT, "%s: byte %zu: %s", self->name,
                parser->problem_offset + 1, parser->problem);
        return false;
    }
    char context[128] = "";
    if (parser->context) {
        (void)snprintf(context, sizeof context, " %s", parser->context);
    }
    return fail(self, parser->problem_mark, parser->problem, context);
}

static bool load_document(reader *self)
{
    drop_document(self);
    if (!yaml_parser_load(&self->parser, &self->document)) {
        return fail_parser(self);
    }
    self->has_document = true;
    return true;
}

static bool is_one_of(const char *text, const char *const *words)
{
    for (; *words; words++) {
        if (strcmp(text, *words) == 0) {
            return true;
        }
    }
    return false;
}

// Numbers of YAML's core schema: decimal and hexadecimal; what strtod reads beyond them is text.
static bool read_number(const char *text, lua_Number *out)
{
    const char *digits = text + (*text == '-' || *text == '+');
    if (!isdigit((unsigned char)digits[0]) &&
        !(digits[0] == '.' && isdigit((unsigned char)digits[1]))) {
        return false;
    }
    char *end;
    *out = strtod(text, &end);
    return *end == '\0' && !strpbrk(text, "pP");
}

// Pushes a plain scalar by the core schema: nil, boolean, number or string.
static void push_plain(lua_State *L, const char *text, size_t size)
{
    static const char *const nothing[] = {"", "~", "null", "Null", "NULL", NULL};
    static const char *const yes[] = {"true", "True", "TRUE", NULL};
    static const char *const no[] = {"false", "False", "FALSE", NULL};
    lua_Number number;
    if (is_one_of(text, nothing)) {
        lua_pushnil(L);
    } else if (is_one_of(text, yes)) {
        lua_pushboolean(L, true);
    } else if (is_one_of(text, no)) {
        lua_pushboolean(L, false);
    } else if (read_number(text, &number)) {
        lua_pushnumber(L, number);
    } else {
        lua_pushlstring(L, text, size);
    }
}

static void push_scalar(lua_State *L, const yaml_node_t *node)
{
    const char *text = (const char *)node->data.scalar.value;
    if (node->data.scalar.style == YAML_PLAIN_SCALAR_STYLE) {
        push_plain(L, text, node->data.scalar.length);
    } else {
        lua_pushlstring(L, text, node->data.scalar.length);
    }
}

static void push_position(lua_State *L, const yaml_node_t *node)
{
    lua_createtable(L, 0, 4);
    lua_pushnumber(L, (lua_Number)node->start_mark.line + 1);
    lua_setfield(L, -2, "line");
    lua_pushnumber(L, (lua_Number)node->start_mark.column + 1);
    lua_setfield(L, -2, "column");
}

static bool push_node(lua_State *L, reader *self, int id, int depth);

// [value, position] -> the same, with the items of a sequence in them
static bool fill_sequence(lua_State *L, reader *self, const yaml_node_t *node, int depth)
{
    lua_newtable(L);
    const yaml_node_item_t *items = node->data.sequence.items.start;
    int count = (int)(node->data.sequence.items.top - items);
    for (int i = 0; i < count; i++) {
        if (!push_node(L, self, items[i], depth + 1)) {
            return false;
        }
        if (lua_isnil(L, -2)) {
            const yaml_node_t *item = yaml_document_get_node(&self->document, items[i]);
            return fail(self, item->start_mark, "wanted a value in the list, got nothing", "");
        }
        lua_rawseti(L, -3, i + 1);  // the position, in `values`
        lua_rawseti(L, -4, i + 1);  // the value
    }
    lua_setfield(L, -2, "values");
    return true;
}

// Pushes a key; keys are always strings, and no mapping has one twice. `keys` is at `index`.
static bool push_key(lua_State *L, reader *self, const yaml_node_t *key, int index)
{
    if (key->type != YAML_SCALAR_NODE) {
        return fail(self, key->start_mark, "wanted a plain key, got a list or a mapping", "");
    }
    lua_pushlstring(L, (const char *)key->data.scalar.value, key->data.scalar.length);
    lua_pushvalue(L, -1);
    lua_rawget(L, index);
    if (!lua_isnil(L, -1)) {
        return fail(self, key->start_mark, "this key is here twice: ", lua_tostring(L, -2));
    }
    lua_pop(L, 1);
    lua_pushvalue(L, -1);
    push_position(L, key);
    lua_rawset(L, index);
    return true;
}

// [value, position] -> the same, with the pairs of a mapping in them
static bool fill_mapping(lua_State *L, reader *self, const yaml_node_t *node, int depth)
{
    int value = lua_gettop(L) - 1;
    lua_newtable(L);  // keys
    lua_newtable(L);  // values
    const yaml_node_pair_t *top = node->data.mapping.pairs.top;
    for (const yaml_node_pair_t *pair = node->data.mapping.pairs.start; pair < top; pair++) {
        if (!push_key(L, self, yaml_document_get_node(&self->document, pair->key), value + 2)) {
            return false;
        }
        if (!push_node(L, self, pair->value, depth + 1)) {
            return false;
        }
        lua_pushvalue(L, -3);
        lua_insert(L, -2);
        lua_rawset(L, value + 3);
        lua_rawset(L, value);
    }
    lua_setfield(L, value + 1, "values");
    lua_setfield(L, value + 1, "keys");
    return true;
}

static bool has_default_tag(const yaml_node_t *node)
{
    static const char *const tags[] = {YAML_DEFAULT_SCALAR_TAG, YAML_DEFAULT_SEQUENCE_TAG,
                                       YAML_DEFAULT_MAPPING_TAG, NULL};
    return is_one_of((const char *)node->tag, tags);
}

// Pushes a node's value and its position.
static bool push_node(lua_State *L, reader *self, int id, int depth)
{
    const yaml_node_t *node = yaml_document_get_node(&self->document, id);
    if (depth > DEEPEST || self->nodes_left-- == 0) {
        return fail(self, node->start_mark, "too deep or too large, aliases counted", "");
    }
    if (!has_default_tag(node)) {
        return fail(self, node->start_mark, "tags have no meaning here: ", (const char *)node->tag);
    }
    luaL_checkstack(L, LUA_MINSTACK, "a deep text");
    if (node->type == YAML_SCALAR_NODE) {
        push_scalar(L, node);
        push_position(L, node);
        return true;
    }
    lua_newtable(L);
    push_position(L, node);
    return node->type == YAML_SEQUENCE_NODE ? fill_sequence(L, self, node, depth)
                                            : fill_mapping(L, self, node, depth);
}

// Pushes the only document of a text: its value and positions. An empty text is an empty mapping.
static bool push_document(lua_State *L, reader *self)
{
    if (!load_document(self)) {
        return false;
    }
    if (!yaml_document_get_root_node(&self->document)) {
        lua_newtable(L);
        lua_newtable(L);
        return true;
    }
    if (!push_node(L, self, 1, 1) || !load_document(self)) {
        return false;
    }
    const yaml_node_t *second = yaml_document_get_root_node(&self->document);
    return !second || fail(self, second->start_mark, "wanted one document, got a second", "");
}

static reader *push_reader(lua_State *L)
{
    reader *self = lua_newuserdata(L, sizeof *self);
    memset(self, 0, sizeof *self);
    luaL_getmetatable(L, type_name);
    lua_setmetatable(L, -2);
    self->nodes_left = MOST_NODES;
    return self;
}

// parse(text, name) -> value, positions | nil, message
static int yaml_parse(lua_State *L)
{
    size_t size;
    const char *text = luaL_checklstring(L, 1, &size);
    const char *name = luaL_checkstring(L, 2);
    reader *self = push_reader(L);
    self->name = name;
    bool is_ok = false;
    if (size > LARGEST_TEXT) {
        hy_fail(&self->err, HY_ERR_LIMIT, "%s: wanted at most %d bytes, got %zu", name,
                LARGEST_TEXT, size);
    } else if (!yaml_parser_initialize(&self->parser)) {
        hy_fail(&self->err, HY_ERR_MEMORY, "%s: no memory to read it", name);
    } else {
        self->has_parser = true;
        yaml_parser_set_input_string(&self->parser, (const unsigned char *)text, size);
        is_ok = push_document(L, self);
    }
    if (!is_ok) {
        lua_pushnil(L);
        lua_pushstring(L, self->err.text);
    }
    return 2;
}

int luaopen_hyla_yaml(lua_State *L)
{
    static const luaL_Reg functions[] = {{"parse", yaml_parse}, {NULL, NULL}};
    luaL_newmetatable(L, type_name);
    lua_pushcfunction(L, reader_collect);
    lua_setfield(L, -2, "__gc");
    lua_pop(L, 1);

    lua_newtable(L);
    luaL_register(L, NULL, functions);
    return 1;
}
