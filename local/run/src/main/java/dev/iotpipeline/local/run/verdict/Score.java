package dev.iotpipeline.local.run.verdict;

import java.util.SortedMap;

/**
 * How well people were told.
 *
 * @param expected what they had to be told: alerts and notices
 * @param sent how much of that they were told
 * @param wrong what they were told without cause
 * @param repeated messages that said something again
 * @param anomalous readings that have to be counted, one for each key
 * @param fewestAnomalies the least that these can have together
 * @param mostAnomalies the most; it is more if different readings have one key
 * @param detection the same by kind of anomaly, those alone that there were
 */
record Score(
    long expected,
    long sent,
    long wrong,
    long repeated,
    long anomalous,
    long fewestAnomalies,
    long mostAnomalies,
    SortedMap<String, Detection> detection) {}
