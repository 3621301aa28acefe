package dev.iotpipeline.local.run.page;

import dev.iotpipeline.local.aws.sns.Notification;
import dev.iotpipeline.local.run.assembly.PipelineTables;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;

/**
 * Watches a pipeline from its start, from outside: what its tables confirm and its topic takes. It
 * keeps what the {@link Page} shows, within fixed bounds.
 */
public final class Watch {

  final RunFacts facts;
  final Devices devices;
  final Alerts alerts;
  final Rejections rejections = new Rejections();
  private final ExecutionInterceptor tables;

  public Watch(RunFacts facts, PipelineTables.Names names) {
    this.facts = facts;
    this.devices = new Devices(facts.deviceIds());
    boolean shadows = facts.settings().shadowsEnabled();
    this.alerts = new Alerts(devices, shadows);
    this.tables = new TableWrites(names, devices, rejections, shadows);
  }

  /** Listens at the functions' DynamoDB client. */
  public ExecutionInterceptor tables() {
    return tables;
  }

  /** The topic has taken a message. */
  public void notified(Notification notification) {
    alerts.notified(notification);
  }
}
