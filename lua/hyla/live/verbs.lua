--- Verbs: what others may ask of a run that goes on.

local byhand = require("hyla.live.byhand")
local files = require("hyla.files")
local hash = require("hyla.hash")
local staging = require("hyla.live.staging")

---@type table<string, LiveVerb>
local M = {}

-- where the run stands
local function status_of(server)
  local run = server.run
  local best = run.view.rows[1]
  return {
    task = run.task.name,
    seed = run.seed,
    budget = run.budget,
    landed = run.view.upto,
    best = { n = best.n, score = best.score },
    is_paused = server:is_paused(),
    swapped = run.swaps:parts(),
  }
end

M.status = {
  run = status_of,
}

--- The first that anyone says; with `is_reader` the connection may only look.
M.hello = {
  wanted = { is_reader = "boolean?" },
  run = status_of,
}

M.pause = {
  writes = true,
  run = function(server)
    server.pause_at = server.run.view.upto
    return status_of(server)
  end,
}

M.resume = {
  writes = true,
  run = function(server)
    server.pause_at = nil
    return status_of(server)
  end,
}

--- Lets so many entries land, then waits.
M.step = {
  writes = true,
  wanted = { count = "number?" },
  run = function(server, arguments)
    local count = arguments.count or 1
    if count < 1 or count % 1 ~= 0 then
      return nil, ("count wants an integer from 1 on, got %s"):format(count)
    end
    server.pause_at = server.run.view.upto + count
    return status_of(server)
  end,
}

--- One entry, as the archive has it, without its programs.
M.entry = {
  wanted = { n = "number" },
  run = function(server, arguments)
    local entry = server.run.archive:entry(arguments.n)
    if not entry then
      local text = "wanted an entry from 1 to %d, got %s"
      return nil, text:format(server.run.archive:count(), arguments.n)
    end
    return entry
  end,
}

--- What the policy knows.
M.mind = {
  run = function(server)
    return server.run.mind
  end,
}

--- What the editors could do to an entry.
M.options = {
  wanted = { n = "number", part = "string?" },
  run = function(server, arguments)
    local names, message = byhand.options(server.run, arguments.n, arguments.part or "agent")
    return names and { names = names }, message
  end,
}

--- Tries an edit by hand; nothing is inserted.
M.try = {
  wanted = { n = "number", action = "string", seed = "number?", part = "string?" },
  run = function(server, arguments)
    return byhand.try(server.run, {
      n = arguments.n,
      part = arguments.part or "agent",
      action = arguments.action,
      seed = arguments.seed or 1,
    })
  end,
}

--- Stages a file, or a source for a part.
M.swap = {
  writes = true,
  wanted = { path = "string?", source = "string?", part = "string?" },
  run = function(server, arguments)
    local source, message = arguments.source, nil
    if not source then
      source, message = files.read(arguments.path or "")
    end
    local part = arguments.part
    if source and not part then
      part, message = staging.part_of(server.run, arguments.path or "", source)
    end
    if not part or not source then
      return nil, message
    end
    local staged
    staged, message = staging.stage(server.run, part, source)
    if staged then
      staged.digest, staged.landed = hash.hex(source), server.run.view.upto
    end
    return staged, message
  end,
}

--- Takes the last swap back.
M.undo = {
  writes = true,
  run = function(server)
    local swap, message = server.run.swaps:undo()
    return swap and { part = swap.part, digest = swap.was and hash.hex(swap.was) }, message
  end,
}

return M
