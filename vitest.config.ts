// Three projects: `processes` are the tests that start git, the program, a browser or a database; `quick` are all others, which need
// nothing but node; `e2e` needs a cluster with Argo CD named by KUBECONFIG.
import { defineConfig } from 'vitest/config';

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

const unit = {
  testTimeout: 60_000,
  hookTimeout: 60_000,
  // Many tests wait for a process of their own: on two cores, one worker leaves half of the machine idle.
  maxWorkers: '100%',
  // A file then finds loaded what another has loaded before it, which takes longer than most tests. So none may leave
  // anything changed behind it, and none mocks a module.
  isolate: false,
};

export default defineConfig({
  test: {
    projects: [
      {
        test: {
          ...unit,
          name: 'processes',
          include: startsSomething,
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
        },
      },
    ],
  },
});
