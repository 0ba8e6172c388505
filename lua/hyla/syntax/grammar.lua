--- The grammar of Lua 5.1 with LuaJIT's extensions, as LPeg patterns that emit events.
--
-- A match gives one flat list, which hyla.syntax.build assembles into nodes:
--
--   offset          opens a node at this offset
--   kind, offset    closes the last opened node as `kind`, ending before this offset
--
-- The postfix kinds (Member, Call, ...) have no opening: they take the nodes just made. Operands
-- and operators come in a row; the builder folds them by precedence.

local lpeg = require("lpeg")

local trivia = require("hyla.syntax.trivia")

local P, R, S, V = lpeg.P, lpeg.R, lpeg.S, lpeg.V
local C, Carg, Cc, Cmt, Cp, Ct = lpeg.C, lpeg.Carg, lpeg.Cc, lpeg.Cmt, lpeg.Cp, lpeg.Ct

local digit = R("09")
local initial = R("az", "AZ", "\128\255") + P("_")
local letter = initial + digit
local skip = trivia.skip

--- Every entry of LPeg's stack is a pending rule or choice: about 25 for one function in another.
local STACK_ENTRIES = 20000

local M = {}

local function reserved_words()
  local words = [[and break do elseif else end false for function if in local nil not or repeat
    return then true until while]]
  local pattern = P(false)
  for word in words:gmatch("%a+") do
    pattern = pattern + P(word)
  end
  return pattern * -letter
end

local function quoted(quote)
  local escape = P("\\") * (P("z") * S(" \t\v\f\r\n") ^ 0 + trivia.newline + 1)
  return P(quote) * (escape + (1 - S(quote .. "\\\r\n"))) ^ 0 * P(quote)
end

--- What LuaJIT's lexer reads as one number, well formed or not.
local function number_text()
  local exponent_sign = S("+-")
  local hexadecimal = P("0") * S("xX") * (S("pP") * exponent_sign + letter + P(".")) ^ 0
  local decimal = P(".") ^ -1 * digit * (S("eE") * exponent_sign + letter + P(".")) ^ 0
  return hexadecimal + decimal
end

local name = initial * letter ^ 0 - reserved_words()
local number = number_text()
local string_literal = quoted('"') + quoted("'") + trivia.long_bracket
local binary_operator = P("..") - P("...")
  + P("<=") + P(">=") + P("==") + P("~=")
  + S("+-*/%^<>")
  + (P("and") + P("or")) * -letter
local unary_operator = S("-#") + P("not") * -letter

--- One token of any sort, for messages; a string or a comment without an end is one line of it.
M.any_token = C(initial * letter ^ 0 + number + string_literal
  + (S("\"'") + P("--") + P("[") * P("=") ^ 0 * P("[")) * (1 - S("\r\n")) ^ 0
  + P("...") + P("..") + S("<>=~") * P("=") + P("::") + 1)

--- Makes a token that always matches as it is.
local function plain_token(pattern)
  return skip * pattern
end

