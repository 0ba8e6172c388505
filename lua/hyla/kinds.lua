--- Kinds: what values a key takes. A kind is called with a value and returns nil when it fits, or
--- the words for what is wanted instead.

---@alias Kind fun(value: any): string?

local M = {}

local function is_number(value)
  return type(value) == "number" and value == value
end

local function range(noun, least, most)
  if most then
    return ("%s from %.17g to %.17g"):format(noun, least, most)
  end
  return ("%s of at least %.17g"):format(noun, least)
end

--- Integers from `least` to `most`, which is as far as doubles count when it is left out.
---
---@param least integer
---@param most? integer
---@return Kind
function M.integer(least, most)
  return function(value)
    local fits = is_number(value) and value == math.floor(value) and value >= least
    if not (fits and value <= (most or 2 ^ 53)) then
      return range("an integer", least, most)
    end
  end
end

--- Numbers from `least` to `most`.
---
---@param least number
---@param most number
---@return Kind
function M.number(least, most)
  return function(value)
    if not (is_number(value) and value >= least and value <= most) then
      return range("a number", least, most)
    end
  end
end

--- Modules: the words of a `require`, of a module that can be found.
---
---@type Kind
function M.module(value)
  if type(value) ~= "string" or not value:find("^[%w_%-]+[%w_%-.]*$") or value:find("%.lua$") then
    return "a module as for require, such as agents.cold"
  end
  if not package.preload[value] and not package.searchpath(value, package.path) then
    return ("a module that can be found (a file %s.lua)"):format((value:gsub("%.", "/")))
  end
end

--- Lists of modules.
---
---@type Kind
function M.modules(value)
  if type(value) ~= "table" or #value == 0 then
    return "a list of modules"
  end
  for _, module in ipairs(value) do
    local wanted = M.module(module)
    if wanted then
      return ("a list of modules, each %s"):format(wanted)
    end
  end
end

--- Texts.
---
---@type Kind
function M.text(value)
  return type(value) ~= "string" and "a text" or nil
end

--- Shows a value in a message.
---
---@param value any
---@return string
function M.show(value)
  if type(value) == "table" then
    return value[1] ~= nil and "a list" or "a mapping"
  end
  if type(value) == "number" then
    return ("%.17g"):format(value)
  end
  return type(value) == "string" and ("%q"):format(value) or tostring(value)
end

return M
