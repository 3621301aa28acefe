/** One breach in; a notification and a metric out. */
@NullMarked
package dev.iotpipeline.alert;

import org.jspecify.annotations.NullMarked;
