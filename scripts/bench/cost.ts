import { build } from '../build.mjs';
import { measureFileGrowth, measureFiles, measurePublishing } from './cost/files.ts';
import { measurePages } from './cost/pages.ts';
import type { Extent, Part } from './cost/parts.ts';
import { measureDelivery, measureRanges } from './cost/reads.ts';
import { measureRecordGrowth, measureRecords } from './cost/records.ts';
import { measureIdle, measureStart } from './cost/standing.ts';

const PARTS: Readonly<Record<string, Part>> = {
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
export async function run({
  parts,
  ...extent
}: Extent & { readonly parts: readonly string[] }): Promise<Record<string, number>> {
  const unknown = parts.find((name) => PARTS[name] === undefined);
  if (unknown !== undefined)
    throw new Error(`The bench cost has no part '${unknown}'. There are: ${Object.keys(PARTS).join(', ')}.`);
  await build();
  const figures: Record<string, number> = {};
  for (const [name, part] of Object.entries(PARTS)) {
    if (parts.length > 0 && !parts.includes(name)) continue;
    process.stderr.write(`  ${name} …\n`);
    const found = await part(extent);
    process.stderr.write(`  ${JSON.stringify(found)}\n`);
    Object.assign(figures, found);
  }
  return figures;
}
