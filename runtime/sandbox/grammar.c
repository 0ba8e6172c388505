#include "sandbox/grammar.h"

// Symbols on the stack are the tokens that must come, and these, which rules replace by what they
// stand for once the next token is known.
enum {
    NOTHING = HY_TOKEN_BAD,  // ends a list of symbols
    NEVER = HY_TOKEN_COUNT,  // a token that does not come
    BLOCK,                   // statements and what ends them
    STATEMENT_END,
    SEPARATOR,
    FUNCTION_NAME,
    LOCAL_TAIL,
    LOCAL_NAMES,
    FOR_TAIL,
    FOR_NAMES,
    FOR_STEP,
    IF_TAIL,
    GOTO_TAIL,
    RESULTS,
    FIRST_VARIABLE,  // a statement so far: a variable
    FIRST_CALL,      // a call, which may be all of it
    FIRST_VALUE,     // a value in brackets, which may not
    VARIABLE,        // further variables of an assignment, likewise
    REST_VARIABLE,
    REST_VALUE,
    EXPRESSION,
    EXPRESSIONS,
    OPERATOR,
    SUFFIX,
    ARGUMENTS,
    ARGUMENT_LIST,
    FIELDS,
    FIELD_NAME,
    FIELD_END,
    BODY,
    PARAMETERS,
    PARAMETER,
    PARAMETER_END,
    SYMBOL_END
};

enum { RULE_SIZE = 7 };

// Where one of the tokens `first` to `last` comes next, `symbols` stand for the one that is on top;
// the rule takes the token with it or leaves it. The last rule of each symbol fits any token.
typedef struct rule {
    uint8_t first;
    uint8_t last;
    enum { TAKE, LEAVE } action;
    uint8_t symbols[RULE_SIZE];  // up to the first NOTHING
} rule;

// macros because they stand for two members
#define ONLY(token) token, token
#define ANY         HY_TOKEN_BAD, HY_TOKEN_COUNT

static const rule block_rules[] = {
    {ONLY(HY_TOKEN_IF), TAKE, {EXPRESSION, HY_TOKEN_THEN, BLOCK, IF_TAIL, STATEMENT_END}},
    {ONLY(HY_TOKEN_WHILE), TAKE, {EXPRESSION, HY_TOKEN_DO, BLOCK, HY_TOKEN_END, STATEMENT_END}},
    {ONLY(HY_TOKEN_DO), TAKE, {BLOCK, HY_TOKEN_END, STATEMENT_END}},
    {ONLY(HY_TOKEN_FOR), TAKE, {HY_TOKEN_NAME, FOR_TAIL, STATEMENT_END}},
    {ONLY(HY_TOKEN_REPEAT), TAKE, {BLOCK, HY_TOKEN_UNTIL, EXPRESSION, STATEMENT_END}},
    {ONLY(HY_TOKEN_FUNCTION), TAKE, {HY_TOKEN_NAME, FUNCTION_NAME, STATEMENT_END}},
    {ONLY(HY_TOKEN_LOCAL), TAKE, {LOCAL_TAIL, STATEMENT_END}},
    {ONLY(HY_TOKEN_RETURN), TAKE, {RESULTS, SEPARATOR}},
    {ONLY(HY_TOKEN_BREAK), TAKE, {STATEMENT_END}},
    {ONLY(HY_TOKEN_LABEL), TAKE, {HY_TOKEN_NAME, HY_TOKEN_LABEL, STATEMENT_END}},
    {ONLY(HY_TOKEN_GOTO), TAKE, {GOTO_TAIL, STATEMENT_END}},
    {ONLY(HY_TOKEN_NAME), TAKE, {FIRST_VARIABLE, STATEMENT_END}},
    {ONLY(HY_TOKEN_OPEN), TAKE, {EXPRESSION, HY_TOKEN_CLOSE, FIRST_VALUE, STATEMENT_END}},
    {ANY, LEAVE, {NOTHING}},
};

