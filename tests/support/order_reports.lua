--- Lists of reports about orders: compared, and counted by what they say.
local reports = {}

local FIELDS = { "time", "rows", "order", "kind", "state", "why", "price", "quantity", "maker" }

-- Why orders may be in the states that reports have; each has to occur where random orders are sent.
local SAID = {
  "filled nil", "working nil", "working triggered", "working other", "cancelled asked", "cancelled other",
  "cancelled entry", "cancelled in_force", "cancelled reduce_only", "rejected reduce_only", "rejected post_only",
  "rejected other",
}

local function line(r)
  local out = {}
  for i, name in ipairs(FIELDS) do
    local value = r and r[name]
    out[i] = type(value) == "number" and ("%.17g"):format(value) or tostring(value)
  end
  return table.concat(out, " ")
end

--- All of them as text.
function reports.text(list)
  local out = {}
  for i, r in ipairs(list) do out[i] = line(r) end
  return table.concat(out, "\n")
end

--- Raises with the first that differs.
function reports.check(expected, got, label)
  for i = 1, math.max(#expected, #got) do
    local a, b = line(expected[i]), line(got[i])
    if a ~= b then error(("%s: report %d is\n%s, expected\n%s"):format(label, i, b, a), 0) end
  end
end

local counter = {}
counter.__index = counter

function reports.counter() return setmetatable({ makers = 0, takers = 0, said = {} }, counter) end

function counter:add(list)
  for _, r in ipairs(list) do
    if r.maker ~= nil then
      local name = r.maker and "makers" or "takers"
      self[name] = self[name] + 1
    end
    local key = r.state .. " " .. tostring(r.why)
    self.said[key] = (self.said[key] or 0) + 1
  end
end

--- Whether everything that can happen did so, and fills of both kinds often enough.
function counter:check(least)
  assert(self.makers >= least and self.takers >= least, ("%d, %d fills"):format(self.makers, self.takers))
  for _, key in ipairs(SAID) do
    if not self.said[key] then error("no order was " .. key, 0) end
  end
end

return reports
