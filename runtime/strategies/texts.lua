--- The JSON text of a strategy as it is kept and handed on: on one line, with its hash.
local json = require "stdlib.json"

local texts = {}

local function rewritten(text, hash, timeframe)
  local document, message = json.decode(text)
  if not document then return nil, message end
  document.hash = hash
  if timeframe then
    document.timeframes = type(document.timeframes) == "table" and document.timeframes or {}
    document.timeframes.primary = timeframe
  end
  return json.encode(document)
end

--- @param text       of a strategy (docs/reference/strategy-json.md)
-- @param hash       what it is told by
-- @param timeframe  the name of one that takes the place of its own (optional)
-- @return the text, or nil and what is wrong with it
function texts.line(text, hash, timeframe)
  text = text:gsub("%s*[\r\n]%s*", " "):gsub("^%s+", ""):gsub("%s+$", "")
  if not timeframe then
    local found = text:match '"hash"%s*:%s*"([^"]*)"'
    if found == hash then return text end
    if not text:find('"hash"', 1, true) then
      return (text:gsub("^{", '{"hash":"' .. hash .. '",', 1))
    end
  end
  return rewritten(text, hash, timeframe)
end

return texts
