--- Consoles: what is typed goes to an evaluator, until there is no more.

local interrupt = require("hyla.interrupt")

local M = {}

local MOST_WORDS = 120

--- Returns what the Tab key asks: what to add, and what to show below the line.
local function completer(evaluator)
  return function(before)
    if not before:find("%S") then
      return "  "
    end
    local added, words = require("hyla.repl.completion").extend(evaluator:complete(before))
    local columns = require("hyla.term").columns(1)
    return added, words and require("hyla.repl.printing").columns(words, columns, MOST_WORDS)
  end
end

--- Lets an evaluator do what was typed; what nobody else caught ends here.
local function evaluate(evaluator, text)
  local has_come, is_ok, verdict = interrupt.call(tostring, evaluator.evaluate, evaluator, text)
  io.stdout:flush()
  if not is_ok then
    io.stderr:write(has_come and "interrupted" or verdict, "\n")
    return nil
  end
  return verdict
end

--- Reads and evaluates until the end of input, or until the evaluator says "quit".
---
---@param reader Reader
---@param evaluator Evaluator
function M.run(reader, evaluator)
  local function is_unfinished(text)
    return evaluator:is_unfinished(text)
  end
  local verdict
  repeat
    local text = reader:block(is_unfinished)
    if text then
      verdict = evaluate(evaluator, text)
    elseif text == false then
      print()
    end
  until text == nil or verdict == "quit"
end

--- Opens a reader of the terminal that completes what an evaluator knows.
---
---@param prompt fun(): string  Asked before each block.
---@param evaluator Evaluator
---@return Reader?
---@return string? message
function M.terminal(prompt, evaluator)
  return require("hyla.repl.reader").terminal(prompt, completer(evaluator))
end

return M
