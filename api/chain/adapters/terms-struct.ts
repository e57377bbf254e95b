import { ZERO_32 } from '@lanran/protocol/kernel/bytes';
import { ORIGINS, type Terms } from '@lanran/protocol/licensing/terms';
import type { TermsStruct } from '../../../contracts/abi/Judgement.ts';

/** Terms as the contracts take them. */
export function toTermsStruct({ wish, origin, parent, ...terms }: Terms): TermsStruct {
  const { media, territories, firstDay, lastDay, exclusive } = wish;
  return {
    ...terms,
    wish: { media, territories, firstDay, lastDay, exclusive },
    origin: ORIGINS.indexOf(origin),
    parent: BigInt(parent ?? ZERO_32),
  };
}
