--- Base64 and the numbers of stdlib/report/pack.lua, read slowly: what the page
-- does in JavaScript, for comparison.
local base64 = {}

local VALUES = {}
local LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"
for i = 1, 64 do VALUES[LETTERS:sub(i, i)] = i - 1 end

--- Bytes of a base64 text as a list.
function base64.bytes(text)
  local bytes, bits, count = {}, 0, 0
  for letter in text:gmatch "[%w+/]" do
    bits, count = bits * 64 + VALUES[letter], count + 6
    if count >= 8 then
      count = count - 8
      bytes[#bytes + 1] = math.floor(bits / 2 ^ count)
      bits = bits % 2 ^ count
    end
  end
  return bytes
end

--- Signed integers of 7 bits a byte.
function base64.integers(text)
  local out, value, weight = {}, 0, 1
  for _, byte in ipairs(base64.bytes(text)) do
    value = value + byte % 128 * weight
    weight = weight * 128
    if byte < 128 then
      out[#out + 1] = value % 2 == 0 and value / 2 or -(value + 1) / 2
      value, weight = 0, 1
    end
  end
  return out
end

return base64
