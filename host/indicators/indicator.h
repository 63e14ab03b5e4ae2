/* indicator.h -- what every indicator file includes. */
#pragma once
#include "core/nan.h"
#include "tide.h"
