--- Runs that others speak with: by hand in this process, or by hyla in others.

local files = require("hyla.files")
local json = require("cjson")
local program = require("tests.support.program")
local runs = require("hyla.run")
local scratch = require("tests.support.scratch")
local searches = require("tests.support.searches")
local servers = require("hyla.live.server")
local socket = require("hyla.socket")
local verbs = require("hyla.live.verbs")

local M = {}

local CONFIG = [[
task: { module: tests.support.toy_task }
search: { workers: 1 }
limits: { cpu_seconds: 0.5 }
]]

--- Returns a test that is given `ask(verb, arguments)`, which sends a request, lets the server
--- answer, and returns the answer; the run; its server; and `send(line)`, which sends any line.
---
---@param use fun(ask: function, run: Run, server: LiveServer, send: function)
---@return fun()
function M.test(use)
  return scratch.test(function(folder)
    local config = searches.config({ budget = 12 })
    local run = assert(runs.open(config, {}))
    assert(runs.start(run, folder .. "/run", config))
    local server = assert(servers.open(run, folder .. "/run", verbs))
    local wire = assert(socket.connect(servers.path(folder .. "/run")))
    local function answer()
      server.heard = 0
      server:poll(function()
        return "asked once"
      end)
      return json.decode((assert(wire:read())))
    end
    local function ask(verb, arguments)
      assert(wire:write(json.encode({ id = 7, verb = verb, arguments = arguments })))
      return answer()
    end
    use(ask, run, server, function(line)
      assert(wire:write(line))
      return answer()
    end)
    wire:close()
    server:close()
    run.pool:close()
  end)
end

-- begins a run, types words while it goes on, and ends it: RUN stands for its folder
local SCRIPT = [[
%s run %s/toy.yaml --out %s --budget 1000000 2>%s/log &
run=$!
trap 'kill -KILL $run 2>/dev/null' EXIT
while ! [ -S %s/live.sock ]; do sleep 0.01; done
%s
kill -INT $run
wait $run
]]

--- Begins a run in `folder/run`, runs hyla with each of the words while it goes on, `RUN` in them
--- standing for its folder, and ends it. A line of the shell may have `HYLA` for the program.
---
---@param folder string
---@param words string[]
---@return string out  What the words print, each with its exit status, and a pause behind it.
---@return string log  What the run said.
function M.during(folder, words)
  assert(files.write(folder .. "/toy.yaml", CONFIG))
  local hyla = program.quote(os.getenv("HYLA_BINARY") or "build/hyla")
  local run, lines = folder .. "/run", {}
  for i, word in ipairs(words) do
    local line = word:find("HYLA", 1, true) and word or "HYLA " .. word
    line = line:gsub("HYLA", hyla):gsub("RUN", run)
    lines[i] = line .. " 2>&1; echo status $?; sleep 0.5"
  end
  local script = SCRIPT:format(hyla, folder, run, folder, run, table.concat(lines, "\n"))
  local _, out = program.shell(script)
  return out, files.read(folder .. "/log")
end

return M
