import { expect, it } from 'vitest';
import { tableWithBars } from '../../scripts/bench/cost/bars.ts';
import { costBetween, median, medianCost, ratesBetween } from '../../scripts/bench/cost/cost.ts';
import { cpuMsOf, kilobytesIn, ticksIn } from '../../scripts/bench/search/server-cpu.ts';

const STAT =
  '4242 (node (a) b) S 1 4242 4242 0 -1 4194560 9000 800 0 0 120 30 7 3 20 0 11 0 99 1000 200 18446744073709551615';

it('reads the CPU time of a process and of its ended children, whatever its name', () => {
  expect(ticksIn(STAT)).toBe(120 + 30 + 7 + 3);
  expect(ticksIn('')).toBe(0);
});

it('finds the CPU time of this process, which only grows', () => {
  const before = cpuMsOf(process.pid);
  const until = process.cpuUsage().user + 50_000;
  while (process.cpuUsage().user < until);

  expect(cpuMsOf(process.pid) - before).toBeGreaterThanOrEqual(40);
});

it('reads a line of kilobytes, and nothing where the line is missing', () => {
  const text = 'Rss:              900 kB\nPss:              512 kB\nPss_Anon:         100 kB\n';

  expect(kilobytesIn(text, 'Pss')).toBe(512);
  expect(kilobytesIn(text, 'Swap')).toBe(0);
});

it('takes away what an idle platform uses in the same time', () => {
  const idle = ratesBetween(
    { atMs: 0, cpuMs: 1_000, commands: 10, fsyncs: 5 },
    { atMs: 20_000, cpuMs: 1_400, commands: 50, fsyncs: 7 },
  );
  expect(idle).toEqual({ cpuMs: 20, commands: 2, fsyncs: 0.1 });

  const cost = costBetween(
    { atMs: 30_000, cpuMs: 2_000, commands: 100, fsyncs: 10 },
    { atMs: 40_000, cpuMs: 9_200, commands: 620, fsyncs: 311 },
    idle,
  );
  expect(cost).toEqual({ cpuMs: 7_000, commands: 500, fsyncs: 300 });
});

it('takes the median of each figure by itself, per item', () => {
  const costs = [
    { cpuMs: 100, commands: 30, fsyncs: 2 },
    { cpuMs: 300, commands: 10, fsyncs: 4 },
    { cpuMs: 200, commands: 20, fsyncs: 9 },
  ];

  expect(medianCost(costs, 10)).toEqual({ cpuMs: 20, commands: 2, fsyncs: 0.4 });
  expect(median([])).toBeNaN();
});

it('shows each figure beside its bar', () => {
  const lines = tableWithBars({ 'cost.fileCpuMs': 85, 'cost.fileFsyncs': 2 }).split('\n');

  expect(lines[1]).toMatch(/^cost\.fileCpuMs +85 +8 +ms +over +CPU a file/);
  expect(lines[2]).toMatch(/^cost\.fileFsyncs +2 +2 +met +/);
});
