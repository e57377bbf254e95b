import { build } from '../build.mjs';
import { measureFileGrowth, measureFiles, measurePublishing } from './cost/files.ts';
import { measureHost } from './cost/host.ts';
import { measurePages } from './cost/pages.ts';
import { measureParts, type Part } from './cost/parts.ts';
import { measureDelivery, measureRanges } from './cost/reads.ts';
import { measureRecordGrowth, measureRecords } from './cost/records.ts';
import { measureIdle, measureStart } from './cost/standing.ts';

export const COST_PARTS: Readonly<Record<string, Part>> = {
  host: measureHost,
  file: measureFiles,
  record: measureRecords,
  publish: measurePublishing,
  range: measureRanges,
  deliver: measureDelivery,
  page: measurePages,
  idle: measureIdle,
  start: measureStart,
  'file-growth': measureFileGrowth,
  'record-growth': measureRecordGrowth,
};

/** What one file, record, read or page costs all server processes, less what they use when idle (CONTRIBUTING.md). */
export async function run(asked: Parameters<typeof measureParts>[1]): Promise<Record<string, number>> {
  await build();
  return measureParts(COST_PARTS, asked);
}
