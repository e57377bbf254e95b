import { describe, expect, it } from 'vitest';
import { type Actor, ANONYMOUS, type OrganizationKind } from '@lanran/api/platform/kernel/actor';
import { MissingVaultKeyError } from '@lanran/api/platform/kernel/errors';
import type { FixityOverview } from '@lanran/api/fixity/services/fixity-service';
import { HealthService, type HealthServiceOptions } from '@lanran/api/operations/services/health';
import { Operators } from '@lanran/api/organizations/services/operators';
import type { Hex } from '@lanran/protocol/kernel/bytes';
import { organizationIdOf } from '@lanran/protocol/kernel/ids';
import { parseAddress } from '@lanran/protocol/kernel/signature';

const NOW = new Date('2026-11-26T09:00:00Z');
const ACCREDITOR: Hex = `0x${'ac'.repeat(20)}`;

function memberOf(kind: OrganizationKind, address: Hex = `0x${'11'.repeat(20)}`): Actor {
  return {
    kind: 'member',
    address,
    memberships: [{ organizationId: organizationIdOf('one'), kind, role: 'VIEWER' }],
  };
}
const NAMED_OPERATOR = parseAddress(`0x${'0e'.repeat(20)}`);
const OPERATOR = keyOf(NAMED_OPERATOR);

function keyOf(address: Hex): Actor {
  return { kind: 'member', address, memberships: [] };
}

const operators = new Operators({
  office: { holder: () => NAMED_OPERATOR },
  roles: { isAccreditor: async (address) => address === ACCREDITOR },
});

describe('who looks after the installation', () => {
  it.each([
    ['the key that was named operator, of no organization', OPERATOR],
    ['the accreditor, of whatever organization', memberOf('STUDIO', ACCREDITOR)],
  ])('is %s', async (_, actor) => {
    await expect(operators.require(actor)).resolves.toBeUndefined();
  });

  it.each([
    ['a stranger', ANONYMOUS, 'SIGN_IN_REQUIRED'],
    ['a studio', memberOf('STUDIO'), 'FORBIDDEN'],
    ['an accreditor organization without the role', memberOf('ACCREDITOR'), 'FORBIDDEN'],
  ])('is not %s', async (_, actor, code) => {
    await expect(operators.require(actor)).rejects.toMatchObject({ code });
  });
});

describe('what is for the operator alone', () => {
  const ADMITTED = memberOf('OPERATOR', ACCREDITOR);

  it('is open to the key that was named operator', async () => {
    await expect(operators.requireOperator(OPERATOR)).resolves.toBeUndefined();
  });

  it.each([
    ['a stranger', ANONYMOUS, 'SIGN_IN_REQUIRED'],
    ['the accreditor', keyOf(ACCREDITOR), 'FORBIDDEN'],
    ['the accreditor, who admitted itself as an operator organization', ADMITTED, 'FORBIDDEN'],
    ['a member of an operator organization', memberOf('OPERATOR'), 'FORBIDDEN'],
    ['a studio', memberOf('STUDIO'), 'FORBIDDEN'],
  ])('is closed to %s', async (_, actor, code) => {
    await expect(operators.requireOperator(actor)).rejects.toMatchObject({ code });
  });
});

function buildOverview(overrides: Partial<FixityOverview> = {}): FixityOverview {
  return {
    everyDays: 30,
    graceDays: 3,
    files: 7,
    bad: 0,
    oldestReadAt: NOW,
    nextRunAt: NOW,
    isMissed: false,
    lastRun: null,
    currentRun: null,
    ...overrides,
  };
}

describe('health', () => {
  function healthOf(overrides: Partial<HealthServiceOptions> = {}) {
    const health = new HealthService({
      operators,
      documents: { check: async () => undefined },
      files: { check: async () => undefined },
      ledger: { latestBlock: async () => 10, anchoredCheckpoint: async () => ({ size: 3 }) },
      isChainEmbedded: true,
      log: { size: async () => 4 },
      jobs: { states: async () => [{ name: 'sealer', lastError: null }] },
      disk: { read: async () => ({ freeBytes: 50, totalBytes: 100 }) },
      fixity: { overview: async () => buildOverview() },
      vault: { check: async () => undefined },
      ...overrides,
    });
    return health.check(OPERATOR);
  }
  const full = { latestBlock: async () => 2_001, anchoredCheckpoint: async () => ({ size: 3 }) };

  it('is well when all parts are', async () => {
    expect((await healthOf()).map(({ service, isHealthy }) => [service, isHealthy])).toEqual([
      ['documents', true],
      ['files', true],
      ['chain', true],
      ['log', true],
      ['jobs', true],
      ['fixity', true],
      ['vault', true],
    ]);
  });

  it('names what is ill and why, and answers for the rest', async () => {
    const down = { check: () => Promise.reject(new Error('ECONNREFUSED')) };
    const found = await healthOf({
      documents: down,
      disk: { read: async () => ({ freeBytes: 4, totalBytes: 100 }) },
      log: { size: async () => 2 },
      jobs: { states: async () => [{ name: 'sealer', lastError: 'no coins' }] },
      fixity: { overview: async () => buildOverview({ bad: 2, isMissed: true }) },
      vault: { check: () => Promise.reject(new MissingVaultKeyError(['age1former'])) },
    });
    expect(found.map(({ isHealthy }) => isHealthy)).toEqual([false, false, true, false, false, false, false]);
    expect(found[0]?.message).toBe('ECONNREFUSED');
    expect(found[1]?.message).toContain('disk is almost full');
    expect(found[4]?.message).toContain('sealer');
    expect(found[5]?.message).toMatch(/2 stored originals are damaged.*not read for longer than the 30 days/);
    expect(found[6]?.message).toContain('age1former');
  });

  it('recommends a network past 2,000 blocks of the embedded chain alone', async () => {
    expect((await healthOf({ ledger: full }))[2]).toMatchObject({
      isHealthy: true,
      message: expect.stringContaining('CHAIN_RPC_URL'),
    });
    expect((await healthOf({ ledger: full, isChainEmbedded: false }))[2]?.message).toBe('well');
  });
});
