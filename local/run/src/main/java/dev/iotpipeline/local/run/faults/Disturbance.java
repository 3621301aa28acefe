package dev.iotpipeline.local.run.faults;

/** Something that goes wrong around the pipeline while it runs. */
public interface Disturbance {

  Disturbance NONE =
      new Disturbance() {
        @Override
        public void begin() {
          // Nothing goes wrong.
        }

        @Override
        public void awaitEnd() {
          // Nothing has gone wrong.
        }
      };

  /** The producing begins. */
  void begin();

  /** Returns once it is over, and the pipeline can recover. */
  void awaitEnd() throws InterruptedException;
}
