--- The three parts of a history: in-sample, which a search sees; validation, looked at once at its
-- end; test, sealed until somebody asks for it.
--
--     local parts = assert(split.parts(candles, { 0.6, 0.3, 0.1 }, { from = us, to = us }))
--     parts.in_sample.candles      -- nothing after its end is there to be seen
--     parts.validation.from        -- trade from here on; earlier bars feed indicators
local split = {}

split.names = { "in_sample", "validation", "test" }

-- Fewer bars than this say nothing.
local LEAST = 20

--- Read "0.6,0.3,0.1": shares of the history, which make 1 together.
-- @return { 0.6, 0.3, 0.1 }, or nil and what was wanted
function split.parse(word)
  local shares, sum = {}, 0
  for part in (word .. ","):gmatch "([^,]*)," do
    local x = tonumber(part)
    if not x or x < 0 or x > 1 then return nil, "three shares like 0.6,0.3,0.1" end
    shares[#shares + 1], sum = x, sum + x
  end
  if #shares ~= 3 or math.abs(sum - 1) > 1e-9 or shares[1] == 0 then
    return nil, "three shares that make 1, like 0.6,0.3,0.1 (in-sample, validation, test)"
  end
  return shares
end

--- Cut candles into their parts.
-- @param shares  of the bars between from and to, three of them
-- @param range   { from, to } in microseconds, or nil for all bars
-- @return { in_sample, validation, test }, each { candles = those up to its end, first, last =
--   numbers of its bars (from 0), from, to = times of its first bar and of the bar after its
--   last, bars } or nil where its share is 0; or nil and a message
function split.parts(candles, shares, range)
  range = range or {}
  local c = candles.cdata
  local first = range.from and range.from ~= 0 and candles:before(range.from) or 0
  local last = range.to and range.to ~= 0 and candles:before(range.to) or c.n
  local parts, from, sum = {}, first, 0
  for i, name in ipairs(split.names) do
    sum = sum + shares[i]
    local to = i == 3 and last or first + math.floor((last - first) * sum + 0.5)
    if shares[i] > 0 then
      if to - from < LEAST then
        return nil, ("its %s part has %d bars, and %d are the least: give more candles or other "
          .. "shares"):format(name:gsub("_", "-"), math.max(0, to - from), LEAST)
      end
      parts[name] = {
        candles = candles:first(to), first = from, last = to - 1, bars = to - from,
        from = c.time[from], to = to < c.n and c.time[to] or 0,
      }
    end
    from = to
  end
  return parts
end

return split
