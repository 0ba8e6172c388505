--- The grammar of Lua 5.1 with LuaJIT's extensions, as LPeg patterns that emit events.
--
-- A match gives one flat list that hyla.syntax.build assembles:
--
--   offset          opens a node at this offset
--   kind, offset    closes the last opened node as `kind`, ending before this offset
--
-- The postfix kinds (Member, Call, ...) have no opening: they take the nodes just made. Operands
-- and operators come in a row; the builder folds them by precedence.
--
-- The rules are compiled twice: with plain tokens that only match, for speed, and with tokens that
-- note what was wanted at the furthest failure, for messages.

local lpeg = require("lpeg")

local tokens = require("hyla.syntax.tokens")
local trivia = require("hyla.syntax.trivia")

local P, S, V, Cp, Ct = lpeg.P, lpeg.S, lpeg.V, lpeg.Cp, lpeg.Ct

--- Each pending rule or choice takes an entry of LPeg's stack: measured 4 for one pair of
--- parentheses in another and 17 for one function in another.
local STACK_ENTRIES = 20000

local Expression, Expressions, Block = V("Expression"), V("Expressions"), V("Block")

local M = {}

---@param the SyntaxPieces
local function block_rules(the)
  local byte_order_mark, first_line = P("\239\187\191"), P("#") * (1 - S("\r\n")) ^ 0
  local semicolon = the.open_sign(";") ^ -1
  return {
    Chunk = Cp() * byte_order_mark ^ -1 * first_line ^ -1 * V("Statements"),
    Block = Cp() * V("Statements"),
    Statements = (V("Statement") * semicolon) ^ 0 * (V("Last") * semicolon) ^ -1
      * trivia.skip * the.close("Block"),
    Last = the.node("Return", the.opening("return") * Expressions ^ -1)
      + the.word_leaf("Break", "break"),
    Names = the.node("Names", the.list(V("Name"))),
    Expressions = the.node("Expressions", the.list(Expression)),
    Name = the.leaf("Name", tokens.name, "a name"),
    Key = the.leaf("Key", tokens.name, "a name"),
  }
end

---@param the SyntaxPieces
local function statement_rules(the)
  local node, opening, word, sign = the.node, the.opening, the.word, the.sign
  local do_block = word("do") * Block * word("end")
  local not_goto = -(trivia.skip * tokens.keyword("goto")) -- `goto goto` is no jump in LuaJIT
  return {
    Statement = trivia.skip * (V("If") + V("For") + V("FunctionStatement") + V("Local")
      + node("While", opening("while") * Expression * do_block)
      + node("Do", opening("do") * Block * word("end"))
      + node("Repeat", opening("repeat") * Block * word("until") * Expression)
      + node("Label", the.open_sign("::") * V("Key") * sign("::"))
      + node("Goto", opening("goto") * not_goto * V("Key"))
      + V("AssignOrCall")
      + the.refuse("a statement")),
    If = node("If", node("Branch", opening("if") * V("Then"))
      * node("Branch", opening("elseif") * V("Then")) ^ 0
      * node("Else", opening("else") * Block) ^ -1
      * word("end")),
    Then = Expression * word("then") * Block,
    For = node("NumericFor", opening("for") * V("Name") * sign("=") * Expression
        * sign(",") * Expression * (sign(",") * Expression) ^ -1 * do_block)
      + node("GenericFor", opening("for") * V("Names") * word("in") * Expressions * do_block),
    AssignOrCall = Cp() * the.list(V("Suffixed"))
      * (the.close("Targets") * sign("=") * Expressions * the.close("Assign")
        + the.close("CallStatement")),
  }
end

