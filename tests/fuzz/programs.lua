--- Programs: random Lua of the kind that candidates are made of, most of which compiles.
--
-- A grammar writes statements and expressions over what a candidate can name; arguments are mostly
-- of the kind that a function wants, so that calls get somewhere, and often hostile values of that
-- kind. Some programs are mutations of others: of the corpus of attacks, and of shipped agents.
-- Program i of a seed is always the same.

local words = require("tests.fuzz.words")

local M = {}

---@class Writer
---@field rng userdata
---@field names string[]   Locals in sight.
---@field room integer     Nodes that may still be written.
---@field has_tensors boolean

local KINDS = { "n", "s", "t", "f", "p", "a" }

local function pick(w, list)
  return list[w.rng:integer(#list)]
end

local function is_likely(w, share)
  return w.rng:uniform() < share
end

-- declared ahead: expressions hold functions, which hold statements, which hold expressions
local express, write_block

local function list_of(w, kinds)
  local parts = {}
  for i = 1, #kinds do
    parts[i] = express(w, kinds:sub(i, i))
  end
  return table.concat(parts, ", ")
end

--- Writes arguments for a signature such as "sn", sometimes fewer, more or others.
local function arguments(w, signature)
  if is_likely(w, 0.1) then
    local kinds = {}
    for i = 1, w.rng:integer(4) - 1 do
      kinds[i] = pick(w, KINDS)
    end
    signature = table.concat(kinds)
  end
  return list_of(w, signature)
end

local function call(w)
  local entry = pick(w, w.has_tensors and is_likely(w, 0.5) and words.TENSORS or words.CALLS)
  return ("%s(%s)"):format(entry[1], arguments(w, entry[2]))
end

local function method(w)
  local entry = pick(w, w.has_tensors and words.METHODS or words.TEXT_METHODS)
  return ("(%s):%s(%s)"):format(express(w, entry[1]), entry[2], arguments(w, entry[3]))
end

local function constructor(w)
  local parts = {}
  for i = 1, w.rng:integer(4) - 1 do
    local value = express(w, pick(w, KINDS))
    parts[i] = is_likely(w, 0.6) and value or ("[%s] = %s"):format(express(w, "a"), value)
  end
  return ("{ %s }"):format(table.concat(parts, ", "))
end

local function with_metatable(w)
  return ("setmetatable(%s, { %s = %s })"):format(constructor(w), pick(w, words.EVENTS),
    is_likely(w, 0.7) and express(w, "f") or express(w, "a"))
end

local function closure(w)
  local before = #w.names
  local parameter = ("v%d"):format(before)
  w.names[before + 1] = parameter
  local text = ("function(%s, ...) %s end"):format(parameter, write_block(w, 2))
  w.names[before + 1] = nil
  return text
end

local function thread(w)
  return ("coroutine.wrap(%s)"):format(closure(w))
end

local function operation(w)
  return ("(%s %s %s)"):format(express(w, is_likely(w, 0.8) and "n" or "a"),
    pick(w, words.OPERATORS), express(w, is_likely(w, 0.8) and "n" or "a"))
end

local function unary(w)
  return ("%s(%s)"):format(pick(w, { "-", "not ", "#" }), express(w, pick(w, KINDS)))
end

local function place(w)
  return ("(%s)[%s]"):format(express(w, "t"), express(w, pick(w, { "n", "s", "a" })))
end

local function name(w)
  return #w.names > 0 and pick(w, w.names) or "x"
end

local function pattern(w)
  local parts = {}
  for i = 1, w.rng:integer(4) do
    parts[i] = pick(w, words.PATTERNS)
  end
  return ("%q"):format(table.concat(parts))
end

local WAYS = {
  n = { operation, operation, unary, call, name, place },
  s = { call, method, name, operation },
  t = { constructor, constructor, with_metatable, name, call },
  f = { closure, closure, thread, name },
  p = { pattern },
  a = { call, name, place, constructor, closure, method, with_metatable, operation },
}

local function literal(w, kind)
  if kind == "p" then
    return pattern(w)
  elseif kind == "f" then
    return pick(w, words.FUNCTIONS)
  end
  return pick(w, words.VALUES[kind])
end

--- Returns the text of an expression, mostly of a kind: number, string, table, function, pattern,
--- any.
function express(w, kind)
  w.room = w.room - 1
  if kind == "T" then
    return w.room > 0 and is_likely(w, 0.4) and method(w) or pick(w, words.VALUES.T)
  end
  if w.room <= 0 or is_likely(w, 0.45) then
    return is_likely(w, 0.3) and name(w) or literal(w, kind)
  end
  return pick(w, WAYS[kind])(w)
end

local function declare(w)
  local new = ("v%d"):format(#w.names)
  local text = ("local %s = %s"):format(new, express(w, pick(w, KINDS)))
  w.names[#w.names + 1] = new
  return text
end

local function assign(w)
  local target = is_likely(w, 0.5) and name(w)
    or is_likely(w, 0.5) and ("(%s)[%s]"):format(name(w), express(w, "a")) or pick(w, words.GLOBALS)
  return ("%s = %s"):format(target:find("^%(") and target:gsub("[()]", "", 2) or target,
    express(w, pick(w, KINDS)))
end

local function protect(w)
  local entry = pick(w, w.has_tensors and is_likely(w, 0.6) and words.TENSORS or words.CALLS)
  local rest = arguments(w, entry[2])
  return ("pcall(%s%s)"):format(entry[1], rest == "" and "" or ", " .. rest)
end

local function choose(w)
  return ("if %s then %s else %s end"):format(express(w, "a"), write_block(w, 1), write_block(w, 1))
end

local function count(w)
  local variable = ("v%d"):format(#w.names)
  w.names[#w.names + 1] = variable
  local last = is_likely(w, 0.95) and tostring(w.rng:integer(60)) or express(w, "n")
  local text = ("for %s = %s, %s do %s end"):format(variable, pick(w, { "1", "0", "-3", "1" }),
  last,
    write_block(w, 2))
  w.names[#w.names] = nil
  return text
end

local function traverse(w)
  return ("for k, v in %s(%s) do %s end"):format(pick(w, { "pairs", "ipairs" }), express(w, "t"),
    write_block(w, 1))
end

local function turn(w)
  return ("while %s do %s %s end"):format(express(w, "a"), write_block(w, 1),
    is_likely(w, 0.97) and "break" or "")
end

local function recur(w)
  local new = ("v%d"):format(#w.names)
  w.names[#w.names + 1] = new
  return ("local function %s(a, b) %s return %s(%s) end"):format(new, write_block(w, 1),
    is_likely(w, 0.3) and new or "type", express(w, "a"))
end

local STATEMENTS = {
  declare, declare, declare, assign, protect, protect, protect, call, choose, count, traverse, turn,
  recur,
}

--- Returns the text of some statements in a block of their own.
function write_block(w, most)
  local before, lines = #w.names, {}
  for i = 1, w.rng:integer(most) do
    if w.room > 0 then
      lines[i] = pick(w, STATEMENTS)(w)
    end
  end
  for i = #w.names, before + 1, -1 do
    w.names[i] = nil
  end
  return "do " .. table.concat(lines, "; ") .. " end"
end

--- Returns a program made by the grammar.
---
---@param rng userdata  An hyla.rng.
---@param has_tensors? boolean
---@return string source
function M.grow(rng, has_tensors)
  local w = { rng = rng, names = {}, room = 8 + rng:integer(40),
  has_tensors = has_tensors or false }
  local lines = { has_tensors and words.PREAMBLE or nil }
  for _ = 1, rng:integer(4) do
    local statement = pick(w, STATEMENTS)(w)
    local is_bold = is_likely(w, 0.2) or statement:find("^local")
    lines[#lines + 1] = is_bold and statement
      or ("pcall(function(x) %s end, %d)"):format(statement, rng:integer(9))
  end
  w.names[#w.names + 1] = "x"
  lines[#lines + 1] = ("return function(x) %s return %s end"):format(write_block(w, 3),
    express(w, "n"))
  return table.concat(lines, "\n")
end

local MUTATIONS = {
  function(source, rng) -- a piece goes
    local at = rng:integer(#source)
    return source:sub(1, at - 1) .. source:sub(at + rng:integer(12))
  end,
  function(source, rng) -- a piece comes twice
    local at = rng:integer(#source)
    local piece = source:sub(at, at + rng:integer(40))
    return source:sub(1, at) .. piece .. source:sub(at)
  end,
  function(source, rng) -- a number becomes another
    local other = words.VALUES.n[rng:integer(#words.VALUES.n)]
    return (source:gsub("%f[%w]%d+%.?%d*%f[%W]", function(old)
      return rng:integer(3) == 1 and other or old
    end))
  end,
  function(source, rng) -- a byte becomes another
    local at = rng:integer(#source)
    return source:sub(1, at - 1) .. string.char(rng:integer(256) - 1) .. source:sub(at + 1)
  end,
  function(source, rng) -- a name becomes another
    local entry = words.CALLS[rng:integer(#words.CALLS)]
    local wanted = rng:integer(8)
    return (source:gsub("%f[%a][%a.]+%f[%A]", function(old)
      wanted = wanted - 1
      return wanted == 0 and entry[1] or old
    end))
  end,
}

--- Returns a program made of another by a few changes.
---
---@param source string
---@param rng userdata
---@return string
function M.mutate(source, rng)
  for _ = 1, rng:integer(3) do
    source = #source > 0 and MUTATIONS[rng:integer(#MUTATIONS)](source, rng) or source
  end
  return source
end

return M
