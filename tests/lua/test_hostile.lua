--- tests/hostile: programs that attack, each with the outcomes that are right in its first line.
--
-- HYLA_HOSTILE names a further folder of such programs.

local attack = require("tests.support.attack")
local check = require("tests.support.check")

local T = {}

local results = {}

--- Attacks with all programs of a folder; once, whoever asks.
local function result_of(folder, tier)
  local name = folder .. " " .. tier
  results[name] = results[name] or attack.all(folder, tier)
  return results[name]
end

local function attack_all(folder, tier)
  local result = result_of(folder, tier)
  check.equal(result.failures, "")
  check.equal(io.open(attack.TRACE), nil)
  print(("%s: %d attacks, %d workers replaced"):format(tier, result.attacks, result.replaced))
  return result.attacks
end

for _, tier in ipairs(attack.TIERS) do
  T[("every_attack_ends_as_expected_at_the_%s_tier"):format(tier)] = function()
    check.truthy(attack_all("tests/hostile", tier) >= 400)
  end

  T[("attacks_from_elsewhere_end_as_expected_at_the_%s_tier"):format(tier)] = function()
    local folder = os.getenv("HYLA_HOSTILE")
    if not folder then
      return print("skipped: HYLA_HOSTILE names no folder of further attacks")
    end
    attack_all(folder, tier)
  end
end

function T.every_attack_on_a_task_ends_as_expected()
  check.equal(attack.on_a_task("tests/hostile"), "")
end

function T.answers_are_the_same_bits_at_all_tiers()
  local confirmed = result_of("tests/hostile", "confirm").answers
  local different = {}
  for path, answers in pairs(result_of("tests/hostile", "screen").answers) do
    if confirmed[path] and confirmed[path] ~= answers then
      different[#different + 1] = path
    end
  end
  check.equal(table.concat(different, "\n"), "")
end

return T
