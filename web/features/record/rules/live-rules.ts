import { createAuthorityInterface } from '../../../../contracts/abi/interfaces/Authority.ts';
import { createOfferBookInterface } from '../../../../contracts/abi/interfaces/OfferBook.ts';
import { createProvenanceLogInterface } from '../../../../contracts/abi/interfaces/ProvenanceLog.ts';
import { askNode, callContract } from '../model/read-public-log.ts';

const BLOCKS_AT_A_TIME = 10_000;

/* What the contracts themselves answer, asked through the platform's node. Loaded with ethers, when the page shows. */

/** Numbers of the roles in `Authority`. */
const ROLES = { administrator: 0n, accreditor: 1n, operator: 2n, guardian: 3n } as const;

export interface RoleMember {
  readonly address: string;
  /** Seconds that its acts wait in the open. */
  readonly delaySeconds: number;
}

export interface LiveRules {
  readonly sealer: string;
  readonly operatorShareBps: number;
  readonly roles: Readonly<Record<keyof typeof ROLES, readonly RoleMember[]>>;
}

/** By name; lower-case hex. */
export type Addresses = Readonly<Record<string, string>>;

export async function readLiveRules(addresses: Addresses): Promise<LiveRules> {
  const [sealer, share, members] = await Promise.all([
    ask(addresses['ProvenanceLog'], createProvenanceLogInterface(), 'sealer'),
    ask(addresses['OfferBook'], createOfferBookInterface(), 'operatorShareBps'),
    readMembers(addresses['Authority'] ?? ''),
  ]);
  return { sealer: String(sealer), operatorShareBps: Number(share), roles: members };
}

interface Coder {
  encodeFunctionData(name: string, values?: readonly unknown[]): string;
  decodeFunctionResult(name: string, data: string): ArrayLike<unknown>;
}

async function ask(address: string | undefined, coder: Coder, name: string): Promise<unknown> {
  const data = await callContract(address ?? '', coder.encodeFunctionData(name));
  return coder.decodeFunctionResult(name, data)[0];
}

interface Log {
  readonly topics: readonly string[];
  readonly data: string;
}

/** In parts, since nodes answer for so many blocks at a time. */
async function readLogs(filter: { readonly address: string; readonly topics: readonly string[] }) {
  const latest = Number(await askNode('eth_blockNumber', []));
  const logs: Log[] = [];
  for (let from = 0; from <= latest; from += BLOCKS_AT_A_TIME) {
    const to = Math.min(from + BLOCKS_AT_A_TIME - 1, latest);
    const range = { fromBlock: `0x${from.toString(16)}`, toBlock: `0x${to.toString(16)}` };
    logs.push(...((await askNode('eth_getLogs', [{ ...filter, ...range }])) as readonly Log[]));
  }
  return logs;
}

/** Whoever was ever granted a role, each asked whether it still has it: the contract keeps no list. */
async function readMembers(authority: string): Promise<LiveRules['roles']> {
  const coder = createAuthorityInterface();
  const topic = coder.getEvent('RoleGranted').topicHash;
  const logs = await readLogs({ address: authority, topics: [topic] });
  const granted = logs.map(({ topics, data }) => {
    const args = coder.decodeEventLog('RoleGranted', data, [...topics]);
    return { role: BigInt(String(args['roleId'])), address: String(args['account']).toLowerCase() };
  });
  const membersOf = async (role: bigint): Promise<RoleMember[]> => {
    const candidates = new Set(granted.filter((each) => each.role === role).map(({ address }) => address));
    const answers = await Promise.all(
      [...candidates].map(async (address) => {
        const data = await callContract(authority, coder.encodeFunctionData('hasRole', [role, address]));
        const [isMember, delay] = coder.decodeFunctionResult('hasRole', data);
        return { address, isMember: Boolean(isMember), delaySeconds: Number(delay) };
      }),
    );
    return answers
      .filter(({ isMember }) => isMember)
      .map(({ address, delaySeconds }) => ({ address, delaySeconds }));
  };
  const [administrator, accreditor, operator, guardian] = await Promise.all([
    membersOf(ROLES.administrator),
    membersOf(ROLES.accreditor),
    membersOf(ROLES.operator),
    membersOf(ROLES.guardian),
  ]);
  return { administrator, accreditor, operator, guardian };
}
