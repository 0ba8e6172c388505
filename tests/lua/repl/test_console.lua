--- lua/hyla/repl/console.lua, and all of the REPL as somebody at a terminal meets it

local check = require("tests.support.check")
local console = require("hyla.repl.console")
local files = require("hyla.files")
local reader = require("hyla.repl.reader")
local scratch = require("tests.support.scratch")
local terminal = require("tests.support.terminal")

local T = {}

-- types in a REPL whose history is in a folder of its own
local function play(steps, folder)
  local all = { "wait > " }
  for _, step in ipairs(steps) do
    all[#all + 1] = step
  end
  all[#all + 1] = "send :quit\\n"
  if folder then
    return terminal.play("repl", all, ("XDG_STATE_HOME='%s'"):format(folder))
  end
  local output
  scratch.with(function(fresh)
    output = terminal.play("repl", all, ("XDG_STATE_HOME='%s'"):format(fresh))
  end)
  return output
end

function T.values_are_shown_and_kept()
  play({ "send 6 * 7\\n", "wait \\n42", "wait > ", "send _ + 1\\n", "wait 43" })
end

function T.blocks_take_several_lines()
  play({ "send for i = 5, 6 do\\n", "wait >> ", "send print(i * 11)\\n", "wait >> ", "send end\\n",
    "wait 55", "wait 66", "wait > " })
end

function T.tab_completes()
  play({ "send hyla.nearest.w\\t", "wait ord", "send \\n", "wait function <", "wait > " })
  play({ "send string.re\\t\\t", "wait rep      reverse", "send \\^C", "wait > " })
  play({ "send :rel\\t", "wait oad", "send \\^C", "wait > " })
  play({ "send for i = 1, 2 do\\n", "wait >> ", "send \\tprint(i)\\n", "wait print(i)", "wait >> ",
    "send end\\n", "wait 2" })
end

T.the_history_keeps_blocks = scratch.test(function(folder)
  play({ "send for i = 5, 6 do\\n", "wait >> ", "send print(i * 11) end\\n", "wait 66", "wait > ",
    "send  secret = 1\\n", "wait > " }, folder)
  play({ "send \\e[A", "wait :quit", "send \\e[A", "wait print(i * 11) end", "send \\n", "wait 55",
    "wait 66", "wait > ", "send \\^Ri * 1", "wait print(i", "send \\n", "wait 66", "wait > ",
  }, folder)
  check.falsy(files.read(folder .. "/hyla/history"):find("secret", 1, true))
end)

-- what none but Ctrl-C would end
local ENDLESS = {
  "while true do end",
  "local x = 0 while true do x = x + 1 end",
  "while true do pcall(function() while true do end end) end",
  "coroutine.wrap(function() while true do end end)()",
  "local function f() return f() end f()",
  "while true do hyla.tensor.ones(10) end",
  "while true do string.rep('x', 10) end",
  "os.execute('sleep 60')",
  "io.read()",
}

-- what a chunk says first, so that it is known to run
local SAY = "print('g' .. 'o') "

function T.an_interrupt_ends_the_chunk_and_nothing_else()
  local steps = { "send kept = 'still here';\\n", "wait > " }
  for _, code in ipairs(ENDLESS) do
    local typed = ("send %s%s\\n"):format(SAY, code)
    for _, step in ipairs({ typed, "wait go", "pause 100", "send \\^C", "wait > " }) do
      steps[#steps + 1] = step
    end
  end
  steps[#steps + 1] = "send print(kept .. '!')\\n"
  steps[#steps + 1] = "wait still here!"
  local output = play(steps)
  check.contains(output, ("stdin:2: interrupted\r\n   2 | %swhile true do end"):format(SAY))
end

T.an_interrupt_ends_what_was_loaded = scratch.test(function(folder)
  assert(files.write(folder .. "/spin.lua", "return { f = function() while true do end end }"))
  assert(files.write(folder .. "/loop.lua", SAY .. "while true do end"))
  play({ ("send :load %s/loop.lua\\n"):format(folder), "wait go", "pause 100", "send \\^C",
    "wait loop.lua:1: interrupted", "wait > ",
    ("send package.path = '%s/?.lua;' .. package.path;\\n"):format(folder), "wait > ",
    ("send %srequire('spin').f()\\n"):format(SAY), "wait go", "pause 100", "send \\^C",
    "wait spin.lua:1: interrupted", "wait > " })
end)

function T.an_interrupt_at_the_prompt_clears_the_line()
  play({ "send print('no' .. 'pe')\\^C", "wait > ", "send 1 + 1\\n", "wait \\n2", "wait > ",
    "send for i = 1, 2 do\\n", "wait >> ", "send \\^C", "wait > ", "send 2 + 1\\n", "wait \\n3" })
end

function T.an_interrupt_after_the_chunk_is_no_error()
  play({ "send 1 + 1\\n", "wait > ", "send \\^C\\^C", "wait > ", "send 3 + 4\\n", "wait \\n7" })
end

function T.errors_documentation_times_and_plots_are_shown()
  play({ "send prnt(1)\\n", "wait did you mean print?", "wait 1 | prnt(1)", "wait ^^^^", "wait > ",
    "send hyla.nearest.word?\\n", "wait Returns the word that is closest", "wait > ",
    "send :time 6 * 7\\n", "wait 42", "wait of processor time", "wait > ",
    "send :plot {1, 2, 3}\\n", "wait 3 |", "wait ⠉", "wait > " })
end

T.the_end_of_input_ends_it = scratch.test(function(folder)
  local settings = ("XDG_STATE_HOME='%s'"):format(folder)
  check.contains(terminal.play("repl", { "wait > ", "send \\^D" }, settings), "> ")
end)

function T.another_evaluator_may_answer()
  local asked, lines = {}, { "a", "b" }
  local evaluator = {
    is_unfinished = function()
      return false
    end,
    evaluate = function(_, text)
      asked[#asked + 1] = text
      return text == "a" and "quit" or nil
    end,
  }
  console.run(reader.pipe(function()
    return table.remove(lines, 1)
  end), evaluator)
  check.equal(table.concat(asked, " "), "a")
end

return T
