import type { Figures } from './parts.ts';

interface Bar {
  /** At most; null for a figure that others are read beside. */
  readonly bar: number | null;
  readonly unit: string;
  readonly measured: string;
}

const BARS: Readonly<Record<string, Bar>> = {
  hostCpuPerGb: {
    bar: null,
    unit: 's',
    measured: 'this machine: SHA-256, MD5, SHA-512 and ChaCha20-Poly1305 of a GB, alone',
  },
  fileCpuMs: {
    bar: 8,
    unit: 'ms',
    measured: 'CPU a file: 1,000 files of 4 KB, until the last job has ended',
  },
  fileCommands: { bar: 10, unit: '', measured: 'commands to the document store a file, of the same' },
  fileFsyncs: { bar: 2, unit: '', measured: 'syncs to disk a file, of the same' },
  recordCpuMs: {
    bar: 20,
    unit: 'ms',
    measured: 'CPU a record: 1,000 imported records with one image that is not decoded',
  },
  publishCpuPerGb: { bar: 6, unit: 's', measured: 'CPU a GB: 200 files of 16 MB, until published' },
  publishAndJobsCpuPerGb: { bar: 10, unit: 's', measured: 'the same, until the last job has ended' },
  rangeCpuMs: { bar: 2, unit: 'ms', measured: 'CPU a read of 64 KB by token, 8 readers' },
  rangeCommands: { bar: 0.1, unit: '', measured: 'commands to the document store a read, of the same' },
  deliverCpuPerGb: { bar: 2.5, unit: 's', measured: 'CPU a GB: whole files by token' },
  pageCpuMs: { bar: 2, unit: 'ms', measured: 'CPU a page of 20 of the catalog without facets, as a guest' },
  idleCpuPercent: { bar: 1, unit: '%', measured: 'CPU of one core, idle after a first start' },
  idlePssMb: { bar: 450, unit: 'MB', measured: 'memory of all processes, idle after a first start' },
  startAgainMs: { bar: 2_000, unit: 'ms', measured: 'from the command to ready, with data' },
  fileGrowth: {
    bar: 1.3,
    unit: '',
    measured: 'CPU a file of a draft of 10,000 files, over that of 100 files',
  },
  recordGrowth: {
    bar: 1.3,
    unit: '',
    measured: 'CPU a record beside 100,000 assets, over that beside 1,000',
  },
};

/** Each figure beside its bar. */
export function tableWithBars(figures: Figures): string {
  const rows = Object.entries(figures).map(([name, value]) => {
    const { bar, unit, measured } = BARS[name.replace(/^cost\./, '')] ?? {
      bar: null,
      unit: '',
      measured: '',
    };
    const verdict = bar === null ? '' : value <= bar ? 'met' : 'over';
    return [name, `${value}`, `${bar ?? ''}`, unit, verdict, measured];
  });
  const table = [['figure', 'median', 'bar', '', '', 'measured'], ...rows];
  const widths = [0, 1, 2, 3, 4].map((column) => Math.max(...table.map((row) => row[column]?.length ?? 0)));
  return table
    .map(
      (row) =>
        `${row
          .map((cell, at) => cell.padEnd(widths[at] ?? 0))
          .join('  ')
          .trimEnd()}\n`,
    )
    .join('');
}