static const rule statement_end_rules[] = {
    {ONLY(HY_TOKEN_SEMICOLON), TAKE, {BLOCK}},
    {ANY, LEAVE, {BLOCK}},
};

static const rule separator_rules[] = {
    {ONLY(HY_TOKEN_SEMICOLON), TAKE, {NOTHING}},
    {ANY, LEAVE, {NOTHING}},
};

static const rule function_name_rules[] = {
    {ONLY(HY_TOKEN_DOT), TAKE, {HY_TOKEN_NAME, FUNCTION_NAME}},
    {ONLY(HY_TOKEN_COLON), TAKE, {HY_TOKEN_NAME, BODY}},
    {ANY, LEAVE, {BODY}},
};

static const rule local_tail_rules[] = {
    {ONLY(HY_TOKEN_FUNCTION), TAKE, {HY_TOKEN_NAME, BODY}},
    {HY_TOKEN_NAME, HY_TOKEN_GOTO, TAKE, {LOCAL_NAMES}},
    {ANY, LEAVE, {NEVER}},
};

static const rule local_names_rules[] = {
    {ONLY(HY_TOKEN_COMMA), TAKE, {HY_TOKEN_NAME, LOCAL_NAMES}},
    {ONLY(HY_TOKEN_ASSIGN), TAKE, {EXPRESSION, EXPRESSIONS}},
    {ANY, LEAVE, {NOTHING}},
};

static const rule for_tail_rules[] = {
    {ONLY(HY_TOKEN_ASSIGN),
     TAKE,
     {EXPRESSION, HY_TOKEN_COMMA, EXPRESSION, FOR_STEP, HY_TOKEN_DO, BLOCK, HY_TOKEN_END}},
    {ANY, LEAVE, {FOR_NAMES}},
};

static const rule for_names_rules[] = {
    {ONLY(HY_TOKEN_COMMA), TAKE, {HY_TOKEN_NAME, FOR_NAMES}},
    {ONLY(HY_TOKEN_IN), TAKE, {EXPRESSION, EXPRESSIONS, HY_TOKEN_DO, BLOCK, HY_TOKEN_END}},
    {ANY, LEAVE, {NEVER}},
};

static const rule for_step_rules[] = {
    {ONLY(HY_TOKEN_COMMA), TAKE, {EXPRESSION}},
    {ANY, LEAVE, {NOTHING}},
};

static const rule if_tail_rules[] = {
    {ONLY(HY_TOKEN_ELSEIF), TAKE, {EXPRESSION, HY_TOKEN_THEN, BLOCK, IF_TAIL}},
    {ONLY(HY_TOKEN_ELSE), TAKE, {BLOCK, HY_TOKEN_END}},
    {ONLY(HY_TOKEN_END), TAKE, {NOTHING}},
    {ANY, LEAVE, {NEVER}},
};

static const rule goto_tail_rules[] = {
    {ONLY(HY_TOKEN_NAME), TAKE, {NOTHING}},
    {ANY, LEAVE, {FIRST_VARIABLE}},
};

static const rule results_rules[] = {
    {HY_TOKEN_EOF, HY_TOKEN_SEMICOLON, LEAVE, {NOTHING}},
    {ANY, LEAVE, {EXPRESSION, EXPRESSIONS}},
};

static const rule first_variable_rules[] = {
    {ONLY(HY_TOKEN_ASSIGN), TAKE, {EXPRESSION, EXPRESSIONS}},
    {ONLY(HY_TOKEN_COMMA), TAKE, {VARIABLE}},
    {ONLY(HY_TOKEN_DOT), TAKE, {HY_TOKEN_NAME, FIRST_VARIABLE}},
    {ONLY(HY_TOKEN_OPEN_INDEX), TAKE, {EXPRESSION, HY_TOKEN_CLOSE_INDEX, FIRST_VARIABLE}},
    {ONLY(HY_TOKEN_OPEN), TAKE, {ARGUMENT_LIST, FIRST_CALL}},
    {ONLY(HY_TOKEN_COLON), TAKE, {HY_TOKEN_NAME, ARGUMENTS, FIRST_CALL}},
    {ONLY(HY_TOKEN_OPEN_TABLE), TAKE, {FIELDS, FIRST_CALL}},
    {HY_TOKEN_STRING, HY_TOKEN_LONG_STRING, TAKE, {FIRST_CALL}},
    {ANY, LEAVE, {NEVER}},
};

