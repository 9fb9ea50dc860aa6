import { existsSync, readFileSync } from 'node:fs';
import os from 'node:os';
import type { Machine } from '../results/records.js';
import { valueHash } from './content-hash.js';

/** The computer as far as it matters to timings. */
export function describeMachine(): Machine {
  const facts = {
    hostname: os.hostname(),
    platform: `${os.type()} ${os.release()}`,
    architecture: os.arch(),
    cpuModel: os.cpus()[0]?.model.trim() || 'unknown',
    cores: os.availableParallelism(),
    memoryBytes: os.totalmem(),
    cpuQuota: cpuQuota(),
  };
  return { ...facts, fingerprint: valueHash(facts) };
}

/** CPUs that the control group (version 2 or 1) grants, or null without a limit. */
function cpuQuota(): number | null {
  const [quota, period] = (read('/sys/fs/cgroup/cpu.max') ?? '').split(/\s+/).map(Number);
  if (quota > 0 && period > 0) return quota / period;
  const oldQuota = Number(read('/sys/fs/cgroup/cpu/cpu.cfs_quota_us'));
  const oldPeriod = Number(read('/sys/fs/cgroup/cpu/cpu.cfs_period_us'));
  return oldQuota > 0 && oldPeriod > 0 ? oldQuota / oldPeriod : null;
}

/** Settings that sway timings, recorded with a run; what a system lacks is left out. */
export function describeEnvironment(): Record<string, unknown> {
  const files = {
    governor: '/sys/devices/system/cpu/cpu0/cpufreq/scaling_governor',
    noTurbo: '/sys/devices/system/cpu/intel_pstate/no_turbo',
    boost: '/sys/devices/system/cpu/cpufreq/boost',
    clockSource: '/sys/devices/system/clocksource/clocksource0/current_clocksource',
    smt: '/sys/devices/system/cpu/smt/active',
    aslr: '/proc/sys/kernel/randomize_va_space',
  };
  const settings = Object.entries(files).flatMap(([name, file]) => {
    const value = read(file)?.trim();
    return value === undefined ? [] : [[name, value]];
  });
  return { node: process.version, ...Object.fromEntries(settings), loadAverageAtStart: loadAverage() };
}

/** One-minute load average, or null where the system has none (Windows reports 0 for it). */
export function loadAverage(): number | null {
  return process.platform === 'win32' ? null : os.loadavg()[0];
}

/** Returns a function that tells the share of CPU time (0..100) taken by the hypervisor since the last call. */
export function stealMeter(readStat: () => string | undefined = () => read('/proc/stat')): () => number | null {
  let before = cpuTimes(readStat());
  return () => {
    const now = cpuTimes(readStat());
    const past = before;
    before = now;
    if (!now || !past || now.total <= past.total) return null;
    return (100 * (now.steal - past.steal)) / (now.total - past.total);
  };
}

function cpuTimes(stat: string | undefined): { total: number; steal: number } | null {
  const line = /^cpu\s+(.*)$/m.exec(stat ?? '');
  if (!line) return null;
  const ticks = line[1].trim().split(/\s+/).map(Number);
  // user nice system idle iowait irq softirq steal; guest time is inside user already.
  return { total: ticks.slice(0, 8).reduce((sum, value) => sum + value, 0), steal: ticks[7] ?? 0 };
}

function read(file: string): string | undefined {
  try {
    return existsSync(file) ? readFileSync(file, 'utf8') : undefined;
  } catch {
    return undefined;
  }
}
