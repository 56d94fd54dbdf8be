/**
 * Seconds of processor time that this process has taken so far, all its threads together. On an idle machine it runs
 * with the clock or slightly ahead of it (garbage is collected beside the work); on a shared one it does not count the
 * time in which others had the processor.
 */
export function cpuSeconds(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1e6;
}
