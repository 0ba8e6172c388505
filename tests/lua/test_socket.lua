--- hyla.socket

local check = require("tests.support.check")
local scratch = require("tests.support.scratch")
local socket = require("hyla.socket")
local system = require("hyla.system")

local T = {}

T.two_ends_speak_in_lines = scratch.test(function(folder)
  local path = folder .. "/live.sock"
  local listener = assert(socket.listen(path))
  check.equal(listener:accept(), nil)
  local there = assert(socket.connect(path))
  check.equal(socket.wait({ listener }, 5), true)
  local here = listener:accept()
  assert(there:write("one"))
  assert(there:write(""))
  check.equal(socket.wait({ here }, 5), true)
  check.equal(here:read(), "one")
  check.equal(here:read(), "")
  check.equal(select("#", here:read()), 1)
  there:close()
  check.equal(select(2, here:read()), "closed")
  here:close()
  listener:close()
  listener:close()
  check.equal(system.kind(path), nil)
end)

T.waiting_ends_with_the_time = scratch.test(function(folder)
  local listener = assert(socket.listen(folder .. "/live.sock"))
  check.equal(socket.wait({ listener }, 0.01), false)
  check.equal(socket.wait({}, 0), false)
  listener:close()
end)

T.mistakes_are_told = scratch.test(function(folder)
  local path = folder .. "/live.sock"
  local wire, message = socket.connect(path)
  check.equal(wire, nil)
  check.contains(message, "nobody listens there")
  local listener = assert(socket.listen(path))
  check.contains(select(2, socket.listen(path)), "in use")
  local there = assert(socket.connect(path))
  check.fails("wanted one line", there.write, there, "a\nb")
  there:close()
  check.fails("the wire is closed", there.read, there)
  check.fails("hyla.socket.listener expected", socket.wait, { 1 }, 0)
  listener:close()
  check.fails("the listener is closed", listener.accept, listener)
end)

return T
