/// Pack tags: the first byte of every packed value. The format is told in pack.h.
#pragma once

enum {
    HY_PACK_TAG_NIL = 'N',
    HY_PACK_TAG_FALSE = 'F',
    HY_PACK_TAG_TRUE = 'T',
    HY_PACK_TAG_NUMBER = 'D',
    HY_PACK_TAG_STRING = 'S',
    HY_PACK_TAG_TABLE = '{',
    HY_PACK_TAG_TENSOR = '[',
    HY_PACK_TAG_CONSTANT = '=',
};
