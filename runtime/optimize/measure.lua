--- Strategies on one part of one instrument: all at once through a population, or one after
-- another where Lua computes their indicators, or they read their position.
local ffi = require "ffi"
local backtest = require "stdlib.backtest"
local population = require "stdlib.population"
local results = require "stdlib.store.results"

local measure = {}
measure.__index = measure

local POLL = 0.02 -- seconds
local METRICS = #backtest.metric_keys

--- @param options  { threads, memory, keep_returns }
function measure.new(options)
  return setmetatable({
    options = options, population = assert(population.new { threads = options.threads }),
    alone = {}, count = 0, member = {}, waiting = {},
  }, measure)
end

--- Add a strategy. @param made  JSON on one line, or { cdata, compute, alone }
function measure:add(made)
  self.count = self.count + 1
  if type(made) == "string" then
    self.waiting[#self.waiting + 1] = { number = self.count, text = made }
  elseif made.alone then
    self.alone[self.count] = made
  else
    self:settle()
    self.member[self.count] = assert(self.population:add(made))
  end
  return self.count
end

--- Read what waits.
function measure:settle()
  local from, lines = self.population:count(), {}
  for i, one in ipairs(self.waiting) do
    lines[i], self.member[one.number] = one.text, from + i
  end
  if #lines > 0 then assert(self.population:read(table.concat(lines, "\n"))) end
  self.waiting = {}
end

--- @return the hash of a strategy, "" when it is none, and why or nil
function measure:hash(i)
  if self.alone[i] then return self.alone[i].hash end
  local member = self.population:at(self.member[i])
  return member.hash, member.error
end

local function run_alone(self, part, wanted, found, idle)
  for i, made in pairs(self.alone) do
    if wanted[i] then
      if idle({ done = 0 }) then return false end
      local result, message = backtest.run {
        strategy = made, candles = part.candles, with = part.with, settings = part.settings,
      }
      local numbers = ffi.new("double[?]", METRICS)
      if result then results.fill(numbers, result.metrics) end
      local r, n, per_year
      if result then r, n, per_year = result:returns() end
      found(i, result and numbers, message, r and { r = r, n = n, per_year = per_year })
    end
  end
  return true
end

local function returns_of(batch, index)
  local r, n, per_year = batch:returns(index)
  if n == 0 then return nil end
  local own = ffi.new("double[?]", n)
  ffi.copy(own, r, 8 * n)
  return { r = own, n = n, per_year = per_year }
end

local function drain(batch, of_member, found)
  local index = batch:next()
  while index do
    local _, why = batch:metric(index, "num_trades")
    found(of_member[index], not why and batch:numbers(index), why, returns_of(batch, index))
    index = batch:next()
  end
end

local function run_together(self, part, wanted, found, idle)
  local batch = assert(self.population:batch {
    candles = part.candles, with = part.with, settings = part.settings,
    memory = self.options.memory,
  })
  local of_member, any = {}, false
  for i, member in pairs(self.member) do
    of_member[member] = i
    any = any or wanted[i]
  end
  for member = 1, self.population:count() do
    if not wanted[of_member[member]] then batch:skip(member) end
  end
  local going, running = true, any
  if self.options.keep_returns then batch:keep_returns() end
  if any then assert(batch:start()) end
  while running do
    local state = assert(batch:poll(POLL))
    running = state.running
    if running and idle(state) then
      batch:stop()
      going, running = false, false
    end
    drain(batch, of_member, found)
  end
  batch:close()
  return going
end

--- Run those that are wanted.
-- @param part    { candles, with, settings }
-- @param wanted  { [number] = true }
-- @param found   function(number, double* [metrics] that lives as long as the call, or nil; why;
--   { r, n, per_year }: its returns where they are kept)
-- @param idle    function(state) now and then: true to end early
-- @return true; or false when it ended early
function measure:run(part, wanted, found, idle)
  self:settle()
  if not run_together(self, part, wanted, found, idle) then return false end
  return run_alone(self, part, wanted, found, idle)
end

return measure
