--- The two files that a hypothesis begins with: the document, and a strategy that runs already.
local failure = require "runtime.failure"
local files = require "runtime.files"

local new = {}

local TEMPLATE = TIDE_ROOT .. "/runtime/research/hypothesis.md"
local LONGEST = 63 -- of the name of a strategy

local STUB = [[
--- NAME: say in a sentence what it does.
--
-- Works in ... Fails in ... : what NAME.md says under "Regimes". The rules below buy a new high and
-- leave at a new low; put those of the hypothesis in their place.
return strategy {
  name = "NAME",
  -- Where it is meant to work, and judged; left out: everywhere.
  -- regimes = { "bull" },
  params = {
    lookback = int { 20, min = 5, max = 100 },
    stop = number { 3, min = 1, max = 8, step = 0.5 },
  },
  rules = function(m, p)
    local above = ta.highest(m.high, p.lookback):shift(1)
    local below = ta.lowest(m.low, p.lookback):shift(1)
    return {
      long = {
        enter = m.close:crosses_above(above),
        exit = m.close:crosses_below(below),
        stop_loss = atr(14) * p.stop,
      },
    }
  end,
}
]]

local function check_name(name)
  if name:find "^[%a_][%w_-]*$" and #name <= LONGEST then return end
  failure.raise(("a NAME has up to %d letters, digits, '_' and '-' and begins with a letter; "
    .. "found '%s'"):format(LONGEST, name), failure.USAGE)
end

local function template()
  local file = failure.check(io.open(TEMPLATE, "rb"), TEMPLATE .. ": cannot read it")
  local text = file:read "*a"
  file:close()
  return text
end

--- Write NAME.md and NAME.lua into a folder, which is made; writes over nothing.
-- @return the two paths
function new.write(name, folder)
  check_name(name)
  local base = (folder:gsub("/+$", "") .. "/" .. name):gsub("^%./", "")
  local texts = { [".md"] = template(), [".lua"] = STUB }
  for _, ending in ipairs { ".md", ".lua" } do
    if files.exists(base .. ending) then
      failure.raise(("%s%s is there already: choose another NAME or --dir"):format(base, ending))
    end
  end
  if not files.is_folder(folder) then files.make_folder(folder) end
  for _, ending in ipairs { ".md", ".lua" } do
    local text = texts[ending]:gsub("NAME", name)
    files.save(base .. ending, text, ending == ".md" and "hypothesis" or "strategy")
  end
  return base .. ".md", base .. ".lua"
end

return new
