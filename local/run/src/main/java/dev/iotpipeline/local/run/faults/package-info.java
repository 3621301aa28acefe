/** Things that go wrong between a function and the services it calls, on purpose. */
package dev.iotpipeline.local.run.faults;
