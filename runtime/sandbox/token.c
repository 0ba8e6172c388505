#include "sandbox/token.h"

#include <limits.h>
#include <string.h>

enum { MAX_KEYWORD_SIZE = 8, HEX_ESCAPE_DIGITS = 2 };

typedef struct keyword {
    char text[MAX_KEYWORD_SIZE + 1];
    hy_token_kind kind;
} keyword;

// in alphabetical order
static const keyword keywords[] = {
    {"and", HY_TOKEN_AND},     {"break", HY_TOKEN_BREAK},   {"do", HY_TOKEN_DO},
    {"else", HY_TOKEN_ELSE},   {"elseif", HY_TOKEN_ELSEIF}, {"end", HY_TOKEN_END},
    {"false", HY_TOKEN_FALSE}, {"for", HY_TOKEN_FOR},       {"function", HY_TOKEN_FUNCTION},
    {"goto", HY_TOKEN_GOTO},   {"if", HY_TOKEN_IF},         {"in", HY_TOKEN_IN},
    {"local", HY_TOKEN_LOCAL}, {"nil", HY_TOKEN_NIL},       {"not", HY_TOKEN_NOT},
    {"or", HY_TOKEN_OR},       {"repeat", HY_TOKEN_REPEAT}, {"return", HY_TOKEN_RETURN},
    {"then", HY_TOKEN_THEN},   {"true", HY_TOKEN_TRUE},     {"until", HY_TOKEN_UNTIL},
    {"while", HY_TOKEN_WHILE}, {"", HY_TOKEN_NAME},
};

// where the keywords with a first letter begin, or would
static const unsigned char first_keyword[] = {
    ['a' - 'a'] = 0,  ['b' - 'a'] = 1,  ['c' - 'a'] = 22, ['d' - 'a'] = 2,  ['e' - 'a'] = 3,
    ['f' - 'a'] = 6,  ['g' - 'a'] = 9,  ['h' - 'a'] = 22, ['i' - 'a'] = 10, ['j' - 'a'] = 22,
    ['k' - 'a'] = 22, ['l' - 'a'] = 12, ['m' - 'a'] = 22, ['n' - 'a'] = 13, ['o' - 'a'] = 15,
    ['p' - 'a'] = 22, ['q' - 'a'] = 22, ['r' - 'a'] = 16, ['s' - 'a'] = 22, ['t' - 'a'] = 18,
    ['u' - 'a'] = 20, ['v' - 'a'] = 22, ['w' - 'a'] = 21,
};

// what a byte may be: one of these, or none
enum {
    SPACE = 1,
    LINE_END = 2,
    NAME = 4,  // bytes of UTF-8 beyond ASCII are as letters
    DIGIT = 8,
    HEX = 16,
};

// short names for the table of bytes: other, space, line end, name, hexadecimal letter, digit
enum { O = 0, S = SPACE, L = SPACE | LINE_END, N = NAME, X = NAME | HEX, D = NAME | HEX | DIGIT };

// clang-format off
static const unsigned char classes[] = {
    O, O, O, O, O, O, O, O, O, S, L, S, S, L, O, O, O, O, O, O, O, O, O, O, O, O, O, O, O, O, O, O,
    S, O, O, O, O, O, O, O, O, O, O, O, O, O, O, O, D, D, D, D, D, D, D, D, D, D, O, O, O, O, O, O,
    O, X, X, X, X, X, X, N, N, N, N, N, N, N, N, N, N, N, N, N, N, N, N, N, N, N, N, O, O, O, O, N,
    O, X, X, X, X, X, X, N, N, N, N, N, N, N, N, N, N, N, N, N, N, N, N, N, N, N, N, O, O, O, O, O,
    N, N, N, N, N, N, N, N, N, N, N, N, N, N, N, N, N, N, N, N, N, N, N, N, N, N, N, N, N, N, N, N,
    N, N, N, N, N, N, N, N, N, N, N, N, N, N, N, N, N, N, N, N, N, N, N, N, N, N, N, N, N, N, N, N,
    N, N, N, N, N, N, N, N, N, N, N, N, N, N, N, N, N, N, N, N, N, N, N, N, N, N, N, N, N, N, N, N,
    N, N, N, N, N, N, N, N, N, N, N, N, N, N, N, N, N, N, N, N, N, N, N, N, N, N, N, N, N, N, N, N,
};
// clang-format on

