import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { relay } from '@lanran/sdk/acts/relaying';
import { RefusedError, ArgumentError } from '@lanran/sdk/kernel/errors';
import { actingAddress, type Platform } from '@lanran/sdk/kernel/session';
import { type HandOver, readHandOver } from '@lanran/sdk/organizations/accreditor-acts';
import {
  acceptOperator,
  handOnOperator,
  readOffices,
  takeBackOperator,
} from '@lanran/sdk/organizations/offices';
import { StartRefusedError } from '../start/data-directory.ts';
import { requireKnownFormat } from '../start/data-format.ts';
import { OperatorFile } from '../start/operator-file.ts';
import { ServicesFile } from '../start/services-file.ts';
import { type CommandContext, DEFAULT_API } from './context.ts';
import { actResult, alreadyResult } from './lines/act.ts';
import { parseAddressArgument } from './options/arguments.ts';
import type { CommandResult } from './output.ts';

/** The operator asks a key to follow. */
export async function operatorHandOn(context: CommandContext, text: string): Promise<CommandResult> {
  const successor = parseAddressArgument('ADDRESS', text);
  const platform = await context.connect();
  const { operatorSuccessor, accreditor } = await readOffices(platform.api);
  const about = { operator: platform.signer.address, successor };
  const sentence = `${successor} is asked to be the operator; with its key: lanran operator accept`;
  if (operatorSuccessor === successor) return alreadyResult(about, sentence);
  if (accreditor === successor)
    context.say(
      'warning: this key is the accreditor. The operator and the accreditor should be different people.',
    );
  await handOnOperator(platform, successor);
  return { json: about, lines: [sentence] };
}

/** The operator asks nobody any longer. */
export async function operatorTakeBack(context: CommandContext): Promise<CommandResult> {
  const platform = await context.connect();
  const { operatorSuccessor: successor } = await readOffices(platform.api);
  await takeBackOperator(platform);
  const about = { operator: platform.signer.address, successor: null };
  if (successor === null) return alreadyResult(about, 'nobody is asked to be the operator');
  return { json: about, lines: [`${successor} is no longer asked to be the operator`] };
}

/** The key that was asked becomes the operator. */
export async function operatorAccept(context: CommandContext): Promise<CommandResult> {
  const platform = await context.connect();
  const { address } = platform.signer;
  const { operator } = await readOffices(platform.api);
  const sentence = `${address} is the operator`;
  if (operator === address) return alreadyResult({ operator: address }, sentence);
  if (operator === null)
    throw new RefusedError(
      'CONFLICT',
      'Nobody is the operator yet. Open the link that `npm start` printed for the operator.',
    );
  await acceptOperator(platform, operator);
  return { json: { operator: address, former: operator }, lines: [sentence] };
}

/** Vacates the operator's office, by whoever has the data directory. A platform that runs follows at once. */
export async function operatorReset(
  { env, apiUrl }: CommandContext,
  options: { readonly dataDir?: string },
): Promise<CommandResult> {
  const dataDir = options.dataDir ?? env['LANRAN_DATA_DIR'] ?? '.lanran';
  if (!existsSync(join(dataDir, 'secrets.json')))
    throw new ArgumentError('--data-dir', `${dataDir} is no data directory: it holds no secrets.json.`);
  asOption(() => requireKnownFormat(dataDir));
  const office = new OperatorFile(dataDir);
  const former = asOption(() => office.reset());
  const path = `/first-start#${office.token()}`;
  const address = findPublicUrl(dataDir, apiUrl);
  const link = address === null ? path : `${address}${path}`;
  return {
    json: { former, link },
    lines: [
      former === null ? 'nobody held the office; the link is new' : `${former} is no longer the operator`,
      address === null
        ? `operator ${link}  open this path of the platform's public address once, on the operator's computer`
        : `operator ${link}  open this once, on the operator's computer`,
      'The next start prints the link too. Where LANRAN_OPERATOR is set, or the demo runs, the next start names that key instead.',
    ],
  };
}

