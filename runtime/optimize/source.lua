--- Where the strategies of combinations come from: the file is loaded once, its parameters are
-- found in the rules (stdlib.convert.bind), and every combination is the same JSON with other
-- numbers. What cannot be said so is loaded again for each combination, or for each value of
-- those parameters that are no numbers of the rules; notes say what that costs.
local axis = require "stdlib.optimizer.axis"
local bind = require "stdlib.convert.bind"
local json = require "stdlib.convert.json"
local json_text = require "stdlib.json"
local loader = require "runtime.loader"
local model = require "stdlib.convert.model"
local random = require "stdlib.generator.random"
local simulation = require "runtime.simulation"
local strategies = require "stdlib.strategy"
local template = require "stdlib.optimizer.template"
local C = require("stdlib.host").C

local source = {}
source.__index = source

local FEW = 24 -- combinations that are loaded sooner than their parameters are found
local CORNERS, SAMPLED = 4, 4 -- combinations on which the two ways are compared
local REMEMBERED = 5000 -- loaded strategies, where the same are asked for again and again

local function with(base, values)
  local made = {}
  for name, value in pairs(base) do made[name] = value end
  for name, value in pairs(values) do made[name] = value end
  return made
end

--- @param job  { strategy = loaded with the values that do not change, axes, load =
--   function(values) -> strategy with them, or nil and a message, load_all = of source.loading, or
--   nil; seed, remember = true: loads no combination twice }
function source.new(job)
  local self = setmetatable({ job = job, groups = {}, loads = 0, seconds = 0, why = {},
    loose = {}, numbers = {}, ahead = {}, known = job.remember and {} or nil, remembered = 0 },
    source)
  for _, a in ipairs(job.axes) do
    local list = (a.ordered and not job.strategy.alone) and self.numbers or self.loose
    list[#list + 1] = a
  end
  if job.strategy.alone then
    self.whole = job.strategy.compute and "it computes indicators in Lua"
      or "it reads its position"
  end
  return self
end

local function silent() end

--- How a strategy file is loaded with other values.
-- @param opts  { strategy = its path, indicators, timeframe = of --timeframe or nil }
-- @return function(values) -> what loader.load returns; and function(list of them) -> list of that
function source.loading(opts)
  local function timed(made, message, usage)
    if made and opts.timeframe then simulation.set_timeframe(made, opts.timeframe) end
    return made, message, usage
  end
  return function(values)
    return timed(loader.load(opts.strategy, values, silent, opts.indicators))
  end, function(list)
    local all = loader.load_all(opts.strategy, list, silent, opts.indicators)
    for i, one in ipairs(all) do all[i] = { timed(unpack(one, 1, 3)) } end
    return all
  end
end

local function key_of(self, values)
  local key = {}
  for i, a in ipairs(self.job.axes) do
    local x = values[a.name]
    key[i] = type(x) == "number" and ("%.17g"):format(x) or tostring(x)
  end
  return table.concat(key, "\0")
end

local function count_loads(self, count, began)
  self.loads, self.seconds = self.loads + count, self.seconds + C.tide_clock_seconds() - began
end

--- Load those that will be wanted, all at once.
-- @param list  of values
local function load_ahead(self, list)
  if not self.job.load_all then return end
  local began, wanted = C.tide_clock_seconds(), {}
  for i, values in ipairs(list) do wanted[i] = with(self.job.strategy.params, values) end
  for i, one in ipairs(self.job.load_all(wanted)) do self.ahead[key_of(self, list[i])] = one end
  count_loads(self, #list, began)
end

local function load_anew(self, values)
  local began = C.tide_clock_seconds()
  local made, message = self.job.load(with(self.job.strategy.params, values))
  count_loads(self, 1, began)
  return made, message
end

local function load(self, values)
  local key = key_of(self, values)
  local ahead = self.ahead[key]
  if ahead then return ahead[1], ahead[2] end
  if not self.known then return load_anew(self, values) end
  if self.known[key] then return self.known[key] end
  local made, message = load_anew(self, values)
  if made and self.remembered < REMEMBERED then
    self.known[key], self.remembered = made, self.remembered + 1
  end
  return made, message
end

--- A parameter as bind looks at it: values are tried where they are searched.
local function spec_of(a, base)
  return {
    name = a.name, kind = a.kind, default = base, min = axis.value(a, 0),
    max = axis.value(a, a.n - 1), step = a.kind == "int" and a.step or nil,
  }
end

local WHY = {
  structure = "'%s' changes what the rules are made of",
  arithmetic = "'%s' is calculated with before it becomes a number of the rules",
}

local REFUSED = "the file refuses some of the combinations (%s)"
local TWISTED = "the rules depend on a parameter in more ways than one"

--- The values with which the strategy is loaded to find its numbers, one parameter at a time.
local function variants_of(first, numbers)
  local list = {}
  for _, a in ipairs(numbers) do
    local base = first.params[a.name]
    for _, value in ipairs(bind.values(spec_of(a, base), base)) do
      list[#list + 1] = with(first.params, { [a.name] = value })
    end
  end
  return list
end

--- Find the numbers in the rules of one loaded strategy. @return the template, or nil and why
local function template_of(self, first, numbers)
  local m, names = model.of(first.cdata), {}
  local function other(values) return load(self, values) end
  for _, a in ipairs(numbers) do
    local found, trouble = bind.one(m, spec_of(a, first.params[a.name]), first, other)
    if not found and WHY[trouble.what] then
      return nil, WHY[trouble.what]:format(a.name), a
    elseif trouble then
      return nil, REFUSED:format(type(trouble) == "table" and trouble.message or trouble)
    end
    m, names[a.name] = found, true
  end
  local text = json.text(m, { params = {} })
  if not text then return nil, "JSON cannot say its rules" end
  return template.new(text, names)
end

--- Combinations to compare on: corners, and some in between.
local function checks(self, values)
  local list, r = {}, random.new(self.job.seed, "checks")
  for i = 1, CORNERS + SAMPLED do
    local one = {}
    for k, a in ipairs(self.numbers) do
      local corner = math.floor((i - 1) / 2 ^ ((k - 1) % 2)) % 2 * (a.n - 1)
      one[a.name] = axis.value(a, i <= CORNERS and corner or r:int(0, a.n - 1))
    end
    list[i] = with(values, one)
  end
  return list
end

--- Is a strategy from the template the one that the file says?
local function agrees(self, made, values)
  for _, one in ipairs(checks(self, values)) do
    local loaded, message = load(self, one)
    local filled = strategies.from_json(made:fill(one))
    if not loaded then return false, REFUSED:format(message) end
    if not filled or filled.hash ~= loaded.hash then return false, TWISTED end
  end
  return true
end

--- A parameter that cannot be found is varied by loading.
local function loosen(self, which, why)
  self.why[#self.why + 1] = why
  for i, a in ipairs(self.numbers) do
    if a == which then table.remove(self.numbers, i) end
  end
  self.loose[#self.loose + 1] = which
end

--- @return how combinations with these values are made; nil when it has to be found out anew
local function new_group(self, values)
  local count = 1
  for _, a in ipairs(self.numbers) do count = count * a.n end
  if self.whole or count <= FEW then return { each = true } end
  local first, message = self.job.strategy, nil
  if next(values) ~= nil then first, message = load(self, values) end
  if not first then return { each = true, error = message } end
  local wanted = checks(self, values)
  for _, one in ipairs(variants_of(first, self.numbers)) do wanted[#wanted + 1] = one end
  load_ahead(self, wanted)
  local made, why, at = template_of(self, first, self.numbers)
  if at then
    self.ahead = {}
    loosen(self, at, why)
    return nil
  end
  local fine
  if made then fine, why = agrees(self, made, values) end
  self.ahead = {}
  if made and fine then return { template = made } end
  self.whole = why
  return { each = true }
end

local function group_of(self, values)
  while true do
    local loose, key = {}, {}
    for i, a in ipairs(self.loose) do
      loose[a.name], key[i] = values[a.name], tostring(values[a.name])
    end
    key = table.concat(key, "\0")
    local group = self.groups[key]
    if group then return group end
    group = new_group(self, loose)
    if group then
      self.groups[key] = group
      return group
    end
    self.groups = {} -- another parameter is loose now
  end
end

--- The strategy of a combination.
-- @param values  { name = value }
-- @return JSON on one line, or a loaded strategy; or nil and a message
function source:make(values)
  local group = group_of(self, values)
  if group.template and not self.whole then return group.template:fill(values) end
  return load(self, values)
end

--- Are these really what the file says with their values? Where one is not, everything is loaded
-- from here on.
-- @param points  list of { values, strategy = { hash = of what was taken for it } }
function source:confirm(points)
  if self.whole or #self.numbers == 0 then return true end
  local list = {}
  for i, point in ipairs(points) do list[i] = point.values end
  load_ahead(self, list)
  for _, point in ipairs(points) do
    local loaded, message = load(self, point.values)
    if not loaded or loaded.hash ~= point.strategy.hash then
      self.whole = message and REFUSED:format(message) or TWISTED
      break
    end
  end
  self.ahead = {}
  return not self.whole
end

--- What the file says with these values. @return the loaded strategy, or nil and a message
function source:load(values) return load(self, values) end

--- Does making strategies take time, because the file is loaded again and again?
function source:is_slow() return self.whole ~= nil or #self.loose > 0 end

--- The same for whoever stores it: JSON with these values, or nil where JSON cannot say it.
function source.text(made)
  if type(made) == "string" then return made end
  return (json.text(model.of(made.cdata), { params = {} }))
end

--- The same as a loaded strategy.
function source.loaded(made)
  return type(made) == "string" and assert(strategies.from_json(made)) or made
end

--- What a person should know of how the strategies were made: list of sentences.
function source:notes()
  if not self.whole and #self.why == 0 then return {} end
  local why = self.whole or table.concat(self.why, "; ")
  return { ("the strategy was loaded %d times, which took %s s: %s"):format(self.loads,
    json_text.number(math.floor(self.seconds * 100 + 0.5) / 100), why) }
end

return source
