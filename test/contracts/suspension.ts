import { AbiCoder, keccak256, toBeHex } from 'ethers';
import { storageSlots } from '../../contracts/abi/storage-layout.ts';
import type { OrganizationId } from '@lanran/protocol/kernel/ids';
import type { Platform } from '../../scripts/stage/platform.ts';

/** Where an organization's slot has the seconds from which it is suspended: behind kind, owners and index. */
const SUSPENDED_FROM_AT = 56n;

/** Suspends an organization at once, by its slot: notice of seven days would outlast what tests have sold. */
export async function suspendNow(
  { chain, organizations }: Platform,
  organizationId: OrganizationId,
): Promise<void> {
  const place = AbiCoder.defaultAbiCoder().encode(
    ['bytes32', 'uint256'],
    [organizationId, storageSlots.Organizations._organizations],
  );
  const slot = keccak256(place);
  const word = BigInt(await chain.provider.getStorage(organizations, slot));
  const suspended = word | (1n << SUSPENDED_FROM_AT);
  await chain.request('hardhat_setStorageAt', await organizations.getAddress(), slot, toBeHex(suspended, 32));
  const [, isSuspended] = await organizations.standingOf(organizationId);
  if (!isSuspended) throw new Error('The slot of an organization is laid out otherwise.');
}
