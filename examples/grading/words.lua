--- Words: what the answers of students are made of, and the names of both sides.

local M = {}

M.good = { "clear", "correct", "complete" }

M.bad = { "vague", "wrong", "missing" }

M.plain = { "proof", "example", "figure", "method", "result", "because", "therefore", "step" }

M.students = { "anna", "boris", "chen", "dora", "emil", "farah" }

--- As many as a prime, so that any step through them meets all.
M.graders = {
  "adams",
  "baker",
  "clark",
  "davis",
  "evans",
  "frank",
  "green",
  "harris",
  "irwin",
  "jones",
  "klein",
}

return M