--- Makes a token that notes in the first extra argument what was wanted where nothing else matched.
local function noting_token(pattern, wanted)
  if not wanted then
    return skip * pattern
  end
  local function note(_, position, furthest)
    if position > furthest.position then
      furthest.position, furthest.wanted = position, {}
    end
    if position == furthest.position then
      furthest.wanted[#furthest.wanted + 1] = wanted
    end
    return false
  end
  return skip * (pattern + Cmt(Carg(1), note) * P(false))
end

--- Builds the rules over a way to make tokens.
local function rules(token)
  local function word(text)
    return token(P(text) * -letter, "'" .. text .. "'")
  end

  local function opening(text)
    return token(P(text) * -letter)
  end

  local function sign(text)
    return token(P(text), "'" .. text .. "'")
  end

  local function close(kind)
    return Cc(kind) * Cp()
  end

  local function leaf(kind, pattern, wanted)
    return token(Cp() * pattern * close(kind), wanted)
  end

  local function node(kind, pattern)
    return skip * Cp() * pattern * close(kind)
  end

  local function refuse(wanted)
    return token(P(false), wanted)
  end

  local function list(item)
    return item * (sign(",") * item) ^ 0
  end

  local function word_leaf(kind, text)
    return leaf(kind, P(text) * -letter)
  end

  local Name = leaf("Name", name, "a name")
  local Key = leaf("Key", name, "a name")
  local Vararg = leaf("Vararg", P("..."), "'...'")
  local String = leaf("String", string_literal)
  local Expression, Expressions, Block = V("Expression"), V("Expressions"), V("Block")
  local separator = sign(",") + sign(";")
  local function_rest = V("Parameters") * Block * word("end")
  local do_block = word("do") * Block * word("end")
  local last_semicolon = token(P(";")) ^ -1

  return {
    Chunk = Cp() * P("\239\187\191") ^ -1 * (P("#") * (1 - S("\r\n")) ^ 0) ^ -1 * V("Statements"),
    Block = Cp() * V("Statements"),
    Statements = (V("Statement") * last_semicolon) ^ 0
      * ((V("Return") + word_leaf("Break", "break")) * last_semicolon) ^ -1
      * skip * close("Block"),

    Statement = skip * (V("If") + V("For") + V("FunctionStatement") + V("Local")
      + node("While", opening("while") * Expression * do_block)
      + node("Do", opening("do") * Block * word("end"))
      + node("Repeat", opening("repeat") * Block * word("until") * Expression)
      + node("Label", token(P("::")) * Key * sign("::"))
      + node("Goto", opening("goto") * -(skip * P("goto") * -letter) * Key)
      + V("AssignOrCall")
      + refuse("a statement")),
    Return = node("Return", opening("return") * Expressions ^ -1),
    If = node("If", node("Branch", opening("if") * V("Then"))
      * node("Branch", opening("elseif") * V("Then")) ^ 0
      * node("Else", opening("else") * Block) ^ -1
      * word("end")),
    Then = Expression * word("then") * Block,
    For = node("NumericFor", opening("for") * Name * sign("=") * Expression * sign(",") * Expression
        * (sign(",") * Expression) ^ -1 * do_block)
      + node("GenericFor", opening("for") * V("Names") * word("in") * Expressions * do_block),
    FunctionStatement =
      node("FunctionStatement", opening("function") * V("Target") * function_rest),
    Target = Name * (sign(".") * Key * close("Member")) ^ 0
      * (sign(":") * Key * close("Method")) ^ -1,
    Local = node("LocalFunction", opening("local") * opening("function") * Name * function_rest)
      + node("Local", opening("local") * V("Names") * (sign("=") * Expressions) ^ -1),
    AssignOrCall = Cp() * list(V("Suffixed"))
      * (close("Targets") * sign("=") * Expressions * close("Assign") + close("CallStatement")),

    Names = node("Names", list(Name)),
    Expressions = node("Expressions", list(Expression)),
    Parameters = node("Parameters", sign("(")
      * (Name * (sign(",") * Name) ^ 0 * (sign(",") * Vararg) ^ -1 + Vararg) ^ -1 * sign(")")),

    Expression = skip * Cp() * V("Operand")
      * (leaf("operator", binary_operator) * V("Operand")) ^ 0 * close("Expression"),
    Operand = leaf("operator", unary_operator) ^ 0 * skip * V("Simple"),
    Simple = leaf("Number", number) + String + V("Table")
      + word_leaf("Nil", "nil") + word_leaf("True", "true") + word_leaf("False", "false")
      + leaf("Vararg", P("..."))
      + node("Function", opening("function") * function_rest)
      + V("Suffixed")
      + refuse("an expression"),
    Table = node("Table", token(P("{"))
      * (V("Field") * (separator * V("Field")) ^ 0 * separator ^ -1) ^ -1 * sign("}")),
    Field = node("NamedField", Key * token(P("=") - P("==")) * Expression)
      + node("IndexedField", token(P("[") * -S("[=")) * Expression * sign("]") * sign("=")
        * Expression)
      + Expression,

    Suffixed = (leaf("Name", name) + node("Paren", token(P("(")) * Expression * sign(")")))
      * V("Suffix") ^ 0
      * (-(skip * P("(")) + refuse("'(' on the line of the function that it calls")),
    Suffix = token(P(".") - P("..")) * Key * close("Member")
      + V("Arguments") * close("Call")
      + token(P("[")) * Expression * sign("]") * close("Index")
      + token(P(":") - P("::")) * Key * V("Arguments") * close("MethodCall"),
    Arguments = trivia.skip_inline * Cp() * P("(") * list(Expression) ^ -1 * sign(")")
        * close("Arguments")
      + node("Arguments", String) + node("Arguments", V("Table")),
  }
end

--- Compiles the rules from one of them; the match ends with the input.
local function compile(token, start)
  local grammar = rules(token)
  grammar[1] = start
  return Ct(P(grammar) * token(-P(1), "end of file"))
end

lpeg.setmaxstack(STACK_ENTRIES)

M.chunk = compile(plain_token, "Chunk")
M.expression = compile(plain_token, "Expression")

--- The same, failing always: they only note the furthest failure in their extra argument.
M.chunk_noting = compile(noting_token, "Chunk")
M.expression_noting = compile(noting_token, "Expression")

return M
