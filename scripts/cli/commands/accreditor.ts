import { type HandOver, readHandOver } from '@lanran/sdk/organizations/accreditor-acts';
import { RefusedError } from '@lanran/sdk/kernel/errors';
import { readOffices } from '@lanran/sdk/organizations/offices';
import { actingAddress, type Platform } from '@lanran/sdk/kernel/session';
import { relay } from '@lanran/sdk/acts/relaying';
import { actResult, alreadyResult } from '../act-result.ts';
import type { CommandContext } from '../context.ts';
import type { CommandResult } from '../output.ts';
import { parseAddressArgument } from '../parse-ids.ts';

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
