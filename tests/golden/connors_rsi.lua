--- connors_rsi, worked by hand from its definition.
return {
  origin = "by hand: rsi 200/3, 280/3; streaks 0, 1, -1, 0, 1, whose rsi is 60, 700/9; one of two changes below, both",
  params = { 2, 2, 2 },
  inputs = {
    real = { 10, 12, 11, 11, 14 },
  },
  outputs = {
    connors_rsi = { first = 3, values = { 530 / 9, 2440 / 27 } },
  },
}
