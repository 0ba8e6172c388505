#include "autodiff/einsum_equation.h"

#include <string.h>

/// An equation being read.
typedef struct reader {
    hy_scope *scope;
    const char *text;
    const char *at;
    uint64_t known;     ///< Labels whose extent is known.
    uint64_t repeated;  ///< Labels that occurred more than once.
    int ellipsis;       ///< The most axes that "..." stands for.
} reader;

uint64_t hy_labels_set(const hy_labels *labels)
{
    uint64_t set = 0;
    for (int i = 0; i < labels->count; i++) {
        set |= UINT64_C(1) << labels->label[i];
    }
    return set;
}

static bool fail(const reader *r, const char *what)
{
    (void)hy_scope_fail(r->scope, HY_ERR_ARGUMENT, "einsum: %s at character %td of the equation",
                        what, r->at - r->text + 1);
    return false;
}

// The label of a letter, or -1.
static int label_of(char letter)
{
    if (letter >= 'A' && letter <= 'Z') {
        return letter - 'A';
    }
    return letter >= 'a' && letter <= 'z' ? letter - 'a' + 26 : -1;
}

// What messages call a label; the letters in the order of their labels.
static const char *name_of(int label, char name[2])
{
    static const char letters[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
    name[0] = letters[label % HY_LABEL_ELLIPSIS];
    name[1] = '\0';
    return label < HY_LABEL_ELLIPSIS ? name : "...";
}

static bool add_label(const reader *r, hy_labels *labels, int label)
{
    if (labels->count == HY_MAX_RANK) {
        return fail(r, "more axes than a tensor may have");
    }
    labels->label[labels->count++] = label;
    return true;
}

static bool add_ellipsis(const reader *r, hy_labels *labels, int count)
{
    bool is_room = true;
    while (is_room && count > 0) {
        is_room = add_label(r, labels, HY_LABEL_ELLIPSIS + --count);
    }
    return is_room;
}

static void skip_spaces(reader *r)
{
    r->at += strspn(r->at, " ");
}

// Letters up to a comma, an arrow or the end.
static int count_letters(const char *text)
{
    int count = 0;
    for (; *text && *text != ',' && *text != '-'; text++) {
        count += label_of(*text) >= 0;
    }
    return count;
}

// Reads letters and at most one "...", which stands for `ellipsis` axes.
static bool read_labels(reader *r, int ellipsis, hy_labels *out)
{
    bool may_have_ellipsis = ellipsis >= 0;
    out->count = 0;
    for (skip_spaces(r); *r->at && *r->at != ',' && *r->at != '-'; skip_spaces(r)) {
        int label = label_of(*r->at);
        bool is_ellipsis = may_have_ellipsis && strncmp(r->at, "...", 3) == 0;
        if (label < 0 && !is_ellipsis) {
            return fail(r, "wanted a letter");
        }
        if (!(is_ellipsis ? add_ellipsis(r, out, ellipsis) : add_label(r, out, label))) {
            return false;
        }
        may_have_ellipsis = may_have_ellipsis && !is_ellipsis;
        r->at += is_ellipsis ? 3 : 1;
    }
    return true;
}

// Notes the extents of an operand; an extent of 1 goes with any.
static bool note_extents(reader *r, const hy_labels *labels, const hy_tensor *x, hy_equation *out)
{
    for (int i = 0; i < labels->count; i++) {
        int label = labels->label[i];
        size_t extent = x->shape.extent[i];
        size_t *known = &out->extent[label];
        uint64_t bit = UINT64_C(1) << label;
        bool is_first = !(r->known & bit);
        if (!is_first && extent != *known && extent != 1 && *known != 1) {
            char name[2];
            (void)hy_scope_fail(r->scope, HY_ERR_SHAPE, "einsum: %s has the extents %zu and %zu",
                                name_of(label, name), *known, extent);
            return false;
        }
        *known = is_first || *known == 1 ? extent : *known;
        r->repeated |= is_first ? 0 : bit;
        r->known |= bit;
    }
    return true;
}

static bool read_operand(reader *r, const hy_tensor *x, int number, hy_equation *out)
{
    hy_labels *labels = &out->operands[number];
    int letters = count_letters(r->at);
    int rest = x->shape.rank - letters;
    if (!read_labels(r, rest, labels)) {
        return false;
    }
    if (labels->count != x->shape.rank) {
        (void)hy_scope_fail(r->scope, HY_ERR_SHAPE,
                            "einsum: %d letters for operand %d, which has rank %d", letters,
                            number + 1, x->shape.rank);
        return false;
    }
    bool has_ellipsis = labels->count > letters;
    r->ellipsis = has_ellipsis && rest > r->ellipsis ? rest : r->ellipsis;
    return note_extents(r, labels, x, out);
}

// Without "->": the axes of "...", then the letters that occur once.
static bool imply_result(const reader *r, hy_labels *out)
{
    bool is_room = add_ellipsis(r, out, r->ellipsis);
    for (int label = 0; is_room && label < HY_LABEL_ELLIPSIS; label++) {
        bool occurs_once = (r->known & ~r->repeated) >> label & 1;
        is_room = !occurs_once || add_label(r, out, label);
    }
    return is_room;
}

static bool check_result(const reader *r, const hy_labels *labels)
{
    uint64_t seen = 0;
    for (int i = 0; i < labels->count; i++) {
        uint64_t bit = UINT64_C(1) << labels->label[i];
        bool is_known = (r->known & bit) != 0;
        if (!is_known || (seen & bit)) {
            char name[2];
            (void)hy_scope_fail(r->scope, HY_ERR_ARGUMENT, "einsum: %s %s",
                                name_of(labels->label[i], name),
                                is_known ? "is twice in the result" : "is in no operand");
            return false;
        }
        seen |= bit;
    }
    return true;
}

static bool read_result(reader *r, hy_labels *out)
{
    out->count = 0;
    if (*r->at == '\0') {
        return imply_result(r, out);
    }
    if (strncmp(r->at, "->", 2) != 0) {
        return fail(r, "wanted \"->\" or the end");
    }
    r->at += 2;
    if (!read_labels(r, r->ellipsis, out)) {
        return false;
    }
    return *r->at == '\0' ? check_result(r, out) : fail(r, "wanted the end");
}

static int count_operands(const char *text)
{
    int count = 1;
    for (; *text && *text != '-'; text++) {
        count += *text == ',';
    }
    return count;
}

bool hy_equation_read(hy_scope *scope, const char *text, hy_tensor *const x[], int count,
                      hy_equation *out)
{
    reader r = {.scope = scope, .text = text, .at = text};
    int wanted = count_operands(text);
    if (wanted != count || count > HY_EINSUM_MAX_OPERANDS) {
        (void)hy_scope_fail(scope, HY_ERR_ARGUMENT,
                            "einsum: the equation is of %d operands (at most %d), got %d", wanted,
                            HY_EINSUM_MAX_OPERANDS, count);
        return false;
    }
    for (int i = 0; i < count; i++) {
        if (!read_operand(&r, x[i], i, out)) {
            return false;
        }
        r.at += *r.at == ',';
    }
    return read_result(&r, &out->result);
}
