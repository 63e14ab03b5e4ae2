--- What is varied of a strategy: the axes of the search, and the space they span.
local axis = require "stdlib.optimizer.axis"
local nearest = require "stdlib.nearest"
local failure = require "runtime.failure"
local format = require "stdlib.report.format"
local space = require "stdlib.optimizer.space"

local plan = {}

local MOST = 200000 -- combinations of a grid

local function find(strategy, name)
  local names = {}
  for i, spec in ipairs(strategy.param_specs) do
    if spec.name == name then return spec end
    names[i] = spec.name
  end
  failure.raise(("'--grid': there is no parameter '%s'%s"):format(name, #names == 0
    and ": this strategy has none" or nearest.hint(name, names)), failure.USAGE)
end

local function asked_of(strategy)
  local list = {}
  for _, spec in ipairs(strategy.param_specs) do
    if axis.has_range(spec) then list[#list + 1] = { name = spec.name } end
  end
  if #list > 0 then return list end
  failure.raise(("%s: none of its parameters has a range: say what to vary with --grid "
    .. "NAME=FROM:TO"):format(strategy.path))
end

--- What --param sets is not varied.
local function without(list, opts)
  local set, kept = {}, {}
  for _, pair in ipairs(opts.param) do set[pair.name] = true end
  for _, one in ipairs(list) do
    if not set[one.name] then kept[#kept + 1] = one end
  end
  if #kept == 0 then
    failure.raise("'--param' sets everything that could be varied", failure.USAGE)
  end
  return kept
end

--- @param opts      of the command
-- @param strategy  loaded
-- @param asked     of options.asked
-- @return a space of stdlib.optimizer.space
function plan.of(opts, strategy, asked)
  local axes = {}
  for i, one in ipairs(asked or without(asked_of(strategy), opts)) do
    local made, message = axis.of(find(strategy, one.name), one, opts.method ~= "grid")
    if not made then
      failure.raise(("'--grid': %s"):format(message), failure.USAGE)
    end
    axes[i] = made
  end
  local made = space.new(axes)
  if opts.method == "grid" and made.count > MOST then
    failure.raise(("%s combinations are more than %s: take longer steps or fewer parameters "
      .. "(--grid), or --method random"):format(format.decimal(made.count, 0),
      format.decimal(MOST, 0)), failure.USAGE)
  end
  return made
end

return plan
