import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { ArgumentError } from '@lanran/sdk/kernel/errors';
import { FormatError } from '@lanran/protocol/kernel/errors';
import { inParallel } from '@lanran/protocol/kernel/in-parallel';
import { parseNewPath } from '@lanran/protocol/kernel/path';
import { z } from 'zod';
import { type Drawing, renderDrawing } from '../seed/drawings.ts';

const MOTIFS_BY_TURN = ['fern', 'birds', 'butterfly', 'whirlpool', 'dong-brocade', 'cross-stitch'] as const;
const AT_ONCE = 4;

const MuseumRecord = z.object({ accession_number: z.string().min(1) });

/**
 * Makes a folder that `lanran import` takes with the committed mapping of the Carnegie Museum of Art's textiles: its records, and for
 * each an image that is drawn by code, as theirs are not free. Run again, it draws what is missing.
 * @param records of JSON Lines, one with an `accession_number` each
 * @returns how many images there are
 * @throws ArgumentError for a record that has no number to name an image by
 */
export async function drawFolder(
  records: readonly string[],
  { folder, width }: { readonly folder: string; readonly width: number },
): Promise<number> {
  const names = new Set(records.map(nameIn));
  const drawings = [...names].map((name, at): Drawing => {
    return { motif: MOTIFS_BY_TURN[at % MOTIFS_BY_TURN.length] ?? 'fern', name, format: 'png', width };
  });
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, 'metadata.jsonl'), records.map((line) => `${line}\n`).join(''));
  await inParallel(drawings, AT_ONCE, async (drawing) => renderDrawing(join(folder, 'images'), drawing));
  return drawings.length;
}

function nameIn(line: string, at: number): string {
  try {
    return parseNewPath(MuseumRecord.parse(JSON.parse(line)).accession_number, 'accession_number');
  } catch (cause) {
    const reason = cause instanceof FormatError ? cause.message : 'give it an accession_number';
    throw new ArgumentError('RECORDS', `record ${at + 1} has no name for an image: ${reason}.`, { cause });
  }
}

/** The records of a file of JSON Lines. */
export async function readRecords(path: string): Promise<string[]> {
  return (await readFile(path, 'utf8')).split('\n').filter((line) => line.trim() !== '');
}
