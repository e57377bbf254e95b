import { build } from '../build.mjs';
import { type Extent, type Part, say } from './cost/parts.ts';
import { measureProcesses } from './scale/processes.ts';
import { measureMove } from './scale/move.ts';
import { measureUpgrade } from './scale/upgrade.ts';

export const SCALE_PARTS: Readonly<Record<string, Part>> = {
  upgrade: measureUpgrade,
  processes: measureProcesses,
  move: measureMove,
};

/** What grows with a platform: it is upgraded, moved, and served by several processes (CONTRIBUTING.md). */
export async function run({
  parts,
  ...extent
}: Extent & { readonly parts: readonly string[] }): Promise<Record<string, number>> {
  await build();
  if (extent.isQuick) say('a quick look: fewer items than the bars are for');
  const figures: Record<string, number> = {};
  for (const [name, part] of Object.entries(SCALE_PARTS)) {
    if (parts.length > 0 && !parts.includes(name)) continue;
    say(`${name} …`);
    const found = await part(extent);
    say(JSON.stringify(found));
    Object.assign(figures, found);
  }
  return figures;
}
