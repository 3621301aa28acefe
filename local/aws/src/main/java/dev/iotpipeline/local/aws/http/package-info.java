/** What APIs over HTTP need to share a port. */
@NullMarked
package dev.iotpipeline.local.aws.http;

import org.jspecify.annotations.NullMarked;
