--- linreg_intercept as TA-Lib gives it.
return {
  origin = "TA-Lib 0.6.0 LINEARREG_INTERCEPT(14), on a made-up market",
  market = { n = 160, seed = 5 },
  params = { 14 },
  tolerance = 1e-9,
  outputs = {
    linreg_intercept = {
      first = 13,
      at = {
        [13] = 95.714081476709808,
        [14] = 95.420367419746427,
        [15] = 95.793478476922033,
        [33] = 105.97864474051697,
        [54] = 111.58421096784375,
        [75] = 110.51736581237233,
        [96] = 114.49923760613741,
        [117] = 115.12854577389473,
        [138] = 110.45540198934745,
        [159] = 104.28981417574208,
      },
    },
  },
}
