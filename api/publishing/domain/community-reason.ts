import { peopleName, peoplesUnasked } from '@lanran/protocol/assets/peoples';
import type { DraftContent } from './draft.ts';
import { CommunityReasonRequiredError } from '../../platform/kernel/errors.ts';

/**
 * Who publishes something of a named people past its communities says why (ADR 36).
 * @throws CommunityReasonRequiredError
 */
export function requireCommunityReason({ metadata, community }: DraftContent): void {
  const peoples = peoplesUnasked({ ...metadata, community });
  if (peoples.length > 0) throw new CommunityReasonRequiredError(peoples.map((code) => peopleName(code).en));
}
