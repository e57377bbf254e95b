import type { Council } from '../../desk/model/council.ts';

/** Keys that speak for the community already: the person's own, those of its council and of its members. */
export function knownElders({
  address,
  safe,
  community,
}: Pick<Council, 'address' | 'safe' | 'community'>): readonly string[] {
  return [address, ...(safe?.owners ?? []), ...community.members.map((member) => member.address)];
}
