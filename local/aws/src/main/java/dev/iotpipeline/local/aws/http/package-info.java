/** What APIs over HTTP need to share a port. */
package dev.iotpipeline.local.aws.http;
