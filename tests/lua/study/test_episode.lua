--- lua/hyla/study/episode.lua

local check = require("tests.support.check")
local curves = require("hyla.study.curve")
local episodes = require("hyla.study.episode")

local T = {}

local function example(changes)
  return setmetatable(changes or {}, {
    __index = {
      method = "learned",
      seed = 7,
      held_out = "rings",
      family = "rings",
      instance = 2,
      meta_budget = 1000,
      k_curve = curves.of({ 0, 0.1, 0.1, 1 / 3 }),
      evaluated = 3,
      charged = 3.5,
      seconds = 0.25,
      outcomes = { ok = 2, error = 1 },
    },
  })
end

local LINE = '{"charged":3.5,"evaluated":3,"family":"rings","held_out":"rings","instance":2,'
  .. '"k_curve":{"imp":[0,0.1,0.3333333333333333],"k":[0,1,3],"last":3},"meta_budget":1000,'
  .. '"method":"learned","outcomes":{"error":1,"ok":2},"seconds":0.25,"seed":7}'

function T.an_episode_is_one_line()
  check.equal(episodes.encode(example()), LINE)
end

function T.a_line_gives_the_same_line_again()
  check.equal(episodes.encode(episodes.decode(LINE)), LINE)
end

function T.what_is_no_episode_is_refused_by_name()
  local function refusal(changes)
    return select(2, episodes.encode(example(changes)))
  end
  check.equal(refusal({ seed = 0.5 }), "seed: wanted a whole number from 0, got 0.5")
  check.equal(refusal({ method = 3 }), "method: wanted a text, got 3")
  check.equal(refusal({ seconds = 0 / 0 }), "seconds: wanted a number from 0, got "
    .. tostring(0 / 0))
  check.contains(refusal({ k_curve = { 0, 0.1 } }), "k_curve: wanted a curve of hyla.study.curve")
  check.contains(refusal({ k_curve = { last = 0, k = { 0 }, imp = { 1 / 0 } } }), "k_curve")
  check.contains(refusal({ outcomes = { ok = "1" } }), "outcomes: wanted whole numbers by name")
end

function T.what_is_no_json_is_refused()
  check.contains(select(2, episodes.decode("{")), "Expected")
  check.equal(select(2, episodes.decode("null")), "wanted an episode, got null")
  check.equal(select(2, episodes.decode("3")), "wanted an episode, got a number")
end

function T.the_place_of_an_episode_names_it()
  check.equal(episodes.key(example()), "learned/7/rings/rings/2/1000")
end

function T.fingerprints_know_neither_order_nor_time()
  local one, other = example(), example({ seed = 8 })
  local digest = episodes.fingerprint({ one, other })
  check.equal(episodes.fingerprint({ other, example({ seconds = 9 }) }), digest)
  check.truthy(episodes.fingerprint({ one, example({ seed = 8, charged = 9 }) }) ~= digest)
end

return T