static bool is(char c, int class)
{
    return (classes[(unsigned char)c] & class) != 0;
}

static bool is_digit(char c)
{
    return is(c, DIGIT);
}

static bool is_hex_digit(char c)
{
    return is(c, HEX);
}

static bool is_name(char c)
{
    return is(c, NAME);
}

static bool is_line_end(char c)
{
    return is(c, LINE_END);
}

static bool is_space(char c)
{
    return is(c, SPACE);
}

static char lower(char c)
{
    return c >= 'A' && c <= 'Z' ? (char)(c + ('a' - 'A')) : c;
}

// The byte `offset` places on. Whoever asks has seen that those before it are no NUL.
static char peek(const hy_token_scanner *scanner, size_t offset)
{
    return scanner->next[offset];
}

// Takes one line end, which may be two bytes.
static void take_line_end(hy_token_scanner *scanner)
{
    char first = *scanner->next++;
    char second = peek(scanner, 0);
    scanner->next += is_line_end(second) && second != first;
    scanner->line++;
}

static void take_spaces(hy_token_scanner *scanner)
{
    while (is_space(peek(scanner, 0))) {
        if (is_line_end(*scanner->next)) {
            take_line_end(scanner);
        } else {
            scanner->next++;
        }
    }
}

static void take_rest_of_line(hy_token_scanner *scanner)
{
    while (*scanner->next != '\0' && !is_line_end(*scanner->next)) {
        scanner->next++;
    }
}

static hy_token fail(hy_token_scanner *scanner, const char *fault)
{
    scanner->fault = fault;
    return (hy_token){.kind = HY_TOKEN_BAD, .text = scanner->next};
}

static hy_token make(hy_token_scanner *scanner, hy_token_kind kind, size_t size)
{
    hy_token token = {.kind = kind, .text = scanner->next, .size = size};
    scanner->next += size;
    return token;
}

// Returns the level of a long bracket that opens `offset` places on, or -1 when none does.
static long long_level(const hy_token_scanner *scanner, size_t offset)
{
    size_t last = offset + 1;
    while (peek(scanner, last) == '=') {
        last++;
    }
    return peek(scanner, last) == '[' ? (long)(last - offset - 1) : -1;
}

static bool closes(const hy_token_scanner *scanner, long level)
{
    for (long i = 1; i <= level; i++) {
        if (peek(scanner, (size_t)i) != '=') {
            return false;
        }
    }
    return peek(scanner, (size_t)level + 1) == ']';
}

// Takes a long bracket whose first byte is next, as a string.
static hy_token take_long(hy_token_scanner *scanner, long level)
{
    scanner->next += level + 2;
    hy_token token = {.kind = HY_TOKEN_LONG_STRING, .text = scanner->next};
    while (scanner->next < scanner->end) {
        if (*scanner->next == ']' && closes(scanner, level)) {
            token.size = (size_t)(scanner->next - token.text);
            scanner->next += level + 2;
            return token;
        }
        if (is_line_end(*scanner->next)) {
            take_line_end(scanner);
        } else {
            scanner->next++;
        }
    }
    return fail(scanner, "a long string or comment without an end");
}

// Takes spaces and comments; false when a comment has no end.
static bool take_trivia(hy_token_scanner *scanner)
{
    for (take_spaces(scanner); peek(scanner, 0) == '-' && peek(scanner, 1) == '-';
         take_spaces(scanner)) {
        scanner->next += 2;
        long level = peek(scanner, 0) == '[' ? long_level(scanner, 0) : -1;
        if (level < 0) {
            take_rest_of_line(scanner);
        } else if (take_long(scanner, level).kind == HY_TOKEN_BAD) {
            return false;
        }
    }
    return true;
}

// Takes what follows a backslash; false when it is no escape.
static bool take_escape(hy_token_scanner *scanner)
{
    char letter = peek(scanner, 0);
    if (is_line_end(letter)) {
        take_line_end(scanner);
        return true;
    }
    bool is_known = letter != '\0' && (is_digit(letter) || strchr("abfnrtv\\\"'xzu", letter));
    scanner->next += is_known;
    if (letter == 'z') {
        take_spaces(scanner);
    }
    for (size_t i = 0; letter == 'x' && i < HEX_ESCAPE_DIGITS; i++) {
        is_known = is_known && is_hex_digit(peek(scanner, i));
    }
    return is_known && (letter != 'u' || peek(scanner, 0) == '{');
}