static const rule first_call_rules[] = {
    {ONLY(HY_TOKEN_DOT), TAKE, {HY_TOKEN_NAME, FIRST_VARIABLE}},
    {ONLY(HY_TOKEN_OPEN_INDEX), TAKE, {EXPRESSION, HY_TOKEN_CLOSE_INDEX, FIRST_VARIABLE}},
    {ONLY(HY_TOKEN_OPEN), TAKE, {ARGUMENT_LIST, FIRST_CALL}},
    {ONLY(HY_TOKEN_COLON), TAKE, {HY_TOKEN_NAME, ARGUMENTS, FIRST_CALL}},
    {ONLY(HY_TOKEN_OPEN_TABLE), TAKE, {FIELDS, FIRST_CALL}},
    {HY_TOKEN_STRING, HY_TOKEN_LONG_STRING, TAKE, {FIRST_CALL}},
    {ANY, LEAVE, {NOTHING}},
};

static const rule first_value_rules[] = {
    {ONLY(HY_TOKEN_DOT), TAKE, {HY_TOKEN_NAME, FIRST_VARIABLE}},
    {ONLY(HY_TOKEN_OPEN_INDEX), TAKE, {EXPRESSION, HY_TOKEN_CLOSE_INDEX, FIRST_VARIABLE}},
    {ONLY(HY_TOKEN_OPEN), TAKE, {ARGUMENT_LIST, FIRST_CALL}},
    {ONLY(HY_TOKEN_COLON), TAKE, {HY_TOKEN_NAME, ARGUMENTS, FIRST_CALL}},
    {ONLY(HY_TOKEN_OPEN_TABLE), TAKE, {FIELDS, FIRST_CALL}},
    {HY_TOKEN_STRING, HY_TOKEN_LONG_STRING, TAKE, {FIRST_CALL}},
    {ANY, LEAVE, {NEVER}},
};

static const rule variable_rules[] = {
    {HY_TOKEN_NAME, HY_TOKEN_GOTO, TAKE, {REST_VARIABLE}},
    {ONLY(HY_TOKEN_OPEN), TAKE, {EXPRESSION, HY_TOKEN_CLOSE, REST_VALUE}},
    {ANY, LEAVE, {NEVER}},
};

static const rule rest_variable_rules[] = {
    {ONLY(HY_TOKEN_ASSIGN), TAKE, {EXPRESSION, EXPRESSIONS}},
    {ONLY(HY_TOKEN_COMMA), TAKE, {VARIABLE}},
    {ANY, LEAVE, {REST_VALUE}},
};

static const rule rest_value_rules[] = {
    {ONLY(HY_TOKEN_DOT), TAKE, {HY_TOKEN_NAME, REST_VARIABLE}},
    {ONLY(HY_TOKEN_OPEN_INDEX), TAKE, {EXPRESSION, HY_TOKEN_CLOSE_INDEX, REST_VARIABLE}},
    {ONLY(HY_TOKEN_OPEN), TAKE, {ARGUMENT_LIST, REST_VALUE}},
    {ONLY(HY_TOKEN_COLON), TAKE, {HY_TOKEN_NAME, ARGUMENTS, REST_VALUE}},
    {ONLY(HY_TOKEN_OPEN_TABLE), TAKE, {FIELDS, REST_VALUE}},
    {HY_TOKEN_STRING, HY_TOKEN_LONG_STRING, TAKE, {REST_VALUE}},
    {ANY, LEAVE, {NEVER}},
};

