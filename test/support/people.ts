import { hexlify, randomBytes } from 'ethers';
import type { Actor, OrganizationKind } from '@lanran/api/platform/kernel/actor';
import { membershipsOf } from '@lanran/api/organizations/domain/memberships';
import type { ForwardRequest } from '@lanran/api/chain/ports/ledger';
import type { RelayedAct } from '@lanran/api/relay/services/relay';
import type { Hex } from '@lanran/protocol/kernel/bytes';
import { type OrganizationId, organizationIdOf } from '@lanran/protocol/kernel/ids';
import { parseAddress } from '@lanran/protocol/kernel/signature';
import { admitAct } from '@lanran/sdk/organizations/admission-act';
import { type Act, signForwardRequest } from '@lanran/sdk/acts/relaying';
import { keySigner, type Signer } from '@lanran/sdk/kernel/signer';
import type { Services } from './services.ts';

export {
  acceptCouncilAct,
  addMemberAct,
  nameSuccessorAct,
  proposeCouncilAct,
  removeMemberAct,
  vetoCouncilAct,
} from '@lanran/sdk/organizations/organization-acts';

/** A key and whose it is. */
export interface Person extends Signer {
  readonly privateKey: Hex;
}

export function newPerson(privateKey: string = hexlify(randomBytes(32))): Person {
  // ethers types hex as string.
  return { privateKey: privateKey as Hex, ...keySigner(privateKey as Hex) };
}

/** The person as the session would name them. */
export async function actorOf({ stack }: Services, { address }: Person): Promise<Actor> {
  const organizations = await stack.stores.organizations.listByKey(address);
  return { kind: 'member', address, memberships: membershipsOf(address, organizations) };
}

/** A person's act as an ERC-2771 request, signed under the forwarder's next nonce unless another is given. */
export async function signAct(
  { stack, clock }: Services,
  person: Person,
  { act, nonce, lifetimeSeconds = 600 }: { act: Act; nonce?: bigint; lifetimeSeconds?: number },
): Promise<ForwardRequest> {
  const addressIn = (name: string) => parseAddress(stack.contracts[name]?.toLowerCase(), name);
  const signed = await signForwardRequest(
    person,
    { chainId: stack.chainId, forwarder: addressIn('ERC2771Forwarder') },
    {
      to: addressIn(act.contract),
      data: act.data,
      nonce: nonce ?? (await stack.ledger.forwarderNonce(person.address)),
      deadline: Math.floor(clock.now().getTime() / 1000) + lifetimeSeconds,
    },
  );
  return {
    ...signed,
    value: BigInt(signed.value),
    gas: BigInt(signed.gas),
    nonce: BigInt(signed.nonce),
  };
}

export async function relayAct(services: Services, person: Person, act: Act): Promise<RelayedAct> {
  return services.relay.relay(await actorOf(services, person), await signAct(services, person, { act }));
}

/** The accreditor admits an organization with the person as first owner; a community's council is theirs too unless another is given. */
export async function admit(
  services: Services,
  {
    slug,
    kind,
    owner,
    council = owner,
  }: {
    slug: string;
    kind: OrganizationKind;
    owner: Pick<Person, 'address'>;
    council?: Pick<Person, 'address'>;
  },
): Promise<OrganizationId> {
  const organizationId = organizationIdOf(slug);
  await relayAct(
    services,
    newPerson(services.stack.accreditor.privateKey),
    admitAct({
      organizationId,
      kind,
      owner: owner.address,
      payout: owner.address,
      council: kind === 'COMMUNITY' ? council.address : null,
    }),
  );
  return organizationId;
}
