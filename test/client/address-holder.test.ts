import { describe, expect, it } from 'vitest';
import { type ActingKeys, holderOf, payoutConcern } from '@lanran/sdk/organizations/address-holder';

const key = (byte: string) => `0x${byte.repeat(20)}`;
const [OLD, NEW, EAST, WEST, SAFE, STRANGER] = ['01', '02', 'ea', '3e', '5a', '99'].map(key) as [
  string,
  string,
  string,
  string,
  string,
  string,
];
const SHARED = { owners: [EAST, WEST], threshold: 2 };

function buildKeys(overrides: Partial<ActingKeys> = {}): ActingKeys {
  return {
    members: [{ address: NEW, role: 'OWNER' }],
    council: null,
    candidate: null,
    councilSafe: null,
    ...overrides,
  };
}

const concernAt = (address: string, keys: ActingKeys, safe: typeof SHARED | null = null) => {
  const holder = holderOf({ address, safe }, keys);
  return [holder.kind, payoutConcern(holder)];
};

describe('whose a payout address is', () => {
  it('is a member’s, written in any case', () => {
    expect(concernAt(NEW.toUpperCase().replace('0X', '0x'), buildKeys())).toEqual(['member', null]);
  });

  it('is nobody’s once its key was replaced or removed, which is a concern', () => {
    expect(concernAt(OLD, buildKeys())).toEqual(['nobody', 'nobody']);
  });

  it('is the council’s, be that a key or a Safe', () => {
    expect(concernAt(EAST, buildKeys({ council: EAST }))).toEqual(['council', null]);
    const together = buildKeys({ council: SAFE, councilSafe: SHARED });
    expect(concernAt(SAFE, together, SHARED)).toEqual(['council', null]);
  });

  it('is one person’s when the council is a Safe, which is a concern', () => {
    const together = buildKeys({ council: SAFE, councilSafe: SHARED });
    expect(concernAt(EAST, together)).toEqual(['elder', 'one-person']);
    expect(concernAt(NEW, together)).toEqual(['elder', 'one-person']);
  });

  it('is no concern where one signature is enough for the council’s Safe too', () => {
    for (const owners of [[EAST], [EAST, WEST]]) {
      const anyone = buildKeys({ council: SAFE, councilSafe: { owners, threshold: 1 } });
      expect(concernAt(EAST, anyone)).toEqual(['elder', null]);
    }
  });

  it('is shared by a Safe with an owner who acts for the organization', () => {
    const safe = { owners: [NEW, STRANGER], threshold: 2 };
    expect(concernAt(SAFE, buildKeys(), safe)).toEqual(['shared', null]);
    expect(concernAt(SAFE, buildKeys(), SHARED)).toEqual(['nobody', 'nobody']);
  });

  it('is that of those named to follow', () => {
    expect(concernAt(SAFE, buildKeys({ council: EAST, candidate: SAFE }), SHARED)).toEqual([
      'candidate',
      null,
    ]);
  });
});
