--- What people read of every search: its data, and how good luck alone would look.
local format = require "stdlib.report.format"
local honesty = require "stdlib.research.honesty"
local time = require "stdlib.time"

local show = {}

local function date(us) return time.format(tonumber(us) / 1000):sub(1, 10) end

local function last_date(one, part) return date(one.candles.cdata.time[part.last]) end

--- "on BTCUSDT".
function show.where(datasets)
  return #datasets == 1 and "on " .. datasets[1].symbol or ("on %d instruments"):format(#datasets)
end

--- How long it took.
function show.duration(seconds)
  if seconds < 120 then return format.decimal(seconds, 1) .. " s" end
  if seconds < 7200 then return format.decimal(seconds / 60, 1) .. " min" end
  return format.decimal(seconds / 3600, 1) .. " h"
end

--- Where the parts of each instrument begin and end.
function show.data_lines(datasets)
  local lines = {}
  for _, one in ipairs(datasets) do
    local p = one.parts
    local text = ("%s %s: in-sample %s to %s (%s bars)"):format(one.symbol, one.candles.timeframe,
      date(p.in_sample.from), last_date(one, p.in_sample), format.decimal(p.in_sample.bars, 0))
    if p.validation then
      text = ("%s, validation to %s"):format(text, last_date(one, p.validation))
    end
    if p.test then text = text .. ", the rest is sealed" end
    lines[#lines + 1] = text
  end
  return lines
end

--- The honesty block on each instrument.
-- @param found  { datasets, blocks = by data set }
function show.block_lines(found, width, paint)
  local lines = {}
  for i, one in ipairs(found.datasets) do
    local block = found.blocks[i]
    if block then
      lines[#lines + 1] = ""
      if #found.datasets > 1 then lines[#lines + 1] = one.symbol end
      for _, line in ipairs(honesty.lines(block, width, paint)) do lines[#lines + 1] = line end
    end
  end
  return lines
end

return show
