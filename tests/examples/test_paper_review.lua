--- examples/paper_review/task.lua

local cjson = require("cjson.safe")
local check = require("tests.support.check")
local folder = require("tests.support.folder")
local papers = require("tests.examples.papers")
local reader = require("examples.paper_review.reader")
local rng = require("hyla.rng")
local tasks = require("hyla.task")

local T = {}

local MODULE = "examples.paper_review.task"
local SPLITS = { "train", "validation", "test" }

local function open(options, folders)
  return tasks.open(MODULE, options, { data = folders or {}, rng = rng.new(1) })
end

local function loaded(options, folders)
  local task = assert(open(options, folders))
  assert(task:load())
  return task
end

--- Returns a loaded task on the tiny data set, opened and read in a folder that is gone by then.
local function tiny(options, files)
  local task
  folder.with(files or papers.files("iclr2017_reviews"), function(place)
    task = loaded(options, { place })
  end)
  return task
end

--- Returns what is wrong with a data set whose files are these.
local function message_for(files, options)
  local message
  folder.with(files, function(place)
    local task, problem = open(options or {}, { place })
    message = problem or select(2, task:load())
  end)
  return message
end

--- Calls `visit(value)` for every string, number and boolean in plain data, keys included.
local function walk(value, visit)
  if type(value) ~= "table" then
    return visit(value)
  end
  for key, inner in pairs(value) do
    visit(key)
    walk(inner, visit)
  end
end

