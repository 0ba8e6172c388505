--- A run with a server, spoken with by hand.

local json = require("cjson")
local runs = require("hyla.run")
local scratch = require("tests.support.scratch")
local searches = require("tests.support.searches")
local servers = require("hyla.live.server")
local socket = require("hyla.socket")
local verbs = require("hyla.live.verbs")

local M = {}

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

return M
