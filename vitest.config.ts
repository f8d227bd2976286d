// Three projects: `unit` needs nothing but node and git, `quick` is what of it starts no process, browser or database, and `e2e`
// needs a cluster with Argo CD named by KUBECONFIG.
import { defineConfig } from 'vitest/config';

/** What tests of these start, as git, a browser or a database; `test/quick.ts` refuses it to the others. */
const startsSomething = [
  'test/blueprints/store-jobs.test.ts',
  'test/cli/*.test.ts',
  'test/cli/{add/add,init/init}.test.ts',
  'test/cli/{restore,serve,validate}/**',
  'test/cli/status/status.test.ts',
  'test/docs/{commands,construct-types}.test.ts',
  'test/editors/**',
  'test/generator/publish/**',
  'test/generator/read/read-sources.test.ts',
  'test/generator/tree/{blob-id,left-overs,write-tree}.test.ts',
  'test/poller/fleet/published-history.test.ts',
  'test/poller/github/repository-name.test.ts',
  'test/poller/github/progress/github-deliverer.test.ts',
  'test/poller/history/**',
  'test/poller/page/browser/**',
];

const unit = {
  include: ['test/**/*.test.ts'],
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
      { test: { ...unit, name: 'unit', exclude: ['test/e2e/**'] } },
      {
        test: {
          ...unit,
          name: 'quick',
          exclude: ['test/e2e/**', ...startsSomething],
          setupFiles: 'test/quick.ts',
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
