package dev.iotpipeline.local.report;

import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * An alert that a reading must raise, and what has come of it.
 *
 * @param publishedAt {@link System#nanoTime} when the reading was first sent
 * @param anomalies what it has to say, such as {@code temperature_above}
 * @param notifications how often it was sent with just these anomalies
 */
record ExpectedAlert(long publishedAt, Set<String> anomalies, AtomicInteger notifications) {}
