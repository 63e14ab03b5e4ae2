--- Eigenvalues and eigenvectors of a small symmetric matrix, by Jacobi's rotations.
local eigen = {}

local SWEEPS = 60

local function off_diagonal(a, n)
  local sum = 0
  for i = 1, n do
    for j = i + 1, n do sum = sum + a[i][j] ^ 2 end
  end
  return sum
end

local function rotate(a, v, n, p, q)
  local theta = (a[q][q] - a[p][p]) / (2 * a[p][q])
  local t = (theta >= 0 and 1 or -1) / (math.abs(theta) + math.sqrt(theta * theta + 1))
  local c = 1 / math.sqrt(t * t + 1)
  local s = t * c
  for k = 1, n do
    local x, y = a[k][p], a[k][q]
    a[k][p], a[k][q] = c * x - s * y, s * x + c * y
  end
  for k = 1, n do
    local x, y = a[p][k], a[q][k]
    a[p][k], a[q][k] = c * x - s * y, s * x + c * y
    x, y = v[k][p], v[k][q]
    v[k][p], v[k][q] = c * x - s * y, s * x + c * y
  end
end

--- @param m  list of rows, symmetric; it stays as it is
-- @return values, and vectors[row][k]: the one of value k is the column
function eigen.of(m)
  local n, a, v = #m, {}, {}
  for i = 1, n do
    a[i], v[i] = {}, {}
    for j = 1, n do a[i][j], v[i][j] = m[i][j], i == j and 1 or 0 end
  end
  for _ = 1, SWEEPS do
    if off_diagonal(a, n) < 1e-30 then break end
    for p = 1, n do
      for q = p + 1, n do
        if a[p][q] ~= 0 then rotate(a, v, n, p, q) end
      end
    end
  end
  local values = {}
  for i = 1, n do values[i] = a[i][i] end
  return values, v
end

return eigen
