import { connectAuthority, createAuthorityInterface } from '../../contracts/abi/interfaces/Authority.ts';
import type { Hex } from '@lanran/protocol/kernel/bytes';
import type { Address } from '@lanran/protocol/kernel/signature';
import { openChainReader } from '../kernel/chain-reader.ts';
import { contractAddress, type Deployment } from '../kernel/session.ts';
import type { Act } from './relaying.ts';

/** How an act of a role stands that may have to be announced before it is done (`LANRAN_ADMISSION_DELAY`). */
export type Announcement =
  /** The key has no role that allows the act. */
  | { readonly state: 'not-allowed' }
  /** Nothing to announce. */
  | { readonly state: 'free' }
  | { readonly state: 'to-announce'; readonly delaySeconds: number }
  /** Announced; may be done from `from` on, for a week. */
  | { readonly state: 'announced'; readonly from: Date };

export interface AnnouncementQuestion {
  readonly rpcUrl: string;
  readonly deployment: Pick<Deployment, 'chainId' | 'contracts'>;
  readonly caller: Address;
  readonly act: Act;
}

/** Asked of the chain: the platform keeps no list of what was announced. */
export async function readAnnouncement(question: AnnouncementQuestion): Promise<Announcement> {
  const { rpcUrl, deployment, caller, act } = question;
  const provider = openChainReader(rpcUrl, deployment.chainId);
  try {
    const authority = connectAuthority(contractAddress(deployment, 'Authority'), provider);
    const target = contractAddress(deployment, act.contract);
    const [isFree, delay] = await authority.canCall(caller, target, selectorOf(act));
    if (isFree) return { state: 'free' };
    if (delay === 0n) return { state: 'not-allowed' };
    const operation = await authority.hashOperation(caller, target, act.data);
    // 0 for what was never announced, was done, or was announced too long ago.
    const from = await authority.getSchedule(operation);
    if (from === 0n) return { state: 'to-announce', delaySeconds: Number(delay) };
    return { state: 'announced', from: new Date(Number(from) * 1000) };
  } finally {
    provider.destroy();
  }
}

/** Announces an act; the same act can be done once its delay has passed. */
export function announceAct(deployment: Pick<Deployment, 'contracts'>, act: Act): Act {
  const target = contractAddress(deployment, act.contract);
  // 0: from the first moment that the delay allows.
  const data = createAuthorityInterface().encodeFunctionData('schedule', [target, act.data, 0]);
  return { contract: 'Authority', data: data as Hex }; // ethers types hex as string
}

function selectorOf({ data }: Act): string {
  return data.slice(0, 10);
}
