#!/bin/bash
# How far this machine's clock is off by the time service, as a metric beside the listener's. Of a clock that follows
# none nothing is said: an alarm misses it.
set -euo pipefail
chronyc -c tracking | awk -F , -v seconds="$(date +%s)" '
  /Not synchronised/ { exit }
  {
    ms = $5 * 1000
    if (ms < 0) ms = -ms
    printf "{\"_aws\":{\"Timestamp\":%d000,\"CloudWatchMetrics\":[{\"Namespace\":\"BitcoinPipeline\",", seconds
    printf "\"Dimensions\":[[\"environment\",\"network\"]],\"Metrics\":[{\"Name\":\"ClockOffsetMilliseconds\",\"Unit\":\"Milliseconds\"}]}]},"
    printf "\"environment\":\"%s\",\"network\":\"%s\",", ENVIRON["BITCOIN_PIPELINE_ENVIRONMENT"], ENVIRON["BITCOIN_PIPELINE_NETWORK"]
    printf "\"ClockOffsetMilliseconds\":%.3f}\n", ms
  }' >> "$BITCOIN_PIPELINE_METRICS_FILE"
