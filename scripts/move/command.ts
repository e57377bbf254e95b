import { MongoUri } from '@lanran/api/platform/config/config';
import { ArgumentError } from '@lanran/sdk/kernel/errors';
import { z } from 'zod';
import { cleanUp, listLeftovers } from './clean-up.ts';
import { explainEnd, MoveRefusedError } from './errors.ts';
import type { Estimate } from './estimate.ts';
import { EMBEDDED } from './move-file.ts';
import { dryRun, move, type MoveRequest } from './move.ts';
import { Progress, sizeOf } from './progress.ts';
import type { CommandContext } from '../cli/context.ts';
import type { CommandResult } from '../cli/output.ts';

interface MoveOptions {
  readonly dataDir?: string;
  readonly documents?: string;
  readonly files?: string;
  readonly dryRun?: boolean;
  readonly cleanUp?: boolean;
  readonly yes?: boolean;
}

/** Copies documents and files to other servers, or into the data directory, while the platform runs. */
export async function moveStores(context: CommandContext, options: MoveOptions): Promise<CommandResult> {
  const dataDir = options.dataDir ?? context.env['LANRAN_DATA_DIR'] ?? '.lanran';
  if (options.cleanUp === true) {
    const removal = removeLeftovers(context, dataDir, options.yes === true);
    return removal.catch((error: unknown) => {
      throw explainEnd(error);
    });
  }
  const places = { documents: documentsPlace(options.documents), files: filesPlace(options.files) };
  if (places.documents === null && places.files === null)
    throw new ArgumentError('--documents', 'name with --documents, --files or both where to move to.');
  const stopping = new AbortController();
  const stop = () =>
    stopping.abort(
      new MoveRefusedError('Stopped. What was copied stays. To go on, run the same command again.'),
    );
  process.once('SIGINT', stop);
  process.once('SIGTERM', stop);
  const { env, say } = context;
  const progress = new Progress(say);
  const request = { dataDir, places, env, progress, say, signal: stopping.signal };
  try {
    return options.dryRun === true ? await tryOut(request) : await carryOut(request);
  } catch (error) {
    throw stopping.signal.aborted ? stopping.signal.reason : explainEnd(error);
  } finally {
    process.removeListener('SIGINT', stop);
    process.removeListener('SIGTERM', stop);
  }
}

async function carryOut(request: MoveRequest): Promise<CommandResult> {
  const copied = await move(request);
  const { documents, pins } = copied;
  const counts = [documents === null ? [] : `${documents} documents`, pins === null ? [] : `${pins} pins`];
  return {
    json: { state: 'COPIED', ...copied },
    lines: [
      `copied ${counts.flat().join(' and ')}; every block of the pins was read there and hashed`,
      `The platform still uses the former place. To switch: stop the platform, ${copied.advice}, and start it. That start copies what was written since, compares everything, and goes on there. Until then run this command again as often as you like.`,
    ],
  };
}

async function tryOut(request: MoveRequest): Promise<CommandResult> {
  const found = await dryRun(request);
  return { json: found, lines: [...linesOf(found), 'Nothing was written on the other side.'] };
}

function linesOf({ documents, files, seconds }: Estimate): string[] {
  return [
    ...(documents === null
      ? []
      : [
          `documents ${documents.count}, about ${sizeOf(documents.bytes)}; ${documents.missing} not there yet`,
        ]),
    ...(files === null
      ? []
      : [`files     ${files.pins} pins, ${sizeOf(files.bytes)}; ${files.missing} pins not there yet`]),
    `time      about ${seconds} s, by how fast a sample was read here`,
  ];
}

async function removeLeftovers(
  { ask }: CommandContext,
  dataDir: string,
  isConfirmed: boolean,
): Promise<CommandResult> {
  const leftovers = await listLeftovers(dataDir);
  if (!isConfirmed) await confirm(leftovers, ask);
  await cleanUp(dataDir);
  return { json: { removed: leftovers }, lines: leftovers.map((each) => `removed ${each}`) };
}

async function confirm(leftovers: readonly string[], ask: CommandContext['ask']): Promise<void> {
  if (ask === null)
    throw new ArgumentError('--yes', `confirm with --yes that this is removed: ${leftovers.join('; ')}.`);
  const answer = await ask(`This removes for good ${leftovers.join('; ')}. Type yes to go on: `);
  if (answer.trim() !== 'yes') throw new MoveRefusedError('Nothing was removed.');
}

function documentsPlace(text: string | undefined): string | null {
  if (text === undefined || text === EMBEDDED) return text ?? null;
  if (MongoUri.safeParse(text).success && /^[^/]+\/\/[^/]+\/[^?]/.test(text)) return text;
  throw new ArgumentError('--documents', 'name mongodb://HOST/DATABASE with a database, or embedded.');
}

function filesPlace(text: string | undefined): string | null {
  if (text === undefined || text === EMBEDDED) return text ?? null;
  if (z.url({ protocol: /^https?$/ }).safeParse(text).success) return text;
  throw new ArgumentError('--files', 'name the RPC of a node, http://HOST:5001, or embedded.');
}