---@param the SyntaxPieces
local function function_rules(the)
  local node, opening, sign, close = the.node, the.opening, the.sign, the.close
  local vararg = the.leaf("Vararg", P("..."), "'...'")
  local parameters = V("Name") * (sign(",") * V("Name")) ^ 0 * (sign(",") * vararg) ^ -1 + vararg
  return {
    FunctionStatement = node("FunctionStatement",
      opening("function") * V("Target") * V("FunctionRest")),
    Target = V("Name") * (sign(".") * V("Key") * close("Member")) ^ 0
      * (sign(":") * V("Key") * close("Method")) ^ -1,
    Local = node("LocalFunction",
        opening("local") * opening("function") * V("Name") * V("FunctionRest"))
      + node("Local", opening("local") * V("Names") * (sign("=") * Expressions) ^ -1),
    Function = node("Function", opening("function") * V("FunctionRest")),
    FunctionRest = V("Parameters") * Block * the.word("end"),
    Parameters = node("Parameters", sign("(") * parameters ^ -1 * sign(")")),
  }
end

---@param the SyntaxPieces
local function expression_rules(the)
  local leaf, word_leaf = the.leaf, the.word_leaf
  return {
    Expression = trivia.skip * Cp() * V("Operand")
      * (leaf("operator", tokens.binary_operator) * V("Operand")) ^ 0 * the.close("Expression"),
    Operand = leaf("operator", tokens.unary_operator) ^ 0 * trivia.skip * V("Simple"),
    Simple = leaf("Number", tokens.number) + V("String") + V("Table")
      + word_leaf("Nil", "nil") + word_leaf("True", "true") + word_leaf("False", "false")
      + leaf("Vararg", P("..."))
      + V("Function")
      + V("Suffixed")
      + the.refuse("an expression"),
    String = leaf("String", tokens.string),
  }
end

---@param the SyntaxPieces
local function table_rules(the)
  local node, sign, open_sign = the.node, the.sign, the.open_sign
  local separator = sign(",") + sign(";")
  local fields = V("Field") * (separator * V("Field")) ^ 0 * separator ^ -1
  return {
    Table = node("Table", open_sign("{") * fields ^ -1 * sign("}")),
    Field = node("NamedField", V("Key") * open_sign(P("=") - P("==")) * Expression)
      + node("IndexedField", open_sign(P("[") * -S("[=")) * Expression * sign("]")
        * sign("=") * Expression)
      + Expression,
  }
end

---@param the SyntaxPieces
local function suffix_rules(the)
  local node, sign, open_sign, close = the.node, the.sign, the.open_sign, the.close
  local no_call_on_next_line = -(trivia.skip * P("("))
    + the.refuse("'(' on the line of the function that it calls")
  return {
    Suffixed = (the.leaf("Name", tokens.name)
        + node("Paren", open_sign("(") * Expression * sign(")")))
      * V("Suffix") ^ 0 * no_call_on_next_line,
    Suffix = open_sign(P(".") - P("..")) * V("Key") * close("Member")
      + V("Arguments") * close("Call")
      + open_sign("[") * Expression * sign("]") * close("Index")
      + open_sign(P(":") - P("::")) * V("Key") * V("Arguments") * close("MethodCall"),
    Arguments = trivia.skip_inline * Cp() * P("(") * the.list(Expression) ^ -1 * sign(")")
        * close("Arguments")
      + node("Arguments", V("String"))
      + node("Arguments", V("Table")),
  }
end

local RULES = {
  block_rules, statement_rules, function_rules, expression_rules, table_rules, suffix_rules,
}

--- Compiles the rules from one of them over a way to make tokens; a match ends with the input.
local function compile(token, start)
  local pieces, grammar = tokens.pieces(token), { start }
  for _, rules in ipairs(RULES) do
    for name, pattern in pairs(rules(pieces)) do
      grammar[name] = pattern
    end
  end
  return Ct(P(grammar) * pieces.finish)
end

lpeg.setmaxstack(STACK_ENTRIES)

M.chunk = compile(tokens.plain, "Chunk")
M.expression = compile(tokens.plain, "Expression")

--- The same over tokens that note the furthest failure in the match's extra argument.
M.chunk_noting = compile(tokens.noting, "Chunk")
M.expression_noting = compile(tokens.noting, "Expression")

return M
