/**
 * What a reading is, what makes it valid, what makes it anomalous; JSON in and out. Knows nothing
 * of AWS.
 *
 * <p>Nothing here takes or returns null, but for what is marked {@code @Nullable}.
 *
 * <p>One word for one thing, in all modules:
 *
 * <dl>
 *   <dt>reading
 *   <dd>what one device measured at one instant, and what keeps the data contract
 *   <dt>record
 *   <dd>what the stream carries: bytes with a place, which may or may not hold a reading
 *   <dt>payload
 *   <dd>the bytes of a record, or of an alert request
 *   <dt>shard
 *   <dd>one of the stream's parts; records are in order within it, and only there
 *   <dt>sequence number
 *   <dd>a record's place in its shard
 *   <dt>batch
 *   <dd>the records of one shard that one invocation of the consumer is given
 *   <dt>checkpoint
 *   <dd>the place in a shard up to which its records are done with; a retry starts behind it
 *   <dt>rejected
 *   <dd>said of a record that holds no valid reading; trying it again would not help
 *   <dt>rejection
 *   <dd>why a record is rejected: a reason code, the field and a sentence
 *   <dt>refused
 *   <dd>said of a request that a service does not accept; never of a record
 *   <dt>quarantine
 *   <dd>the table {@code iot-rejected-records}, where rejected records go
 *   <dt>wrongly rejected
 *   <dd>the verdict's word for a record in quarantine for another reason than it should be, or that
 *       should not be there
 *   <dt>threshold
 *   <dd>a limit that a value has to pass, and not only reach, to be anomalous
 *   <dt>anomaly
 *   <dd>one value of a reading beyond one threshold; a reading can have several
 *   <dt>shadow
 *   <dd>what is known of one device from all its readings up to one record
 *   <dt>rise
 *   <dd>how far a temperature is above its baseline, the lowest one of a window of time
 *   <dt>breach
 *   <dd>an anomaly of a device over its life: raised, continuing, cleared
 *   <dt>silent
 *   <dd>said of a device of which nothing is heard for a time
 *   <dt>site
 *   <dd>where devices stand together: the part of a device's id before its last slash
 *   <dt>notice
 *   <dd>what people are told of a breach or of silence: one step of its life
 *   <dt>digest
 *   <dd>the notices of a few seconds, which are one message
 *   <dt>alert
 *   <dd>what one anomalous reading calls for: one notification and one metric value
 *   <dt>alert request
 *   <dd>the JSON that asks the alert function for an alert
 *   <dt>ledger
 *   <dd>the table {@code iot-alerts}: what was sent for which alert
 *   <dt>claim
 *   <dd>the ledger's note that one invocation is sending an alert now
 *   <dt>mark
 *   <dd>the ledger's note that a notification or a metric value was sent
 *   <dt>notification
 *   <dd>the message of an alert to people, by way of the topic
 *   <dt>metric
 *   <dd>{@code AnomalyCount}
 *   <dt>metric value
 *   <dd>one number put to the metric, once for each alert: how many anomalies its reading has
 *   <dt>fleet
 *   <dd>all devices together
 *   <dt>time window
 *   <dd>a stretch of time whose records are counted together; a record belongs to it by its arrival
 *   <dt>fleet statistics
 *   <dd>what the records of a time window say of the fleet: the table {@code iot-fleet-statistics}
 *   <dt>sketch
 *   <dd>many values, or many devices, in a few bytes, with a stated error; sketches can be merged
 *   <dt>failed batch
 *   <dd>a batch after which something has to be tried again; it is not given up
 *   <dt>discarded
 *   <dd>said of a batch that Lambda gave up, its retries or its age being spent; its records stay
 *       in the stream
 *   <dt>dead letter
 *   <dd>what was given up and waits in a queue: an alert request in {@code iot-failed-alerts}, or
 *       where a discarded batch is in the stream in {@code iot-failed-batches}
 *   <dt>redrive
 *   <dd>putting back what was given up or rejected
 * </dl>
 */
@NullMarked
package dev.iotpipeline.telemetry;

import org.jspecify.annotations.NullMarked;
