package dev.iotpipeline.local.run.verdict;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * An alert that must be sent, and whether it was. Several readings may share its key. Then the
 * alert may be for any of them that breaches a threshold: the first to be handled is sent.
 *
 * @param publishedAt {@link System#nanoTime} when the first such reading was first sent
 * @param anomalies what it may say, such as {@code temperature_above}
 * @param notifications how often it was sent with just such anomalies
 */
record ExpectedAlert(long publishedAt, Set<Set<String>> anomalies, AtomicInteger notifications) {

  ExpectedAlert(long publishedAt) {
    this(publishedAt, ConcurrentHashMap.newKeySet(), new AtomicInteger());
  }
}
