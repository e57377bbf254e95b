import { type Hex, toHex, utf8 } from '@lanran/protocol/kernel/bytes';
import { formatDay } from '@lanran/protocol/kernel/day';
import { sha256 } from '@lanran/protocol/kernel/hash';
import type { OrganizationId } from '@lanran/protocol/kernel/ids';
import { canonicalJson } from '@lanran/protocol/kernel/json';
import { formatMedia } from '@lanran/protocol/licensing/media';
import { formatRights } from '@lanran/protocol/licensing/rights';
import { formatTerritories } from '@lanran/protocol/territories/territories';
import { type DeskRequest, organizationOf, partiesOf } from './request.ts';
import type { RequestItem } from './request-state.ts';
import { isComplete } from './request-terms.ts';

const AGREEMENT_SCHEMA = 'lanran/request-agreement/1';

/** The agreed terms of one asset, as a document for the parties. Statements of kind `agreed` name its hash. */
export interface AgreedDocument {
  /** RFC 8785. */
  readonly text: string;
  readonly sha256: Hex;
  readonly parties: readonly OrganizationId[];
}

/** Null until everybody agreed, and where somebody belongs to no organization. The same for every party, at any time. */
export function agreedDocumentOf(request: DeskRequest, item: RequestItem): AgreedDocument | null {
  const { terms, agreedAt, revision, assetId } = item;
  if (agreedAt === null || !isComplete(terms)) return null;
  const parties = partiesOf(request).flatMap((role) => organizationOf(request, role) ?? []);
  if (request.asker.organization === null) return null;
  const { wish, token, price, communityShareBps, rights } = terms;
  const text = canonicalJson({
    schema: AGREEMENT_SCHEMA,
    request: request.id,
    revision,
    assetId,
    licensee: request.asker.organization,
    holder: request.holder,
    community: request.community,
    media: formatMedia(wish.media),
    territories: formatTerritories(wish.territories),
    from: formatDay(wish.firstDay),
    to: formatDay(wish.lastDay),
    exclusive: wish.exclusive,
    price: { amount: price.toString(), token },
    communityShareBps,
    rights: formatRights(rights),
    agreedAt: agreedAt.toISOString(),
    salt: request.salt,
  });
  return { text, sha256: toHex(sha256(utf8(text))), parties };
}
