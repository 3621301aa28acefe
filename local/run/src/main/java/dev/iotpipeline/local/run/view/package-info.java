/** What a person sees of a run, on a terminal or in a file. */
package dev.iotpipeline.local.run.view;
