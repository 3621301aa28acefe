package dev.iotpipeline.cli;

import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** The answer to {@code --version}: the name of the command and the version of its jar. */
public final class JarVersion implements IVersionProvider {

  @Spec private CommandSpec command;

  @Override
  public String[] getVersion() {
    CommandSpec root = command.root();
    // The build writes Implementation-Version into the manifest of the jar. Classes that run
    // outside of a jar have no manifest.
    String version = root.userObject().getClass().getPackage().getImplementationVersion();
    return new String[] {root.name() + " " + (version == null ? "(not built as a jar)" : version)};
  }
}
