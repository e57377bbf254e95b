import { RefusedError } from '@lanran/sdk/kernel/errors';
import {
  acceptOperator,
  handOnOperator,
  readOffices,
  takeBackOperator,
} from '@lanran/sdk/organizations/offices';
import { alreadyResult } from '../act-result.ts';
import type { CommandContext } from '../context.ts';
import type { CommandResult } from '../output.ts';
import { parseAddressArgument } from '../parse-ids.ts';

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
