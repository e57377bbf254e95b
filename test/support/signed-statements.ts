import { buildBody, bodyHash } from '@lanran/protocol/log/body';
import { ZERO_32 } from '@lanran/protocol/kernel/bytes';
import { type AssetId, NO_COMMUNITY } from '@lanran/protocol/kernel/ids';
import type { JsonObject } from '@lanran/protocol/kernel/json';
import { type Statement, parseStatement } from '@lanran/protocol/log/statement';
import type { SignedStatement } from '@lanran/api/publishing/services/signed-statements';
import type { Person } from './people.ts';
import { signStatement } from './publications.ts';
import type { Services } from './services.ts';

/** A statement of any kind, one of a later version too, about an asset, signed by a person. */
export function signedStatement(
  services: Services,
  person: Person,
  {
    kind,
    assetId,
    fields,
    ...overrides
  }: Partial<Omit<Statement, 'kind'>> & { kind: string; assetId: AssetId; fields: JsonObject },
): SignedStatement {
  const body = buildBody(fields);
  const statement = parseStatement({
    kind,
    assetId,
    community: NO_COMMUNITY,
    previous: ZERO_32,
    bodyHash: bodyHash(body),
    issuedAt: Math.floor(services.clock.now().getTime() / 1000),
    ...overrides,
  });
  return { statement, body, signature: signStatement(services, person, statement) };
}
