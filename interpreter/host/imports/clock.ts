// Clocks.

/** Names are the kernel's: monotonicNs() and realtimeNs() give i64. */
export function clockImports() {
  return {
    monotonicNs: () => process.hrtime.bigint(),
    realtimeNs: () => BigInt(Math.round((performance.timeOrigin + performance.now()) * 1000)) * 1000n,
    /** CPU time of the process in ns. */
    processNs: () => {
      const { user, system } = process.cpuUsage();
      return BigInt(user + system) * 1000n;
    },
  };
}
