export default {
  files: ['test/**/*.test.ts'],
  extensions: { ts: 'module' },
  // Examples import 'ics-check'; in tests that is src/, whatever dist/ holds.
  nodeArguments: ['--import=tsx', '--conditions=ics-check-source'],
  // Child processes: some tests start worker threads of their own or change process-wide state.
  workerThreads: false,
  concurrency: 2,
  timeout: '5m',
};
