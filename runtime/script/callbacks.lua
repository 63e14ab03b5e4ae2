--- The functions that make a strategy file a script: free code that is called as things happen.
local callbacks = {}

--- Each gets a context and what happened; docs/guide/scripts.md tells them.
callbacks.names = {
  "on_start", "on_candle", "on_trade", "on_book", "on_liquidation", "on_order", "on_timer",
  "on_stop",
}

--- Those of a table, in that order.
function callbacks.of(t)
  local list = {}
  for _, name in ipairs(callbacks.names) do
    if t[name] ~= nil then list[#list + 1] = name end
  end
  return list
end

--- Does a text look like that of a script? What it defines at its top may then be free code.
function callbacks.mentioned(text)
  for _, name in ipairs(callbacks.names) do
    if text:find("%f[%w_]" .. name .. "%f[^%w_]%s*=") or text:find("[.:]" .. name .. "%s*%(") then
      return true
    end
  end
  return false
end

return callbacks
