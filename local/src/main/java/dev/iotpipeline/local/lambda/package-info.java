/** AWS Lambda around the handlers: invocation, the event source mapping, the asynchronous queue. */
package dev.iotpipeline.local.lambda;