--- Returns all that the cases of a task show, as one text.
local function shown(task)
  local seen = {}
  for _, split in ipairs(SPLITS) do
    for _, case in ipairs(task:cases(split)) do
      walk(case.input, function(value)
        seen[#seen + 1] = tostring(value)
      end)
    end
  end
  return table.concat(seen, "\n")
end

local function accepted(cases)
  local count = 0
  for _, case in ipairs(cases) do
    count = count + (case.answer == "accept" and 1 or 0)
  end
  return count
end

local function answers_of(cases)
  local answers = {}
  for index, case in ipairs(cases) do
    answers[index] = case.answer
  end
  return answers
end

function T.the_panel_level_shows_texts_and_numbers()
  local input = tiny({ level = "panel" }):cases("train")[1].input
  check.equal(input.title, "Title 1")
  check.equal(input.reviews[2], "Second view of 1.")
  check.equal(table.concat(input.ratings, " "), "3 4")
  check.equal(table.concat(input.confidences, " "), "2 5")
end

function T.the_text_level_shows_no_number()
  for _, case in ipairs(tiny({ level = "text" }):cases("train")) do
    walk(case.input.reviews, function(value)
      check.truthy(type(value) == "string" or value == 1 or value == 2)
    end)
    check.equal(case.input.ratings, nil)
    check.equal(case.input.confidences, nil)
  end
end

function T.nothing_that_leaks_the_decision_is_shown()
  for _, level in ipairs({ "text", "panel" }) do
    local text = shown(tiny({ level = level }))
    for _, leak in ipairs({ "LEAK", "secret-", "accept", "reject", "decision", "keywords" }) do
      check.equal(text:find(leak, 1, true), nil)
    end
  end
end

function T.ratings_quoted_in_a_review_are_masked()
  local text = "I raise my score from 5 to 6. Table 3 lists 10 scores for this. Rating 10!"
  local expected = "I raise my score from # to #. Table 3 lists 10 scores for this. Rating #!"
  check.equal(reader.without_ratings(text), expected)
end

function T.numbers_far_from_a_rating_word_stay()
  local text = "The score on the second of the two larger data sets grew by 3 points"
  check.equal(reader.without_ratings(text), text)
end

function T.splits_hold_different_papers()
  for _, split in ipairs({ "balanced", "large" }) do
    local task, seen = tiny({ split = split }), {}
    for _, name in ipairs(SPLITS) do
      for _, case in ipairs(task:cases(name)) do
        check.equal(seen[case.id], nil)
        seen[case.id] = true
      end
    end
  end
end

function T.the_large_split_takes_every_labelled_paper()
  local task = tiny({ split = "large" })
  check.equal(#task:cases("train"), 8)
  check.equal(#task:cases("validation"), 2)
  check.equal(#task:cases("test"), 2)
end

function T.the_large_split_needs_no_split_file()
  local files = papers.files("iclr2017_reviews")
  files["iclr2017_reviews/split_balanced100.json"] = nil
  check.equal(#tiny({ split = "large" }, files):cases("test"), 2)
end

function T.a_small_split_is_drawn_from_the_seed()
  local options = { source = "generated", split = "small" }
  local task = loaded(options)
  for split, count in pairs({ train = 40, validation = 40, test = 100 }) do
    check.equal(#task:cases(split), count)
    check.equal(accepted(task:cases(split)), count / 2)
  end
  check.equal(cjson.encode(loaded(options):cases("train")), cjson.encode(task:cases("train")))
end

function T.a_small_split_wants_enough_papers_of_each_fate()
  local message = message_for(papers.files("iclr2017_reviews"), { split = "small" })
  local wanted = "a small split wants 90 papers of each fate, got 6 accepted and 6 rejected"
  check.equal(message, wanted)
end

function T.missing_confidences_are_an_empty_list()
  local task = tiny({ data = "iclr2021" }, papers.files("iclr2021"))
  local input = task:cases("train")[1].input
  check.equal(#input.confidences, 0)
  check.equal(#input.ratings, 2)
  check.equal(input.reviews, nil)
end

function T.a_missing_data_set_says_where_it_was_looked_for_and_where_it_is()
  local task, message = open({}, { "/nowhere", "/neither" })
  check.equal(task, nil)
  local start = "data set iclr2017_reviews not found: looked in"
    .. " /nowhere/iclr2017_reviews, /neither/iclr2017_reviews; "
  check.equal(message:sub(1, #start), start)
  check.truthy(message:find("github.com/Seafoodair/Openreview", 1, true))
end

function T.a_folder_without_papers_is_refused_even_with_a_fallback()
  local options = { data = "iclr2021", fallback = "generated" }
  local message = message_for({ ["iclr2021/README"] = "" }, options)
  check.truthy(message:find("iclr2021 lacks papers.jsonl", 1, true))
end

function T.opening_reads_no_paper()
  folder.with(papers.broken_files("not JSON"), function(place)
    check.truthy(open({}, { place }))
  end)
end

function T.a_broken_line_is_named_with_file_and_line()
  local message = message_for(papers.broken_files("{"))
  check.truthy(message:find("iclr2017_reviews/papers.jsonl:13: broken JSON", 1, true))
end

function T.a_row_without_a_title_is_named_with_file_and_line()
  local message = message_for(papers.broken_files('{"id": "x", "accept": 1}'))
  check.truthy(message:find('papers.jsonl:13: wanted a text for "title", got nil', 1, true))
end

function T.a_review_that_is_no_object_is_named_with_file_and_line()
  local row = '{"id": "x", "title": "", "abstract": "", "accept": 1, "reviews": [3]}'
  local message = message_for(papers.broken_files(row))
  check.truthy(message:find("papers.jsonl:13: wanted numbers for ratings", 1, true))
end

function T.an_id_that_no_paper_has_is_an_error()
  local files = papers.files("iclr2017_reviews")
  files["iclr2017_reviews/split_balanced100.json"] = '{"train": ["gone"], "val": [], "test": []}'
  local message = message_for(files)
  check.truthy(message:find('split_balanced100.json: no labelled paper has the id "gone"', 1, true))
end

function T.right_answers_measure_one()
  local task = tiny({})
  local cases = task:cases("train")
  check.equal(task:measure(answers_of(cases), cases), 1)
end

function T.its_scorer_has_the_mean_that_it_measures()
  for _, measure in ipairs({ "accuracy", "graded" }) do
    local task = tiny({ measure = measure })
    local cases, sum = task:cases("train"), 0
    local scorer, answers = task:scorer(cases), { "accept", nil, "reject" }
    for i, case in ipairs(cases) do
      sum = sum + scorer.score(answers[i], case)
    end
    check.near(sum / #cases, task:measure(answers, cases), 1e-12)
  end
end

function T.missing_and_senseless_answers_are_wrong()
  local task = tiny({})
  local cases = task:cases("train")
  check.equal(task:measure({}, cases), 0)
  check.equal(task:measure({ true, 1, {}, "ACCEPT", 0 / 0, print }, cases), 0)
end

function T.an_answer_cannot_claim_to_equal_the_label()
  local sly = setmetatable({}, { __eq = function() return true end })
  local task = tiny({})
  check.equal(task:measure({ sly, sly, sly, sly }, task:cases("train")), 0)
end

function T.graded_answers_pay_when_right_and_cost_when_wrong()
  local task = tiny({ measure = "graded" })
  local cases = task:cases("train")
  local answers = answers_of(cases)
  check.equal(task:measure(answers, cases), 1)
  check.equal(task:measure({}, cases), 0)
  check.equal(task:measure({ "accept", "accept", "accept", "accept" }, cases), 0)
end

function T.half_of_the_generated_papers_are_accepted_in_each_split()
  local task = loaded({ source = "generated" })
  for _, split in ipairs(SPLITS) do
    check.equal(#task:cases(split), 100)
    check.equal(accepted(task:cases(split)), 50)
  end
end

function T.the_same_seed_generates_the_same_papers()
  local options = { source = "generated", split = "large" }
  local one, other = loaded(options), loaded(options)
  check.equal(cjson.encode(one:cases("test")), cjson.encode(other:cases("test")))
  check.equal(#one:cases("test"), 75)
end

function T.generated_papers_show_the_fields_of_the_real_ones()
  local task = loaded({ source = "generated" })
  for _, field in ipairs(task.schema.fields) do
    check.truthy(task:cases("train")[1].input[field.name])
  end
  check.equal(shown(task):find("accept", 1, true), nil)
end

local function mean(list)
  local sum = 0
  for _, value in ipairs(list) do
    sum = sum + value
  end
  return sum / #list
end

function T.generated_ratings_tell_most_papers_apart()
  local task, answers = loaded({ source = "generated" }), {}
  local cases = task:cases("test")
  for index, case in ipairs(cases) do
    answers[index] = mean(case.input.ratings) > 5.5 and "accept" or "reject"
  end
  check.truthy(task:measure(answers, cases) > 0.7)
  check.truthy(task:measure(answers, cases) < 1)
end

function T.the_fallback_says_so()
  local task = open({ fallback = "generated" }, { "/nowhere" })
  check.truthy(task.notice:find("not found: looked in /nowhere/iclr2017_reviews", 1, true))
  check.truthy(task.notice:find("using generated papers instead", 1, true))
end

local function check_real(name, large_train)
  local folders = tasks.data_folders(nil)
  if not tasks.find_data(name, folders) then
    return print(("skipped: data set %s not found"):format(name))
  end
  local task = loaded({ data = name }, folders)
  for _, split in ipairs(SPLITS) do
    check.equal(#task:cases(split), 100)
    check.equal(accepted(task:cases(split)), 50)
  end
  check.equal(#loaded({ data = name, split = "large" }, folders):cases("train"), large_train)
  check.equal(accepted(loaded({ data = name, split = "small" }, folders):cases("train")), 20)
end

function T.the_real_data_have_the_splits_that_they_are_said_to_have()
  check_real("iclr2017_reviews", 341)
  check_real("iclr2021", 1829)
end

return T
