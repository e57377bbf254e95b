import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { StartRefusedError, writeFileDurably } from '../start/data-directory.ts';

/** The stores that can move. */
export const MOVABLE = ['documents', 'files'] as const;
export type Movable = (typeof MOVABLE)[number];

/** `embedded`, or a server's address with its password. */
const Place = z.string().min(1);
const Route = z.object({ from: Place, to: Place });
export type Route = z.infer<typeof Route>;

const Move = z.object({
  format: z.literal('lanran-move/1'),
  logId: z.string(),
  startedAt: z.string(),
  /** COPIED: all is there but what was written since; DONE: a start has taken the new side. */
  state: z.enum(['COPYING', 'COPIED', 'DONE']),
  /** The platform has run on the new side. Until then nothing was acknowledged there, and the former one may be taken again. */
  isServed: z.boolean(),
  documents: Route.nullable(),
  files: Route.nullable(),
  /** CIDs of files that were damaged in the former place, and are not copied. */
  leftBehind: z.array(z.string()).default([]),
});
export type Move = z.infer<typeof Move>;

/** `<data dir>/move/move.json` (mode 600): the move that is under way, or was done and not cleaned up. */
export class MoveFile {
  /** Also has the lock of who moves. */
  readonly folder: string;
  readonly path: string;

  constructor(dataDir: string) {
    this.folder = join(dataDir, 'move');
    this.path = join(this.folder, 'move.json');
  }

  /** Null where nothing was moved. @throws StartRefusedError */
  read(): Move | null {
    if (!existsSync(this.path)) return null;
    try {
      return Move.parse(JSON.parse(readFileSync(this.path, 'utf8')));
    } catch (cause) {
      throw new StartRefusedError(
        `${this.path} is damaged, so that it is unknown where the stores were being moved. It has the fields format, logId, startedAt, state, isServed, documents, files and leftBehind (docs/formats.md): repair it.`,
        { cause },
      );
    }
  }

  write(move: Omit<Move, 'format'>): void {
    writeFileDurably(this.path, `${JSON.stringify({ format: 'lanran-move/1', ...move }, null, 2)}\n`);
  }

  remove(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }
}
