--- choppiness, worked by hand from its definition.
local function bits(x) return 100 * math.log(x) / math.log(2) end

return {
  origin = "by hand: true ranges 3, 2, 4, 2, 3 over ranges of 3, 4, 4, 4",
  params = { 2 },
  inputs = {
    high = { 12, 13, 13, 14, 14, 16 },
    low = { 9, 10, 11, 10, 12, 13 },
    close = { 11, 12, 11, 13, 13, 15 },
  },
  outputs = {
    choppiness = { first = 2, values = { bits(5 / 3), bits(3 / 2), bits(3 / 2), bits(5 / 4) } },
  },
}
