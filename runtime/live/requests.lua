--- What a script of another process may ask for, checked before anything is done with it: the
-- process may have become anything.
local requests = {}

local MOST_TEXT, MOST_KEYS = 200, 20

local function check_value(name, value)
  local kind = type(value)
  if kind == "string" and #value > MOST_TEXT then
    return ("%s: a text of %d bytes is too long, %d are the most"):format(name, #value, MOST_TEXT)
  end
  if kind == "table" then return ("%s: expected a text or a number, found a table"):format(name) end
end

local function check_order(order)
  if type(order) ~= "table" then return check_value("an order", order) end
  local count = 0
  for key, value in pairs(order) do
    count = count + 1
    if type(key) ~= "string" or #key > MOST_TEXT or count > MOST_KEYS then
      return "an order is a table like { size = 0.5 }"
    end
    local wrong = check_value(key, value)
    if wrong then return wrong end
  end
end

local function plain(name) return function(value) return check_value(name, value) end end

-- By name: what each argument has to be.
local KNOWN = {
  buy = { check_order }, sell = { check_order }, close = { plain "close" },
  cancel = { plain "cancel" }, after = { plain "after", plain "after" },
}

--- @return nil, or what is wrong with it
function requests.check(name, a, b)
  local checks = type(name) == "string" and KNOWN[name]
  if not checks then return "there is no such method of ctx" end
  local wrong = checks[1](a)
  if wrong then return wrong end
  if not checks[2] then return b ~= nil and "too many arguments" or nil end
  return checks[2](b)
end

return requests
