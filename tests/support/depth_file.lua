--- A made-up venue whose changes of the book are numbered, and the file that somebody recorded who
-- did not get every message.
local naive = require "tests.support.naive_book"

local depth_file = {}

local HEADER = "timestamp_ms,recv_us,type,first_id,last_id,prev_id,side,price,qty\n"

--- One change, and the book after it.
local function change(random, book)
  local side = random() < 0.5 and "bid" or "ask"
  local price = 1000 + (side == "bid" and -1 or 1) * random(1, 60)
  local quantity = random() < 0.4 and 0 or random(1, 500)
  book:set(side, price, quantity)
  return { side = side, price = price, quantity = quantity }
end

local function row(m, side, price, quantity)
  return ("%s,%d,%s,%s,%d,%s,%s,%.1f,%.2f\n"):format(m.time or "", m.received, m.kind, m.first or "", m.last,
    m.previous or "", side, price / 10, quantity / 100)
end

local function update_text(m, changes)
  local out = {}
  for id = m.first, m.last do
    local c = changes[id]
    out[#out + 1] = row(m, c.side, c.price, c.quantity)
  end
  return table.concat(out)
end

local function snapshot_text(m, book)
  local out = {}
  for _, side in ipairs { "bid", "ask" } do
    for price, quantity in pairs(book[side]) do out[#out + 1] = row(m, side, price, quantity) end
  end
  return table.concat(out)
end

--- A file of so many messages.
-- @param options  futures: with prev_id; missing: share of updates that are not in the file;
--                 snapshots: how many, the first at message 5 and the others at random places
-- @return text, the book after each change by its id, and the last id of a file
function depth_file.make(random, messages, options)
  local book, changes, after, out, id, previous = naive.new(), {}, { [0] = naive.new() }, { HEADER }, 0, 0
  local at = { [5] = true }
  for _ = 2, options.snapshots do at[random(6, messages)] = true end
  for i = 1, messages do
    local m = {
      time = 1700000000000 + i * 100, received = 1700000000000000 + i * 100000 + 77, kind = "update",
      first = id + 1, last = id + random(1, 6), previous = options.futures and previous,
    }
    for k = m.first, m.last do
      changes[k] = change(random, book)
      after[k] = book:copy()
    end
    id, previous = m.last, m.last
    if random() >= options.missing then out[#out + 1] = update_text(m, changes) end
    if at[i] then
      -- it arrives late: it says what was so a few changes ago, perhaps in the middle of a message
      local last = math.max(1, id - random(0, 12))
      out[#out + 1] = snapshot_text({
        time = options.futures and m.time, received = m.received + 5, kind = "snapshot", last = last,
      }, after[last])
    end
  end
  return table.concat(out), after, id
end

return depth_file
