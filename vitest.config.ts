// Three projects: `processes` are the tests that start git, the program, a browser or a database; `quick` are all others, which need
// nothing but node; `e2e` needs a cluster with Argo CD named by KUBECONFIG.
import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';
import { BaseSequencer, type TestSpecification } from 'vitest/node';

/** `test/quick.ts` lets the others start nothing. */
const startsSomething = [
  'test/blueprints/store-jobs.test.ts',
  'test/cli/*.test.ts',
  'test/cli/{add/add,init/init}.test.ts',
  'test/cli/{restore,serve,validate}/**/*.test.ts',
  'test/cli/status/status.test.ts',
  'test/docs/{commands,construct-types}.test.ts',
  'test/editors/**/*.test.ts',
  'test/generator/publish/**/*.test.ts',
  'test/generator/read/read-sources.test.ts',
  'test/generator/tree/{blob-id,left-overs,write-tree}.test.ts',
  'test/poller/fleet/published-history.test.ts',
  'test/poller/github/repository-name.test.ts',
  'test/poller/github/progress/github-deliverer.test.ts',
  'test/poller/history/**/*.test.ts',
  'test/poller/page/browser/**/*.test.ts',
];

/** Begun last, one of these would run alone while the other workers have nothing left. */
const longest = [
  'test/docs/commands.test.ts',
  'test/poller/page/browser/page.test.ts',
  'test/generator/publish/killed.test.ts',
  'test/generator/publish/publish-races.test.ts',
  'test/generator/publish/publish.test.ts',
  'test/cli/serve/serve.test.ts',
];

class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const rank = ({ moduleId }: TestSpecification) => {
      const place = longest.findIndex((file) => moduleId.endsWith(file));
      return place < 0 ? longest.length : place;
    };
    return [...(await super.sort(files))].sort((a, b) => rank(a) - rank(b));
  }
}

const unit = {
  testTimeout: 60_000,
  hookTimeout: 60_000,
  // A file then finds loaded what another has loaded before it, which takes longer than most tests. So none may leave
  // anything changed behind it, and none mocks a module.
  isolate: false,
};

export default defineConfig({
  test: {
    sequence: { sequencer: LongestFirst },
    projects: [
      {
        test: {
          ...unit,
          name: 'processes',
          include: startsSomething,
          // Many of them wait for a process, or for a moment to pass.
          maxWorkers: availableParallelism() + 1,
          // Before the others, while the workers are small: to start a process takes four times as long from one of 1 GB.
          sequence: { groupOrder: 0 },
        },
      },
      {
        test: {
          ...unit,
          name: 'quick',
          include: ['test/**/*.test.ts'],
          exclude: ['test/e2e/**', ...startsSomething],
          setupFiles: 'test/quick.ts',
          maxWorkers: '100%',
          sequence: { groupOrder: 1 },
        },
      },
      {
        test: {
          name: 'e2e',
          include: ['test/e2e/**/*.test.ts'],
          testTimeout: 900_000,
          hookTimeout: 900_000,
          fileParallelism: false,
          sequence: { groupOrder: 2 },
        },
      },
    ],
  },
});
