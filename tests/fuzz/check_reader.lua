--- What must hold for any bytes that a reader of files gets.
--
-- Tensors or a message, nothing raised, memory in proportion to the bytes, and every tensor gone
-- with its scope. A failure is an error, which the fuzzer reports with the bytes.

local bytes = require("hyla.bytes")
local little = require("hyla.little")
local t = require("hyla.tensor")

local M = {}

--- What a tensor may take besides its elements: an entry of a header is not much shorter.
local BYTES_BESIDES = 64

--- Deflate's greatest ratio, and the widest element that a byte becomes.
local BYTES_OF_A_BYTE = { safetensors = 8, npy = 8 * 1032 }

--- Counts the elements of all tensors, so that the sanitizers see each being read.
local function read_all(value)
  if t.is_tensor(value) then
    assert(value:rank() <= 6)
    return value:to("f64"):sum():item() and value:count()
  end
  assert(type(value) == "table", "wanted a table of tensors")
  local count = 0
  for _, child in pairs(value) do
    count = count + read_all(child)
  end
  return count
end

local function decode(name, reader, data, options)
  local used = t.memory()
  local value, message = reader.decode(bytes.of(data), options)
  local most = (BYTES_OF_A_BYTE[name] + BYTES_BESIDES) * #data + 4096
  assert(t.memory() - used <= most, "wanted memory in proportion to the bytes")
  if value == nil then
    assert(type(message) == "string" and message:find("^[%w ]*wanted") or message:find("^in "),
      "wanted a message")
    return
  end
  read_all(value)
end

--- Returns safetensors bytes whose length is that of the header, which a mutation rarely keeps.
local function with_length(data)
  local behind = data:find("}[^}]*$", 9) or 8
  return little.write(behind - 8, 8) .. data:sub(9)
end

--- Returns a function that raises unless all holds for the bytes it is given.
---
---@param name "safetensors" | "npy"
---@return fun(data: string)
function M.of(name)
  local reader = require("hyla." .. name)
  return function(data)
    local _, _, tensors = t.memory()
    t.scope(function()
      decode(name, reader, data, { flat = #data % 2 == 1 })
      if name == "safetensors" and #data > 8 then
        decode(name, reader, with_length(data), { flat = true })
      end
    end)
    local _, _, left = t.memory()
    assert(left == tensors, "wanted every tensor released")
  end
end

return M