static hy_token take_string(hy_token_scanner *scanner)
{
    char quote = *scanner->next++;
    hy_token token = {.kind = HY_TOKEN_STRING, .text = scanner->next};
    while (scanner->next < scanner->end && !is_line_end(*scanner->next)) {
        char letter = *scanner->next++;
        if (letter == quote) {
            token.size = (size_t)(scanner->next - 1 - token.text);
            return token;
        }
        if (letter == '\\' && !take_escape(scanner)) {
            return fail(scanner, "a string with an unknown escape");
        }
    }
    return fail(scanner, "a string without an end");
}

static size_t count_digits(const char *text, size_t size, bool is_hex)
{
    size_t count = 0;
    while (count < size && (is_hex ? is_hex_digit(text[count]) : is_digit(text[count]))) {
        count++;
    }
    return count;
}

// Returns how many bytes an exponent takes: its letter, a sign, digits.
static size_t count_exponent(const char *text, size_t size, bool is_hex)
{
    if (size == 0 || lower(text[0]) != (is_hex ? 'p' : 'e')) {
        return 0;
    }
    size_t sign = size > 1 && (text[1] == '-' || text[1] == '+');
    size_t digits = count_digits(text + 1 + sign, size - 1 - sign, false);
    return digits == 0 ? 0 : 1 + sign + digits;
}

// Whether the rest of a number makes it one of LuaJIT's own: letters of LL, ULL and i.
static bool is_cdata_suffix(const char *text, size_t size)
{
    for (size_t i = 0; i < size; i++) {
        char letter = lower(text[i]);
        if (letter != 'l' && letter != 'u' && letter != 'i') {
            return false;
        }
    }
    return size > 0 && size <= 3;
}

// Returns the bytes of a number before its suffix; 0 when it has no digits.
static size_t count_number(const char *text, size_t size)
{
    bool has_prefix = size > 2 && text[0] == '0';
    bool is_hex = has_prefix && lower(text[1]) == 'x';
    size_t start = is_hex || (has_prefix && lower(text[1]) == 'b') ? 2 : 0;
    size_t used = start;
    used += count_digits(text + used, size - used, is_hex);
    size_t digits = used - start;
    if (used < size && text[used] == '.') {
        size_t fraction = count_digits(text + used + 1, size - used - 1, is_hex);
        used += 1 + fraction;
        digits += fraction;
    }
    return digits == 0 ? 0 : used + count_exponent(text + used, size - used, is_hex);
}

// Takes as much as the compiler takes for one number, and wants it to be one.
static hy_token take_number(hy_token_scanner *scanner)
{
    bool is_hex = peek(scanner, 0) == '0' && lower(peek(scanner, 1)) == 'x';
    char exponent = is_hex ? 'p' : 'e';
    size_t size = 1;
    for (char c = peek(scanner, size);
         is_name(c) || c == '.' ||
         ((c == '-' || c == '+') && lower(scanner->next[size - 1]) == exponent);
         c = peek(scanner, size)) {
        size++;
    }
    size_t used = count_number(scanner->next, size);
    bool is_cdata = used > 0 && is_cdata_suffix(scanner->next + used, size - used);
    if (used == 0 || (used < size && !is_cdata)) {
        return fail(scanner, "a malformed number");
    }
    hy_token token = make(scanner, HY_TOKEN_NUMBER, size);
    token.is_cdata = is_cdata;
    return token;
}

static hy_token_kind kind_of_word(const char *text, size_t size)
{
    if (text[0] < 'a' || text[0] > 'w' || size > MAX_KEYWORD_SIZE) {
        return HY_TOKEN_NAME;
    }
    const keyword *word = &keywords[first_keyword[text[0] - 'a']];
    for (; word->text[0] == text[0]; word++) {
        if (word->text[size] == '\0' && word->text[size - 1] == text[size - 1] &&
            memcmp(word->text, text, size) == 0) {
            return word->kind;
        }
    }
    return HY_TOKEN_NAME;
}

static hy_token take_word(hy_token_scanner *scanner)
{
    size_t size = 1;
    while (is_name(peek(scanner, size))) {
        size++;
    }
    return make(scanner, kind_of_word(scanner->next, size), size);
}

