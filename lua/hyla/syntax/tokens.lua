--- Tokens: the words of Lua as LPeg patterns, and the pieces from which the grammar is made.

local lpeg = require("lpeg")

local trivia = require("hyla.syntax.trivia")

local P, R, S = lpeg.P, lpeg.R, lpeg.S
local C, Carg, Cc, Cmt, Cp = lpeg.C, lpeg.Carg, lpeg.Cc, lpeg.Cmt, lpeg.Cp

local digit = R("09")
local initial = R("az", "AZ", "\128\255") + P("_")
local letter = initial + digit
local skip = trivia.skip

---@class SyntaxPieces
---@field word fun(text: string): userdata     A keyword that is wanted where it is missing.
---@field opening fun(text: string): userdata  A keyword that is one of many that may stand there.
---@field sign fun(text: string): userdata     Punctuation that is wanted where it is missing.
---@field open_sign fun(pattern: userdata|string): userdata
---@field leaf fun(kind: string, pattern: userdata|string, wanted?: string): userdata
---@field word_leaf fun(kind: string, text: string): userdata
---@field node fun(kind: string, pattern: userdata): userdata
---@field close fun(kind: string): userdata    Closes a node that was opened elsewhere.
---@field list fun(item: userdata): userdata   One or more, with commas between.
---@field refuse fun(wanted: string): userdata Never matches.
---@field finish userdata                      The end of the input.

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

M.name = initial * letter ^ 0 - reserved_words()
M.number = number_text()
M.string = quoted('"') + quoted("'") + trivia.long_bracket
M.binary_operator = P("..") - P("...")
  + P("<=") + P(">=") + P("==") + P("~=")
  + S("+-*/%^<>")
  + (P("and") + P("or")) * -letter
M.unary_operator = S("-#") + P("not") * -letter

--- A keyword as it stands in the source.
---
---@param text string
---@return userdata
function M.keyword(text)
  return P(text) * -letter
end

--- One token of any sort, for messages; a string or a comment without an end is one line of it.
M.any = C(initial * letter ^ 0 + M.number + M.string
  + (S("\"'") + P("--") + P("[") * P("=") ^ 0 * P("[")) * (1 - S("\r\n")) ^ 0
  + P("...") + P("..") + S("<>=~") * P("=") + P("::") + 1)

--- Makes a token that only matches.
---
---@param pattern userdata
---@return userdata
function M.plain(pattern)
  return skip * pattern
end

--- Makes a token that notes what was wanted, in the match's first extra argument, a SyntaxFailure,
--- where nothing further on was missed.
---
---@param pattern userdata
---@param wanted? string
---@return userdata
function M.noting(pattern, wanted)
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

local function close(kind)
  return Cc(kind) * Cp()
end

--- Returns the pieces of a grammar over one way to make tokens.
---
---@param token fun(pattern: userdata, wanted?: string): userdata  M.plain or M.noting.
---@return SyntaxPieces
function M.pieces(token)
  local pieces = { close = close, finish = token(-P(1), "end of file") }
  function pieces.word(text)
    return token(M.keyword(text), "'" .. text .. "'")
  end
  function pieces.opening(text)
    return token(M.keyword(text))
  end
  function pieces.sign(text)
    return token(P(text), "'" .. text .. "'")
  end
  function pieces.open_sign(pattern)
    return token(P(pattern))
  end
  function pieces.leaf(kind, pattern, wanted)
    return token(Cp() * pattern * close(kind), wanted)
  end
  function pieces.word_leaf(kind, text)
    return pieces.leaf(kind, M.keyword(text))
  end
  function pieces.node(kind, pattern)
    return skip * Cp() * pattern * close(kind)
  end
  function pieces.list(item)
    return item * (pieces.sign(",") * item) ^ 0
  end
  function pieces.refuse(wanted)
    return token(P(false), wanted)
  end
  return pieces
end

return M
