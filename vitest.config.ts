import { defineConfig } from 'vitest/config';
import { BaseSequencer, type TestSpecification } from 'vitest/node';

/** What waits (for the minutes of the limiters, for seconds of Retry-After) begins first, so that the others run beside it. */
class WaitingFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const sorted = await super.sort(files);
    const waits = ({ moduleId }: TestSpecification): number => (/(?:limiters|snippets)\.test\.ts$/.test(moduleId) ? 0 : 1);
    return sorted.toSorted((a, b) => waits(a) - waits(b));
  }
}

/** What has no state of its own between files: they share a process, since starting one for each took longer than the tests. */
const PURE = ['core', 'exports', 'words', 'snippets', 'sandbox'].map((room) => `test/${room}/**/*.test.ts`);

/** Unit tests (fast, node) and end-to-end tests (the built extension in real browsers) are two projects of one runner. */
export default defineConfig({
  test: {
    sequence: { sequencer: WaitingFirst },
    // On two cores the runner's own choice is one worker; what waits leaves room for a third.
    maxWorkers: 3,
    // Properties of many runs take seconds where the machine is busy.
    testTimeout: 30_000,
    projects: [
      {
        extends: true,
        test: { name: 'unit-pure', include: PURE, isolate: false, environment: 'node' },
      },
      {
        extends: true,
        test: { name: 'unit', include: ['test/**/*.test.{ts,tsx}'], exclude: [...PURE, 'test/e2e/**'], environment: 'node' },
      },
      {
        extends: true,
        test: {
          name: 'e2e',
          include: ['test/e2e/**/*.test.ts'],
          environment: 'node',
          testTimeout: 150_000,
          hookTimeout: 120_000,
          maxWorkers: 3,
          sequence: { groupOrder: 1 },
        },
      },
    ],
  },
});
