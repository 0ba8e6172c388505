--- lua/hyla/repl/reader.lua; the terminal's is tested by tests/lua/repl/test_console.lua

local check = require("tests.support.check")
local chunks = require("hyla.repl.chunk")
local program = require("tests.support.program")
local reader = require("hyla.repl.reader")

local T = {}

-- a reader of these lines
local function typing(lines)
  local at = 0
  return reader.pipe(function()
    at = at + 1
    return lines[at]
  end)
end

function T.lines_are_joined_until_the_block_is_finished()
  local pipe = typing({ "for i = 1, 2 do", "print(i)", "end", "1" })
  check.equal(pipe:block(chunks.is_unfinished), "for i = 1, 2 do\nprint(i)\nend")
  check.equal(pipe:block(chunks.is_unfinished), "1")
  check.equal(pipe:block(chunks.is_unfinished), nil)
end

function T.an_interrupted_block_is_taken_back()
  check.equal(typing({ "for i = 1, 2 do", false }):block(chunks.is_unfinished), false)
end

function T.the_end_of_input_ends_a_block()
  check.equal(typing({ "if x then" }):block(chunks.is_unfinished), "if x then")
end

function T.the_history_lies_in_the_state_folder()
  local words = "-e 'print(require(\"hyla.repl.reader\").history_path())'"
  local out = program.hyla(words, "", "XDG_STATE_HOME=/state").out
  check.equal(out, "/state/hyla/history\n")
  out = program.hyla(words, "", "XDG_STATE_HOME=relative HOME=/me").out
  check.equal(out, "/me/.local/state/hyla/history\n")
  out = program.hyla(words, "", "env -u XDG_STATE_HOME -u HOME").out
  check.equal(out, "nil\n")
end

return T
