--- Reading: JSON Lines and JSON files whose errors name the file and the line.

local cjson = require("cjson.safe")

local M = {}

--- The length of text after a word such as "score" in which a number counts as a quoted rating.
local REACH = 40

local RATING_WORDS = { "[Ss]cores?", "[Rr]atings?", "[Mm]y review" }

--- Replaces ratings that a reviewer quotes as numbers: "my score from 5 to 6" ends "from # to #".
---
---@param text string
---@return string
function M.without_ratings(text)
  local function mask(word, rest)
    return word .. rest:sub(1, REACH):gsub("%f[%w][1-9]0?%f[^%w]", "#") .. rest:sub(REACH + 1)
  end
  for _, word in ipairs(RATING_WORDS) do
    text = text:gsub("(" .. word .. ")([^.!?]*)", mask)
  end
  return text
end

--- Calls `take(row)` for each line of a JSON Lines file.
---
---@param path string
---@param take fun(row: table): string? Returns what is wrong with the row, if anything.
---@return boolean? done
---@return string? message  With file and line.
function M.each_line(path, take)
  local file, message = io.open(path, "r")
  if not file then
    return nil, message
  end
  local number, problem = 0, nil
  for line in file:lines() do
    number = number + 1
    local row, broken = cjson.decode(line)
    if type(row) ~= "table" then
      problem = "broken JSON: " .. (broken or "wanted an object, got " .. type(row))
    else
      problem = take(row)
    end
    if problem then
      break
    end
  end
  file:close()
  if problem then
    return nil, ("%s:%d: %s"):format(path, number, problem)
  end
  return true
end

--- Returns the value of a file that holds one JSON object.
---
---@param path string
---@return table? value
---@return string? message
function M.object(path)
  local file, message = io.open(path, "r")
  if not file then
    return nil, message
  end
  local value, broken = cjson.decode(file:read("*a"))
  file:close()
  if type(value) ~= "table" then
    return nil, ("%s: broken JSON: %s"):format(path, broken or "wanted an object")
  end
  return value
end

return M
