import { describe, expect, it } from 'vitest';
import { bodyHash, buildBody } from '@lanran/protocol/log/body';
import { ZERO_32 } from '@lanran/protocol/kernel/bytes';
import { NO_COMMUNITY, parseAssetId } from '@lanran/protocol/kernel/ids';
import type { LicenseAgreement } from '@lanran/protocol/licensing/license-agreement';
import type { Statement } from '@lanran/protocol/log/statement';
import { revealBody } from '@lanran/protocol/proofs/bundle-parts';
import { agreementIn } from '@lanran/sdk/licensing/sold-version';

const AGREEMENT: LicenseAgreement = {
  sha256: 'ab'.repeat(32),
  bytes: 3,
  mediaType: 'application/pdf',
  name: { zh: '许可协议' },
};
const bodyWith = (agreement: object | null) =>
  buildBody({
    schema: 'lanran/published/1',
    version: 1,
    ...(agreement !== null && { agreement: structuredClone(agreement) as never }),
  });

function told(body: ReturnType<typeof bodyWith>, shown = body) {
  const statement: Statement = {
    kind: 'published',
    assetId: parseAssetId(`0x${'01'.repeat(32)}`),
    community: NO_COMMUNITY,
    previous: ZERO_32,
    bodyHash: bodyHash(body),
    issuedAt: 1_790_000_000,
  };
  const names = shown.fields.map(({ name }) => name).filter((name) => name !== 'schema');
  return {
    statement: JSON.stringify(statement),
    numberProof: JSON.stringify(revealBody(shown, names)),
  };
}

describe('the license agreement of a version on sale', () => {
  it('is the one that its statement names, or none', () => {
    expect(agreementIn(told(bodyWith(AGREEMENT)))).toEqual(AGREEMENT);
    expect(agreementIn(told(bodyWith(null)))).toBeNull();
  });

  it('is not one that the platform tells and nobody signed, or one that is malformed', () => {
    const untrustworthy = expect.objectContaining({ code: 'UNTRUSTWORTHY_ANSWER' });
    const other = bodyWith({ ...AGREEMENT, sha256: 'cd'.repeat(32) });
    expect(() => agreementIn(told(bodyWith(AGREEMENT), other))).toThrow(untrustworthy);
    expect(() => agreementIn(told(bodyWith(null), other))).toThrow(untrustworthy);
    expect(() => agreementIn(told(bodyWith({ ...AGREEMENT, bytes: 0 })))).toThrow(untrustworthy);
  });
});