static const rule expression_rules[] = {
    {HY_TOKEN_NAME, HY_TOKEN_GOTO, TAKE, {SUFFIX, OPERATOR}},
    {HY_TOKEN_STRING, HY_TOKEN_DOTS, TAKE, {OPERATOR}},
    {HY_TOKEN_NOT, HY_TOKEN_MINUS, TAKE, {EXPRESSION}},
    {ONLY(HY_TOKEN_OPEN), TAKE, {EXPRESSION, HY_TOKEN_CLOSE, SUFFIX, OPERATOR}},
    {ONLY(HY_TOKEN_OPEN_TABLE), TAKE, {FIELDS, OPERATOR}},
    {ONLY(HY_TOKEN_FUNCTION), TAKE, {BODY, OPERATOR}},
    {ANY, LEAVE, {NEVER}},
};

static const rule expressions_rules[] = {
    {ONLY(HY_TOKEN_COMMA), TAKE, {EXPRESSION, EXPRESSIONS}},
    {ANY, LEAVE, {NOTHING}},
};

static const rule operator_rules[] = {
    {HY_TOKEN_MINUS, HY_TOKEN_OR, TAKE, {EXPRESSION}},
    {ANY, LEAVE, {NOTHING}},
};

static const rule suffix_rules[] = {
    {ONLY(HY_TOKEN_DOT), TAKE, {HY_TOKEN_NAME, SUFFIX}},
    {ONLY(HY_TOKEN_OPEN_INDEX), TAKE, {EXPRESSION, HY_TOKEN_CLOSE_INDEX, SUFFIX}},
    {ONLY(HY_TOKEN_OPEN), TAKE, {ARGUMENT_LIST, SUFFIX}},
    {ONLY(HY_TOKEN_COLON), TAKE, {HY_TOKEN_NAME, ARGUMENTS, SUFFIX}},
    {ONLY(HY_TOKEN_OPEN_TABLE), TAKE, {FIELDS, SUFFIX}},
    {HY_TOKEN_STRING, HY_TOKEN_LONG_STRING, TAKE, {SUFFIX}},
    {ANY, LEAVE, {NOTHING}},
};

static const rule arguments_rules[] = {
    {ONLY(HY_TOKEN_OPEN), TAKE, {ARGUMENT_LIST}},
    {ONLY(HY_TOKEN_OPEN_TABLE), TAKE, {FIELDS}},
    {HY_TOKEN_STRING, HY_TOKEN_LONG_STRING, TAKE, {NOTHING}},
    {ANY, LEAVE, {NEVER}},
};

static const rule argument_list_rules[] = {
    {ONLY(HY_TOKEN_CLOSE), TAKE, {NOTHING}},
    {ANY, LEAVE, {EXPRESSION, EXPRESSIONS, HY_TOKEN_CLOSE}},
};

static const rule fields_rules[] = {
    {ONLY(HY_TOKEN_CLOSE_TABLE), TAKE, {NOTHING}},
    {HY_TOKEN_NAME, HY_TOKEN_GOTO, TAKE, {FIELD_NAME}},
    {ONLY(HY_TOKEN_OPEN_INDEX),
     TAKE,
     {EXPRESSION, HY_TOKEN_CLOSE_INDEX, HY_TOKEN_ASSIGN, EXPRESSION, FIELD_END}},
    {ANY, LEAVE, {EXPRESSION, FIELD_END}},
};

static const rule field_name_rules[] = {
    {ONLY(HY_TOKEN_ASSIGN), TAKE, {EXPRESSION, FIELD_END}},
    {ANY, LEAVE, {SUFFIX, OPERATOR, FIELD_END}},
};

static const rule field_end_rules[] = {
    {HY_TOKEN_SEMICOLON, HY_TOKEN_COMMA, TAKE, {FIELDS}},
    {ONLY(HY_TOKEN_CLOSE_TABLE), TAKE, {NOTHING}},
    {ANY, LEAVE, {NEVER}},
};

static const rule body_rules[] = {
    {ONLY(HY_TOKEN_OPEN), TAKE, {PARAMETERS}},
    {ANY, LEAVE, {NEVER}},
};

