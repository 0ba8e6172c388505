--- Fails when a C module and its stub in lua/meta/ do not list the same names.
--
-- A stub may lie in parts: tensor.lua and tensor_draws.lua. The C side is asked at run time: the
-- functions of the module's table, and the methods of every metatable registered under its name.
-- Functions that are rows with parameters (runtime/script/bind_tensor_call.h) must call these by
-- the same names, because they may be given by name; a list may be `...`.

local lint = require("tests.support.lint")

local function add_functions(names, from)
  for name, value in pairs(from) do
    if type(value) == "function" and not name:find("^__") then
      names[name] = true
    end
  end
end

--- Returns whether a key of the registry is "hyla.x" or "hyla.x.y" of the module "hyla.x".
local function is_name_under(module, key)
  return type(key) == "string" and (key .. "."):find(module .. ".", 1, true) == 1
end

--- Returns the names of the module's functions and those of its objects' methods.
local function names_in_c(module)
  local functions, methods = {}, {}
  add_functions(functions, require(module))
  for key, value in pairs(debug.getregistry()) do
    if is_name_under(module, key) and type(value) == "table" then
      add_functions(methods, type(value.__index) == "table" and value.__index or {})
    end
  end
  return functions, methods
end

--- Returns the same of a stub: `function M.x` is the module's when the stub returns M, any other
--- function belongs to a class. `M.x = Class.x` says that the module has the method x as well.
local function names_in_stub(text)
  local functions, methods = {}, {}
  local returned = text:match("return ([%w_]+)%s*$")
  for owner, name, same in text:gmatch("\n([%w_]+)%.([%w_]+) = [%w_]+%.([%w_]+)") do
    functions[name] = owner == returned and name == same or nil
  end
  for owner, name in text:gmatch("\nfunction ([%w_]+)[.:]([%w_]+)") do
    local names = owner == returned and functions or methods
    names[name] = true
  end
  return functions, methods
end

local function sorted_union(left, right)
  local names = {}
  for name in pairs(left) do
    names[#names + 1] = name
  end
  for name in pairs(right) do
    names[#names + 1] = not left[name] and name or nil
  end
  table.sort(names)
  return names
end

local function compare(kind, in_c, in_stub, complain)
  for _, name in ipairs(sorted_union(in_c, in_stub)) do
    if not in_stub[name] then
      complain(nil, "%s %s is missing", kind, name)
    elseif not in_c[name] then
      complain(nil, "%s %s is not in the C module", kind, name)
    end
  end
end

--- Returns the text of a stub and of its parts.
local function read_stub(path, complain)
  local texts = {}
  for _, part in ipairs(lint.files("^" .. path:gsub("%.lua$", "[%%w_]*%%.lua") .. "$")) do
    texts[#texts + 1] = lint.read(part)
    if not texts[#texts]:find("^%-%-%-@meta") then
      complain(1, "wanted a first line `---@meta` in %s", part)
    end
  end
  return table.concat(texts)
end

--- Kinds of parameters that take the rest of the arguments.
local LISTS = { SHAPE = true, OPEN_SHAPE = true, ORDER = true, WHOLES = true }

--- Returns the parameters of the rows in the C files of a module, by function.
local function parameters_in_c(module)
  local functions = {}
  local noun = module:match("[^.]+$")
  for _, path in ipairs(lint.files("^runtime/script/bind_" .. noun .. "[%w_]*%.c$")) do
    local text, lists = lint.read(path), {}
    for list, body in text:gmatch("const hy_parameter ([%w_]+)%[%] =%s*(%b{});") do
      lists[list] = {}
      for name, kind in body:gmatch('{"([%w_]+)", HY_KIND_([%w_]+)') do
        table.insert(lists[list], { name = name, is_list = LISTS[kind] })
      end
    end
    for name, list in text:gmatch('{{"([%w_]+)", ([%w_]+)}') do
      functions[name] = lists[list]
    end
  end
  return functions
end

--- Returns whether the names between the parentheses of a stub are those of parameters.
local function is_signature_of(text, parameters, first)
  local names = {}
  for name in text:gmatch("[%w_.]+") do
    names[#names + 1] = name
  end
  for i = first, #parameters do
    local name = names[i - first + 1]
    if name ~= parameters[i].name and not (name == "..." and parameters[i].is_list) then
      return false
    end
  end
  return #names == #parameters - first + 1
end

local function check_signatures(module, text, complain)
  local functions = parameters_in_c(module)
  for separator, name, given in text:gmatch("\nfunction [%w_]+([.:])([%w_]+)(%b())") do
    local parameters = functions[name]
    if parameters and not is_signature_of(given, parameters, separator == ":" and 2 or 1) then
      complain(nil, "the parameters of %s are not those of the C module", name)
    end
  end
end

local function check_stub(path, complain)
  local module = "hyla." .. path:match("^lua/meta/(.*)%.lua$"):gsub("/", ".")
  local text = read_stub(path, complain)
  local functions, methods = names_in_c(module)
  local stub_functions, stub_methods = names_in_stub(text)
  compare("function", functions, stub_functions, complain)
  compare("method", methods, stub_methods, complain)
  check_signatures(module, text, complain)
end

local stubs = {}
for module in lint.read("runtime/script/modules.c"):gmatch('{"hyla%.([%w_.]+)",') do
  stubs[#stubs + 1] = "lua/meta/" .. module:gsub("%.", "/") .. ".lua"
end
lint.run(stubs, check_stub)
