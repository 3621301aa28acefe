/** What the command lines of this project share. */
package dev.iotpipeline.cli;