/** As the last start noted it, else what the command was told; null where that is the default. */
function findPublicUrl(dataDir: string, apiUrl: string): string | null {
  try {
    const noted = new ServicesFile(dataDir).read()?.publicUrl;
    if (noted !== undefined) return new URL(noted).origin;
  } catch (error) {
    // The next start writes it again: an office is not kept for it.
    if (!(error instanceof StartRefusedError)) throw error;
  }
  return apiUrl === DEFAULT_API ? null : apiUrl;
}

/** What can't be used is the fault of the option that names it. */
function asOption<T>(act: () => T): T {
  try {
    return act();
  } catch (cause) {
    if (cause instanceof StartRefusedError) throw new ArgumentError('--data-dir', cause.message, { cause });
    throw cause;
  }
}

/** The accreditor asks a key to follow. */
export async function accreditorHandOn(context: CommandContext, text: string): Promise<CommandResult> {
  const successor = parseAddressArgument('ADDRESS', text);
  const platform = await context.connect();
  const { accreditor, accreditorSuccessor, operator } = await readOffices(platform.api);
  const about = { accreditor, successor };
  const done = `${successor} is asked to be the accreditor; with its key: lanran accreditor accept`;
  if (accreditorSuccessor === successor) return alreadyResult(about, done);
  if (accreditor === successor) return alreadyResult(about, `${successor} is the accreditor`);
  if (operator === successor)
    context.say(
      'warning: this key is the operator. The operator and the accreditor should be different people.',
    );
  return step(platform, { handOver: { step: 'hand-on', successor }, about, done });
}

/** The accreditor takes the role back from whom it asked. */
export async function accreditorTakeBack(context: CommandContext): Promise<CommandResult> {
  const platform = await context.connect();
  const { accreditor, accreditorSuccessor: successor } = await readOffices(platform.api);
  const about = { accreditor, successor: null };
  if (successor === null) return alreadyResult(about, 'nobody is asked to be the accreditor');
  const done = `${successor} is no longer asked to be the accreditor`;
  return step(platform, { handOver: { step: 'take-back', successor }, about, done });
}

/** The key that was asked becomes the only accreditor. */
export async function accreditorAccept(context: CommandContext): Promise<CommandResult> {
  const platform = await context.connect();
  const own = actingAddress(platform);
  const { accreditor, accreditorSuccessor } = await readOffices(platform.api);
  const done = `${own} is the accreditor`;
  if (accreditor === own) return alreadyResult({ accreditor: own }, done);
  if (accreditor === null || accreditorSuccessor !== own)
    throw new RefusedError(
      'FORBIDDEN',
      'Your key is not asked to be the accreditor. The present accreditor names it first: lanran accreditor hand-on ADDRESS',
    );
  const about = { accreditor: own, former: accreditor };
  return step(platform, { handOver: { step: 'accept', former: accreditor, successor: own }, about, done });
}

interface Step {
  readonly handOver: HandOver;
  readonly about: Readonly<Record<string, unknown>>;
  readonly done: string;
}

/** Does the step, or announces it where the accreditor's acts wait. */
async function step(platform: Platform, { handOver, about, done }: Step): Promise<CommandResult> {
  const { announcement, act } = await readHandOver({
    rpcUrl: `${platform.apiUrl}/rpc`,
    deployment: platform.deployment,
    caller: actingAddress(platform),
    handOver,
  });
  if (announcement.state === 'not-allowed')
    throw new RefusedError('FORBIDDEN', 'Only the accreditor may do this. Use --key-file with its key.');
  if (announcement.state === 'announced' && act === null)
    throw new RefusedError(
      'NOT_READY',
      `It is announced and can be done from ${announcement.from.toISOString()} on. Run this again then.`,
    );
  if (act === null) throw new Error('An act that is neither refused nor waiting is to be signed.');
  const relayed = await relay(platform, act);
  if (announcement.state !== 'to-announce') return actResult(relayed, { about, done });
  const wait = `announced; run this again in ${announcement.delaySeconds} s to do it`;
  return actResult(relayed, { about: { ...about, announced: true }, done: wait });
}
