import { ArgumentError } from '@lanran/sdk/kernel/errors';
import { type Ending, endMove, listLeftovers } from './clean-up.ts';
import { explainEnd, MoveRefusedError, NOTHING_COPIED } from './errors.ts';
import type { Estimate } from './estimate.ts';
import { dryRun, move, type MoveRequest } from './move.ts';
import { openInstallation } from './opened.ts';
import { shownPlace } from './place.ts';
import { type PlaceOptions, readPlaces, readSearch } from './places.ts';
import { Progress, sizeOf } from './progress.ts';
import type { CommandContext } from '../cli/context.ts';
import type { CommandResult } from '../cli/output.ts';

interface MoveOptions extends PlaceOptions {
  readonly dataDir?: string;
  readonly leaveDamaged?: boolean;
  readonly dryRun?: boolean;
  readonly cleanUp?: boolean;
  readonly giveUp?: boolean;
  readonly yes?: boolean;
}

/** Copies documents and files to other servers, or into the data directory, while the platform runs or is stopped. */
export async function moveStores(context: CommandContext, options: MoveOptions): Promise<CommandResult> {
  const dataDir = options.dataDir ?? context.env['LANRAN_DATA_DIR'] ?? '.lanran';
  const ending = endingOf(options);
  if (ending !== null) {
    const removal = removeLeftovers(context, { ending, dataDir, isConfirmed: options.yes === true });
    return removal.catch((error: unknown) => {
      throw explainEnd(error);
    });
  }
  const places = await readPlaces(options, context);
  const search = await readSearch(options, context);
  const stopping = new AbortController();
  const stop = () =>
    stopping.abort(
      new MoveRefusedError(
        options.dryRun === true
          ? `Stopped. ${NOTHING_COPIED}`
          : 'Stopped. What was copied stays. To go on, run the same command again.',
      ),
    );
  process.once('SIGINT', stop);
  process.once('SIGTERM', stop);
  const { env, say } = context;
  const progress = Progress.for(context);
  const leavesDamaged = options.leaveDamaged === true;
  const request = { dataDir, places, leavesDamaged, env, progress, say, signal: stopping.signal };
  try {
    return options.dryRun === true ? await tryOut(request) : await carryOut(request, search);
  } catch (error) {
    if (stopping.signal.aborted) throw stopping.signal.reason;
    throw options.dryRun === true ? explainEnd(error, NOTHING_COPIED) : explainEnd(error);
  } finally {
    process.removeListener('SIGINT', stop);
    process.removeListener('SIGTERM', stop);
  }
}

function endingOf({ cleanUp, giveUp }: MoveOptions): Ending | null {
  if (cleanUp === true && giveUp === true)
    throw new ArgumentError(
      '--give-up',
      'goes without --clean-up: one is for a move that was not switched, the other for one that was.',
    );
  if (cleanUp === true) return 'CLEAN_UP';
  return giveUp === true ? 'GIVE_UP' : null;
}

async function carryOut(request: MoveRequest, search: string | null): Promise<CommandResult> {
  const moved = await move(request);
  const copied = {
    ...moved,
    advice: search === null ? moved.advice : `${moved.advice} and set SEARCH_URL to ${shownPlace(search)}`,
  };
  const { documents, pins, verifiedProofs, leftBehind } = copied;
  const counts = [documents === null ? [] : `${documents} documents`, pins === null ? [] : `${pins} pins`];
  const checks = [
    pins === null ? [] : 'every block of the pins was read there and hashed',
    documents === null ? [] : `${verifiedProofs} proofs of the log were verified there`,
  ];
  return {
    json: { state: 'COPIED', ...copied },
    lines: [
      `copied ${counts.flat().join(' and ')}; ${checks.flat().join(', and ')}`,
      ...(leftBehind.length === 0 ? [] : [`not copied, because damaged: ${leftBehind.join(', ')}`]),
      `The platform still uses the former place. To switch: stop the platform, ${copied.advice}, and start it. That start copies what was written since, compares everything, and goes on there. Until then run this command again as often as you like.`,
    ],
  };
}

async function tryOut(request: MoveRequest): Promise<CommandResult> {
  const found = await dryRun(request);
  return { json: found, lines: [...linesOf(found), NOTHING_COPIED] };
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
  { ask, env }: CommandContext,
  { ending, dataDir, isConfirmed }: { ending: Ending; dataDir: string; isConfirmed: boolean },
): Promise<CommandResult> {
  const opened = openInstallation(dataDir, env);
  const leftovers = await listLeftovers(ending, opened);
  if (!isConfirmed) await confirm(leftovers, ask);
  await endMove(ending, opened);
  return { json: { removed: leftovers }, lines: leftovers.map((each) => `removed ${each}`) };
}

async function confirm(leftovers: readonly string[], ask: CommandContext['ask']): Promise<void> {
  if (ask === null)
    throw new ArgumentError('--yes', `confirm with --yes that this is removed: ${leftovers.join('; ')}.`);
  const answer = await ask(`This removes for good ${leftovers.join('; ')}. Type yes to go on: `);
  if (answer.trim() !== 'yes') throw new MoveRefusedError('Nothing was removed.');
}
