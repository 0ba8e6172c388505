--- Words: what the remarks in a survey are made of, and the names of those who answer it.

local M = {}

M.glad = { "helpful", "pleasant", "easy" }

M.cross = { "slow", "rude", "broken" }

M.plain = { "visit", "phone", "office", "letter", "today", "again", "nothing", "form" }

M.respondents = { "ash", "briar", "clover", "dill", "elder", "fern", "gorse", "heath" }

return M
