--- lua/hyla/manifest.lua

local check = require("tests.support.check")
local hash = require("hyla.hash")
local manifest = require("hyla.manifest")

local T = {}

--- Writes a program and reads it back from what was written.
local function round(program)
  local text, sources = manifest.encode(program)
  local by_digest = {}
  for _, source in ipairs(sources) do
    by_digest[hash.hex(source)] = source
  end
  return manifest.decode(text, function(digest)
    return by_digest[digest], "not kept"
  end)
end

function T.a_program_comes_back()
  local program = round({
    parts = { agent = "a", ["editors/widen"] = "w" },
    numbers = { rate = 0.1 },
    memory = { seen = { 1, 2 } },
  })
  check.equal(program.parts.agent, "a")
  check.equal(program.parts["editors/widen"], "w")
  check.equal(program.numbers.rate, 0.1)
  check.equal(program.memory.seen[2], 2)
end

function T.equal_programs_have_equal_manifests()
  local one = manifest.encode({ parts = { a = "1", b = "2" }, numbers = {} })
  check.equal(one, (manifest.encode({ parts = { b = "2", a = "1" } })))
end

function T.numbers_must_be_finite()
  local text, message = manifest.encode({ parts = {}, numbers = { rate = 1 / 0 } })
  check.equal(text, nil)
  check.equal(message, "program.numbers.rate: inf has no place in JSON")
end

function T.a_source_that_is_lost_is_named()
  local text = '{"agent":"a1","kit":"k1","numbers":{}}'
  local program, message = manifest.decode(text, function()
    return nil, "gone"
  end)
  check.equal(program, nil)
  check.equal(message, "the kit: gone")
  program, message = manifest.decode(text, function(digest)
    return digest == "k1" and "{}" or nil, "gone"
  end)
  check.equal(program, nil)
  check.equal(message, "part agent: gone")
end

function T.a_kit_that_is_kept_is_not_written_again()
  local program = { parts = { agent = "a", policy = "p" } }
  local _, blobs = manifest.encode(program)
  check.equal(#blobs, 3)
  _, blobs = manifest.encode(program, { [manifest.kit(program)] = true })
  check.equal(#blobs, 1)
  check.equal(blobs[1], "a")
end

function T.a_program_is_named_by_its_manifest()
  local program = { parts = { agent = "a" } }
  check.equal(manifest.digest(program), hash.hex((manifest.encode(program))))
  local _, message = manifest.digest({ parts = {}, numbers = { 0 / 0 } })
  check.equal(message, "program.numbers[1]: nan has no place in JSON")
end

return T
