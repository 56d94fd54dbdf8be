export default {
  files: ['test/**/*.test.ts'],
  extensions: { ts: 'module' },
  nodeArguments: ['--import=tsx'],
  // Child processes: some tests start worker threads of their own or change process-wide state.
  workerThreads: false,
  concurrency: 2,
  timeout: '5m',
};
