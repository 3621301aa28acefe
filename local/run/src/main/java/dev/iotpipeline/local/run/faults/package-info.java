/** Things that go wrong between a function and the services it calls, on purpose. */
@NullMarked
package dev.iotpipeline.local.run.faults;

import org.jspecify.annotations.NullMarked;
