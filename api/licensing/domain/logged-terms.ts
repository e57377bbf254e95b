import { parseBytes32 } from '@lanran/protocol/kernel/bytes';
import { parseAssetId, parseOrganizationId, parseStatementHash } from '@lanran/protocol/kernel/ids';
import { parseAddress } from '@lanran/protocol/kernel/signature';
import { ORIGINS, type Terms } from '@lanran/protocol/licensing/terms';
import { type LoggedEvent, MalformedEventError } from '../../log/domain/logged-event.ts';

/** The struct `Terms` of an event. @throws MalformedEventError, FormatError */
export function termsOf(event: LoggedEvent): Terms {
  const wish = event.struct('wish');
  const origin = ORIGINS[event.number('origin')];
  if (origin === undefined)
    throw new MalformedEventError(`No terms have the origin ${event.text('origin')}.`);
  return {
    assetId: parseAssetId(event.text('assetId')),
    version: parseStatementHash(event.text('version')),
    licensee: parseOrganizationId(event.text('licensee')),
    offerId: event.integer('offerId'),
    wish: {
      media: wish.number('media'),
      territories: wish.integer('territories'),
      firstDay: wish.number('firstDay'),
      lastDay: wish.number('lastDay'),
      exclusive: wish.boolean('exclusive'),
    },
    token: parseAddress(event.text('token')),
    price: event.integer('price'),
    communityShareBps: event.number('communityShareBps'),
    operatorShareBps: event.number('operatorShareBps'),
    rights: event.number('rights'),
    origin,
    parent: event.integer('parent') === 0n ? null : event.licenseId('parent'),
    territoriesHash: parseBytes32(event.text('territoriesHash'), 'territoriesHash'),
  };
}
