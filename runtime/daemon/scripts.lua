--- The scripts of a session: those of one time frame share an engine (runtime.daemon.stage).
local check = require "runtime.event.check"
local frames = require "runtime.event.frames"
local options = require "runtime.event.options"
local simulated = require "runtime.scripts"
local shown = require "runtime.daemon.shown"
local stages = require "runtime.daemon.stage"

local scripts = {}
scripts.__index = scripts

--- @param list     of { number, strategy, settings }: shares of scripts
-- @param markets  of the feed
-- @param opts     of runtime.daemon.stage, and options = of the command line, those of
--   runtime.event.options
function scripts.new(list, markets, opts)
  local self = setmetatable({ shares = {}, stages = {} }, scripts)
  local place = {}
  for i, one in ipairs(list) do place[one.number] = i end
  for _, group in ipairs(frames.groups(list)) do
    local own = frames.markets(markets, group[1].strategy.timeframe)
    check.room(group, own)
    for _, one in ipairs(group) do
      simulated.check(one.settings)
      check.functions(one.strategy, own)
      one.ind = shown.of(one.strategy, own)
    end
    opts.venue = options.venue(opts.options or {}, group[1].settings, own)
    local stage = stages.new(group, own, opts)
    self.stages[#self.stages + 1] = stage
    for _, share in ipairs(stage.shares) do self.shares[place[share.number]] = share end
  end
  return self
end

function scripts:begin(time)
  for _, stage in ipairs(self.stages) do stage:begin(time) end
end

--- Be where a session was, and start with what was remembered.
function scripts:recover(journal, first, reached)
  local by_number = {}
  for _, stage in ipairs(self.stages) do
    for _, share in ipairs(stage.shares) do by_number[share.number] = stage end
    stage.past = {}
  end
  for command in journal:commands() do
    local stage = by_number[command.share]
    stage.past[#stage.past + 1] = command
  end
  for _, stage in ipairs(self.stages) do
    stage:recover(stage.past, first, reached)
    stage.past = nil
    stage:go_on(journal)
  end
end

function scripts:reach(time)
  for _, stage in ipairs(self.stages) do stage:reach(time) end
end

--- What late ones ask for, when nothing happens. @return do some still owe an answer?
function scripts:idle()
  local behind = false
  for _, stage in ipairs(self.stages) do behind = stage:idle() or behind end
  return behind
end

function scripts:write_down(journal)
  for _, stage in ipairs(self.stages) do stage:write_down(journal) end
end

function scripts:finish()
  for _, stage in ipairs(self.stages) do stage:finish() end
end

function scripts:close()
  for _, stage in ipairs(self.stages) do stage:close() end
end

return scripts
