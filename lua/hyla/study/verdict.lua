--- Verdicts: what the tests of a study say, as tables.

local figure = require("hyla.study.figure")

local M = {}

local LEFT = "left"

local CLAIM_COLUMNS = {
  { title = "p" },
  { title = "corrected p" },
  { title = "sign-flip p", is_spare = true },
  { title = "seeds won", is_spare = true },
  { title = "effect g", is_spare = true },
}

--- Returns the cells of the columns above.
local function claim_cells(claim)
  return {
    figure.p(claim.p),
    figure.p(claim.corrected),
    figure.p(claim.ps and claim.ps.sign_flip),
    claim.superiority and ("%.0f %%"):format(100 * claim.superiority) or figure.NONE,
    figure.fixed(claim.effect, 2),
  }
end

local function difference(outline, claim)
  return figure.estimate(claim.mean, claim.interval, outline.decimals, figure.signed)
end

--- Returns the claims of a kind as a sheet; `begin` gives the first cells of a claim's row.
local function claim_sheet(sheet, claims, kind, begin)
  sheet.rows, sheet.strong = {}, {}
  for _, column in ipairs(CLAIM_COLUMNS) do
    table.insert(sheet.columns, column)
  end
  for _, claim in ipairs(claims) do
    if claim.kind == kind then
      local row = begin(claim)
      for _, cell in ipairs(claim_cells(claim)) do
        row[#row + 1] = cell
      end
      table.insert(sheet.rows, row)
      sheet.strong[#sheet.rows] = claim.is_significant
    end
  end
  return sheet
end

--- What the tests of a study are called.
M.TEST_NAMES = { t = "paired t", sign_flip = "sign-flip", wilcoxon = "signed-rank" }

local function claim_note(outline, claims)
  local count = 0
  for _, claim in ipairs(claims) do
    count = count + (claim.p and 1 or 0)
  end
  local note = "Mean difference within seeds [%g %% interval]. p: two-sided %s test; corrected by "
    .. "Holm over all %d tests of this study. Marked rows stay below %.6g."
  local level = outline.level
  return note:format(100 * level, M.TEST_NAMES[outline.test], count, 1 - level)
end

--- Returns the differences of pairs of methods.
---
---@param outline Outline
---@param claims Claim[]
---@return Sheet
function M.differences(outline, claims)
  local sheet = {
    name = "differences",
    title = "Differences",
    note = claim_note(outline, claims),
    columns = {
      { title = "methods", align = LEFT },
      { title = "meta-evaluations" },
      { title = "measure", align = LEFT },
      { title = "difference" },
    },
  }
  return claim_sheet(sheet, claims, "pair", function(claim)
    local budget = figure.count(claim.budget)
    return { claim.label, budget, claim.measure.title, difference(outline, claim) }
  end)
end

--- Returns what each feature is worth.
---
---@param outline Outline
---@param claims Claim[]
---@return Sheet
function M.ablations(outline, claims)
  local full = outline.ablations and outline.labels[outline.ablations.full] or ""
  local sheet = {
    name = "ablations",
    title = "Ablations",
    note = ("What %s loses without each feature. "):format(full) .. claim_note(outline, claims),
    columns = { { title = "feature", align = LEFT }, { title = "worth" } },
  }
  return claim_sheet(sheet, claims, "ablation", function(claim)
    return { claim.label, difference(outline, claim) }
  end)
end

--- Returns what meta-training gained.
---
---@param outline Outline
---@param claims Claim[]
---@return Sheet
function M.compounding(outline, claims)
  local sheet = {
    name = "compounding",
    title = "Gains by meta-training",
    note = claim_note(outline, claims),
    columns = {
      { title = "gain", align = LEFT },
      { title = "measure", align = LEFT },
      { title = "difference" },
    },
  }
  return claim_sheet(sheet, claims, "compounding", function(claim)
    return { claim.label, claim.measure.title, difference(outline, claim) }
  end)
end

return M
