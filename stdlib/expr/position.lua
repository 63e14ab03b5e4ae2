--- The position that is open, as rules read it: pos.entry, pos.last_fill, pos.bars.
local hint_for = require "stdlib.expr.hint"

local position = {}

--- The columns, each undefined while no position of the side is open.
position.fields = { "entry", "last_fill", "bars" }

local known = {}
for _, field in ipairs(position.fields) do known[field] = true end

--- Where rules may read them: there is a position only after the entry.
position.places = { exit = true, add = true }

--- Give a script the name `pos`.
function position.install(r, env)
  local class = {}
  r:name_class(class, "the position", "; name one of its columns, pos.entry for example")

  function class.__index(_, key)
    if known[key] then
      return r:make("column",
        { form = "field", field = "pos." .. key, timeframe = "", symbol = "", position = true })
    end
    r:fail("a position has no column '%s'%s", tostring(key), hint_for(key, position.fields))
  end

  r:no_column(class, "the position", "pos.entry")
  class.__call = class.__add
  env.pos = setmetatable({}, class)
end

return position
