--- The head of the report of a search: how good luck alone would look, and what was searched.
local cells = require "stdlib.report.cells"
local format = require "stdlib.report.format"
local honesty = require "stdlib.research.honesty"
local html = require "stdlib.report.html"

local head = {}

local tag = html.tag

local function last_date(dataset, part)
  return format.date(tonumber(dataset.candles.cdata.time[part.last]) / 1000)
end

local function first_date(part) return format.date(tonumber(part.from) / 1000) end

--- "EDGE 1h, in-sample from ... to ...": one line an instrument.
function head.facts(found)
  local lines = {}
  for i, one in ipairs(found.datasets) do
    local part, seen = one.parts.in_sample, one.parts.validation
    lines[i] = tag("p", ("%s &middot; %s &middot; searched on %s to %s%s"):format(
      tag("b", html.escape(one.symbol)), html.escape(one.candles.timeframe), first_date(part),
      last_date(one, part), seen and ", looked at until " .. last_date(one, seen) or ""),
      { class = "facts" })
  end
  return table.concat(lines, "\n")
end

-- What the numbers of the block are, for those who rest the pointer on their names.
local EXPLAINED = {
  trials = "Different strategies that were tried on these candles.",
  effective_trials = "As many tries without anything in common would find what these find.",
  sharpe = "Of the winner, in-sample, for a year.",
  noise_hurdle = "Sharpe of the best of as many strategies without an edge, on as many days.",
  luck_sharpe = "The same, when tries without an edge differ as much as these do.",
  dsr = "Chance that the winner's true Sharpe is above that of luck.",
  pbo = "How often the best of one half of the days is not above the median of the other half.",
  pbo_loss = "How often the best of one half of the days loses money on the other half.",
  min_track_record = "New days at this Sharpe until they say that it is above 0.",
  min_backtest = "On fewer days luck alone would reach this Sharpe.",
  break_even_bps = "Cost of a fill at which nothing would be left.",
}

local function numbers(block)
  local out = {}
  for i, row in ipairs(honesty.rows(block)) do
    local value = tag("span", cells.number(block[row.key], row[2]), { ["data-honesty"] = row.key })
    local name = tag("dt", html.escape(row[1]), { title = EXPLAINED[row.key] })
    out[i] = tag("div", name .. tag("dd", value)) .. "\n"
  end
  return tag("dl", table.concat(out), { class = "pairs" })
end

--- Sentences as paragraphs. @param list  of texts
function head.sentences(list)
  local out = {}
  for i, text in ipairs(list) do
    out[i] = tag("p", (html.escape(text):gsub("(%d) %%", "%1&nbsp;%%")))
  end
  return table.concat(out, "\n")
end

--- A block: its sentences, and the numbers they come from.
function head.block(block)
  local class = block.significant and "sentences sure" or "sentences"
  return tag("div", head.sentences(honesty.sentences(block)), { class = class }) .. "\n"
    .. numbers(block)
end

local function verdict_of(found, i, dataset)
  local block = found.blocks[i]
  local title = #found.datasets > 1 and tag("h3", html.escape(dataset.symbol)) or ""
  if not block then return title .. tag("p", "Too few days to judge the winner.") end
  return title .. head.block(block)
end

--- The verdict: sentences first, then the numbers they come from; of each instrument.
function head.verdict(found)
  if #found.top == 0 then return tag("p", html.escape(found.nothing), { class = "warning" }) end
  local out = {}
  for i, dataset in ipairs(found.datasets) do out[i] = verdict_of(found, i, dataset) end
  return table.concat(out, "\n")
end

local PARTS = {
  { "in_sample", "In-sample", "what the search saw" },
  { "validation", "Validation", "looked at once, at the end" },
  { "test", "Test", "sealed: not touched" },
}

local function timeline(dataset)
  local out = {}
  for _, part in ipairs(PARTS) do
    local found = dataset.parts[part[1]]
    if found then
      local share = ("flex-grow:%d"):format(found.bars)
      out[#out + 1] = tag("span", "", { class = part[1], style = share })
    end
  end
  return tag("div", table.concat(out), { class = "timeline", ["aria-hidden"] = "true" })
end

local function part_rows(dataset)
  local rows = {}
  for _, part in ipairs(PARTS) do
    local found = dataset.parts[part[1]]
    local swatch = tag("i", "", { class = "swatch " .. part[1] })
    rows[#rows + 1] = cells.row {
      cells.cell(swatch .. part[2]),
      cells.cell(found and first_date(found) or "-"),
      cells.cell(found and last_date(dataset, found) or "-"),
      cells.cell(found and cells.number(found.bars, format.decimal(found.bars, 0)) or "-"),
      cells.cell(found and part[3] or "left out", "wide"),
    }
  end
  return rows
end

local function parts_of(dataset)
  local title = ("%s, %s"):format(dataset.symbol, dataset.candles.timeframe)
  local heads = cells.row {
    cells.head "Part", cells.head "From", cells.head "To", cells.head "Bars",
    cells.head("What for", "wide"),
  }
  return tag("h3", html.escape(title)) .. timeline(dataset)
    .. cells.table("rows", heads, part_rows(dataset))
end

--- What was searched: the parts of the candles, what was wanted, how long it took.
function head.searched(found)
  local parts, rows = {}, {}
  for i, dataset in ipairs(found.datasets) do parts[i] = parts_of(dataset) end
  for i, fact in ipairs(found.facts) do rows[i] = { fact[1], html.escape(fact[2]) } end
  return tag("div", table.concat(parts, "\n"), { class = "parts" }) .. "\n"
    .. cells.listing("Search", rows)
end

return head
