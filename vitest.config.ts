// Two projects: `unit` needs nothing but node and git, `e2e` needs a cluster with Argo CD named by KUBECONFIG.
import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: 'unit',
          include: ['test/**/*.test.ts'],
          exclude: ['test/e2e/**'],
          testTimeout: 60_000,
          hookTimeout: 60_000,
          // Many tests wait for a process of their own: on two cores, one worker leaves half of the machine idle.
          maxWorkers: '100%',
          // A file then finds loaded what another has loaded before it, which takes longer than most tests. So none may leave
          // anything changed behind it, and none mocks a module.
          isolate: false,
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
