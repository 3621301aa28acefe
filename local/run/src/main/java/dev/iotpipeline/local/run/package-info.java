/** The whole pipeline on one machine: the real handlers, and around them what AWS would be. */
package dev.iotpipeline.local.run;