static const rule parameters_rules[] = {
    {ONLY(HY_TOKEN_CLOSE), TAKE, {BLOCK, HY_TOKEN_END}},
    {ANY, LEAVE, {PARAMETER}},
};

static const rule parameter_rules[] = {
    {HY_TOKEN_NAME, HY_TOKEN_GOTO, TAKE, {PARAMETER_END}},
    {ONLY(HY_TOKEN_DOTS), TAKE, {HY_TOKEN_CLOSE, BLOCK, HY_TOKEN_END}},
    {ANY, LEAVE, {NEVER}},
};

static const rule parameter_end_rules[] = {
    {ONLY(HY_TOKEN_COMMA), TAKE, {PARAMETER}},
    {ONLY(HY_TOKEN_CLOSE), TAKE, {BLOCK, HY_TOKEN_END}},
    {ANY, LEAVE, {NEVER}},
};

static const rule *const rules[SYMBOL_END] = {
    [BLOCK] = block_rules,
    [STATEMENT_END] = statement_end_rules,
    [SEPARATOR] = separator_rules,
    [FUNCTION_NAME] = function_name_rules,
    [LOCAL_TAIL] = local_tail_rules,
    [LOCAL_NAMES] = local_names_rules,
    [FOR_TAIL] = for_tail_rules,
    [FOR_NAMES] = for_names_rules,
    [FOR_STEP] = for_step_rules,
    [IF_TAIL] = if_tail_rules,
    [GOTO_TAIL] = goto_tail_rules,
    [RESULTS] = results_rules,
    [FIRST_VARIABLE] = first_variable_rules,
    [FIRST_CALL] = first_call_rules,
    [FIRST_VALUE] = first_value_rules,
    [VARIABLE] = variable_rules,
    [REST_VARIABLE] = rest_variable_rules,
    [REST_VALUE] = rest_value_rules,
    [EXPRESSION] = expression_rules,
    [EXPRESSIONS] = expressions_rules,
    [OPERATOR] = operator_rules,
    [SUFFIX] = suffix_rules,
    [ARGUMENTS] = arguments_rules,
    [ARGUMENT_LIST] = argument_list_rules,
    [FIELDS] = fields_rules,
    [FIELD_NAME] = field_name_rules,
    [FIELD_END] = field_end_rules,
    [BODY] = body_rules,
    [PARAMETERS] = parameters_rules,
    [PARAMETER] = parameter_rules,
    [PARAMETER_END] = parameter_end_rules,
};

static const rule *find_rule(uint8_t symbol, hy_token_kind token)
{
    const rule *found = rules[symbol];
    while (token < found->first || token > found->last) {
        found++;
    }
    return found;
}

static bool is_match(uint8_t symbol, hy_token_kind token)
{
    return symbol == token || (symbol == HY_TOKEN_NAME && token == HY_TOKEN_GOTO);
}

static hy_status push(hy_grammar *grammar, const uint8_t symbols[RULE_SIZE])
{
    size_t count = 0;
    while (count < RULE_SIZE && symbols[count] != NOTHING) {
        count++;
    }
    if (HY_GRAMMAR_STACK_SIZE - grammar->depth < count) {
        return HY_ERR_LIMIT;
    }
    while (count > 0) {
        grammar->stack[grammar->depth++] = symbols[--count];
    }
    return HY_OK;
}

void hy_grammar_init(hy_grammar *grammar)
{
    grammar->stack[0] = HY_TOKEN_EOF;
    grammar->stack[1] = BLOCK;
    grammar->depth = 2;
}

hy_status hy_grammar_feed(hy_grammar *grammar, hy_token_kind token)
{
    for (;;) {
        uint8_t symbol = grammar->stack[--grammar->depth];
        if (symbol <= NEVER) {
            return is_match(symbol, token) ? HY_OK : HY_ERR_CORRUPT;
        }
        const rule *found = find_rule(symbol, token);
        hy_status status = push(grammar, found->symbols);
        if (status < 0 || found->action == TAKE) {
            return status;
        }
    }
}
