--- A rule strategy from its JSON form, as the host reads it.
local ffi = require "ffi"
local C = require("stdlib.host").C

local strategy = {}

--- @param text  JSON (docs/reference/strategy-json.md)
-- @return { cdata = tide_strategy*, name, hash }, or nil and a message
function strategy.from_json(text)
  local out, message = ffi.new "tide_strategy *[1]", ffi.new "tide_error"
  if C.tide_strategy_from_json(text, #text, nil, 0, out, message) ~= C.TIDE_OK then
    return nil, ffi.string(message.text)
  end
  local cdata, hash = ffi.gc(out[0], C.tide_strategy_free), ffi.new "char[17]"
  if C.tide_strategy_hash(cdata, hash) ~= C.TIDE_OK then return nil, "out of memory" end
  return { cdata = cdata, name = ffi.string(cdata.name), hash = ffi.string(hash) }
end

return strategy
