import { build } from '../build.mjs';
import { measureParts, type Part } from './cost/parts.ts';
import { measureProcesses } from './scale/processes.ts';
import { measureMove } from './scale/move.ts';
import { measureUpgrade } from './scale/upgrade.ts';

export const SCALE_PARTS: Readonly<Record<string, Part>> = {
  upgrade: measureUpgrade,
  processes: measureProcesses,
  move: measureMove,
};

/** What grows with a platform: it is upgraded, moved, and served by several processes (CONTRIBUTING.md). */
export async function run(asked: Parameters<typeof measureParts>[1]): Promise<Record<string, number>> {
  await build();
  return measureParts(SCALE_PARTS, asked);
}
