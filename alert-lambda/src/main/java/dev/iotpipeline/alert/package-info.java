/** One breach in; a notification and a metric out. */
package dev.iotpipeline.alert;
