--- hurst, worked by hand from its definition.
return {
  origin = "by hand: logarithms of base 2 rise by 2, 0, 2, 0: k is 2, 4, 16, 64, 256, its logarithm 1, 2, 4, 6, 8",
  params = { 10 },
  inputs = {
    real = {
      1, 4, 4, 16, 16, 64, 64, 256, 256, 1024, 1024, 4096, 4096, 16384, 16384, 65536, 65536, 262144, 262144,
      1048576, 1048576, 4194304, 4194304, 16777216, 16777216, 67108864, 67108864, 268435456,
    },
  },
  outputs = {
    hurst = { first = 25, values = { 0.9, 0.9, 0.9 } },
  },
}