// Takes one of two tokens: the longer one when `second` follows.
static hy_token take_either(hy_token_scanner *scanner, char second, hy_token_kind longer,
                            hy_token_kind shorter)
{
    bool is_longer = peek(scanner, 1) == second;
    return make(scanner, is_longer ? longer : shorter, is_longer ? 2 : 1);
}

static hy_token take_dots(hy_token_scanner *scanner)
{
    if (is_digit(peek(scanner, 1))) {
        return take_number(scanner);
    }
    if (peek(scanner, 1) != '.') {
        return make(scanner, HY_TOKEN_DOT, 1);
    }
    bool is_three = peek(scanner, 2) == '.';
    return make(scanner, is_three ? HY_TOKEN_DOTS : HY_TOKEN_CONCAT, is_three ? 3 : 2);
}

static hy_token take_index(hy_token_scanner *scanner)
{
    long level = long_level(scanner, 0);
    if (level >= 0) {
        return take_long(scanner, level);
    }
    return peek(scanner, 1) == '=' ? fail(scanner, "a long string that does not begin")
                                   : make(scanner, HY_TOKEN_OPEN_INDEX, 1);
}

// Takes a token that is one byte, or none.
static hy_token take_single(hy_token_scanner *scanner)
{
    static const unsigned char kinds[UCHAR_MAX + 1] = {
        ['+'] = HY_TOKEN_PLUS,        ['*'] = HY_TOKEN_TIMES,       ['/'] = HY_TOKEN_OVER,
        ['%'] = HY_TOKEN_MODULO,      ['^'] = HY_TOKEN_POWER,       ['#'] = HY_TOKEN_LENGTH,
        ['('] = HY_TOKEN_OPEN,        [')'] = HY_TOKEN_CLOSE,       ['{'] = HY_TOKEN_OPEN_TABLE,
        ['}'] = HY_TOKEN_CLOSE_TABLE, [']'] = HY_TOKEN_CLOSE_INDEX, [';'] = HY_TOKEN_SEMICOLON,
        [','] = HY_TOKEN_COMMA,       ['-'] = HY_TOKEN_MINUS,
    };
    hy_token_kind kind = (hy_token_kind)kinds[(unsigned char)*scanner->next];
    return kind == HY_TOKEN_BAD ? fail(scanner, "a character that has no meaning")
                                : make(scanner, kind, 1);
}

static hy_token take_symbol(hy_token_scanner *scanner)
{
    switch (*scanner->next) {
    case '"':
    case '\'':
        return take_string(scanner);
    case '.':
        return take_dots(scanner);
    case '[':
        return take_index(scanner);
    case '=':
        return take_either(scanner, '=', HY_TOKEN_EQUAL, HY_TOKEN_ASSIGN);
    case '<':
        return take_either(scanner, '=', HY_TOKEN_AT_MOST, HY_TOKEN_LESS);
    case '>':
        return take_either(scanner, '=', HY_TOKEN_AT_LEAST, HY_TOKEN_MORE);
    case ':':
        return take_either(scanner, ':', HY_TOKEN_LABEL, HY_TOKEN_COLON);
    case '~':
        return peek(scanner, 1) == '=' ? make(scanner, HY_TOKEN_UNEQUAL, 2)
                                       : fail(scanner, "a character that has no meaning");
    default:
        return take_single(scanner);
    }
}

hy_token_scanner hy_token_scan(const char *source, size_t size)
{
    hy_token_scanner scanner = {.next = source, .end = source + size, .line = 1};
    static const char byte_order_mark[] = "\xef\xbb\xbf";
    if (size >= 3 && memcmp(source, byte_order_mark, 3) == 0) {
        scanner.next += 3;
    }
    if (peek(&scanner, 0) == '#') {
        take_rest_of_line(&scanner);
    }
    return scanner;
}

hy_token hy_token_next(hy_token_scanner *scanner)
{
    size_t line = scanner->line;
    if (!take_trivia(scanner)) {
        return (hy_token){.kind = HY_TOKEN_BAD, .text = scanner->next};
    }
    hy_token token;
    bool is_after_line = scanner->line != line || !scanner->has_begun;
    scanner->has_begun = true;
    if (scanner->next == scanner->end) {
        token = make(scanner, HY_TOKEN_EOF, 0);
    } else if (is_digit(*scanner->next)) {
        token = take_number(scanner);
    } else if (is_name(*scanner->next)) {
        token = take_word(scanner);
    } else {
        token = take_symbol(scanner);
    }
    token.is_after_line = is_after_line;
    return token;
}
