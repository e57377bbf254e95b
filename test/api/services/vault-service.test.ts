import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { faultOfRecipient, generateIdentity, parseIdentity } from '@lanran/api/age/identity';
import { ConfigError, readVaultKeys } from '@lanran/api/platform/config/config';
import type { Actor } from '@lanran/api/platform/kernel/actor';
import { ForbiddenError } from '@lanran/api/platform/kernel/errors';
import type { RecoveryRecipient } from '@lanran/api/vault/ports/recovery-recipient-store';
import type { SealDemand } from '@lanran/api/vault/ports/sealed-file-store';
import { VaultKeysInUse } from '@lanran/api/vault/services/vault-keys-in-use';
import { RecoveryKeysService } from '@lanran/api/vault/services/recovery-keys';
import type { OrganizationId } from '@lanran/protocol/kernel/ids';
import { addVaultKey, loadSecrets } from '../../../scripts/start/secrets.ts';

const ORGANIZATION = `0x${'5'.repeat(64)}` as OrganizationId;
const recipient = parseIdentity(generateIdentity()).recipient.text;

function member(role: 'OWNER' | 'EDITOR'): Actor {
  const memberships = [{ organizationId: ORGANIZATION, kind: 'INSTITUTION', role }];
  return { kind: 'member', address: `0x${'1'.repeat(40)}`, memberships } as unknown as Actor;
}

function openVault({ mayOperate = false, newestKept = 'age1loaded' } = {}) {
  const kept = new Map<string, RecoveryRecipient>();
  const demands: SealDemand[] = [];
  const service = new RecoveryKeysService({
    recoveryRecipients: {
      find: async (id) => kept.get(id) ?? null,
      set: async (one) => void kept.set(one.organizationId, one),
      remove: async (id) => void kept.delete(id),
    },
    sealedFiles: {
      demand: async (demand) => demands.push(demand),
      countUnsettledOf: async (id, most) => (id === ORGANIZATION ? most : 0),
    },
    operators: {
      require: async () => {
        if (!mayOperate) throw new ForbiddenError('This is for the operator.');
      },
    },
    keysInUse: new VaultKeysInUse({
      sealedFiles: {} as never,
      recipients: ['age1loaded'],
      newestKept: () => newestKept,
    }),
    faultOf: faultOfRecipient,
    clock: { now: () => new Date(0) },
    onDemand: () => undefined,
  });
  return { service, demands };
}

describe('the recovery key of an organization', () => {
  it('is set and taken away by an owner, and its files are encrypted accordingly', async () => {
    const { service, demands } = openVault();
    const owner = member('OWNER');
    await service.setRecovery(owner, { organizationId: ORGANIZATION, recipient });
    expect(await service.findRecovery(member('EDITOR'), ORGANIZATION)).toMatchObject({ recipient });
    expect(await service.setRecovery(owner, { organizationId: ORGANIZATION, recipient: null })).toBeNull();
    expect(demands).toEqual(Array(2).fill({ work: 'ROTATE', organizationId: ORGANIZATION }));
  });

  it('is refused to others, and where it is no key', async () => {
    const { service, demands } = openVault();
    const set = (actor: Actor, text: string) =>
      service.setRecovery(actor, { organizationId: ORGANIZATION, recipient: text });
    await expect(set(member('EDITOR'), recipient)).rejects.toMatchObject({ code: 'FORBIDDEN' });
    await expect(set({ kind: 'anonymous' }, recipient)).rejects.toMatchObject({ code: 'SIGN_IN_REQUIRED' });
    await expect(set(member('OWNER'), 'age1nobody')).rejects.toMatchObject({ field: 'recipient' });
    await expect(service.rotate(member('OWNER'))).rejects.toMatchObject({ code: 'FORBIDDEN' });
    await expect(service.reencrypt(member('OWNER'), null)).rejects.toMatchObject({ code: 'FORBIDDEN' });
    expect(demands).toEqual([]);
  });

  it('tells members alone how many files are left to be done, up to a thousand', async () => {
    const { service } = openVault();
    expect(await service.countRecoveryLeft(member('EDITOR'), ORGANIZATION)).toBe(1_000);
    const others = `0x${'6'.repeat(64)}` as OrganizationId;
    await expect(service.countRecoveryLeft(member('OWNER'), others)).rejects.toMatchObject({
      code: 'NOT_FOUND',
    });
    await expect(service.countRecoveryLeft({ kind: 'anonymous' }, ORGANIZATION)).rejects.toMatchObject({
      code: 'SIGN_IN_REQUIRED',
    });
  });
});

describe('the vault key', () => {
  it('is not rotated to while the platform uses a former one, and says to restart', async () => {
    const operator = member('OWNER');
    const { service, demands } = openVault({ mayOperate: true, newestKept: 'age1newer' });
    for (const asked of [() => service.rotate(operator), () => service.reencrypt(operator, null)]) {
      await expect(asked()).rejects.toMatchObject({ code: 'CONFLICT' });
      await expect(asked()).rejects.toThrow(/age1newer.*Restart/);
    }
    expect(demands).toEqual([]);
    const restarted = openVault({ mayOperate: true });
    await restarted.service.rotate(operator);
    expect(restarted.demands).toEqual([{ work: 'ROTATE', organizationId: null }]);
  });

  it('is shown in no message about the configuration', () => {
    const mistyped = generateIdentity().slice(0, -1);
    const reading = () => readVaultKeys({ LANRAN_VAULT_KEY: mistyped });
    expect(reading).toThrow(ConfigError);
    expect(reading).not.toThrow(mistyped.slice(20, 40));
    expect(() => readVaultKeys({ LANRAN_VAULT_KEY_FILE: '/nowhere/key' })).toThrow(/can't be read/);
  });

  it('is made with the other secrets, and a new one comes before it', () => {
    const directory = mkdtempSync(join(tmpdir(), 'lanran-secrets-'));
    try {
      const { vaultKeys, ...others } = loadSecrets(directory);
      const [made] = vaultKeys;
      expect(loadSecrets(directory)).toEqual({ ...others, vaultKeys: [made] });
      const added = addVaultKey(directory);
      const [newest = '', older] = loadSecrets(directory).vaultKeys;
      expect(parseIdentity(newest).recipient.text).toBe(added);
      expect(older).toBe(made);
      writeFileSync(join(directory, 'key'), `# made by age-keygen\n${newest}\n${older ?? ''}\n`);
      expect(readVaultKeys({ LANRAN_VAULT_KEY_FILE: join(directory, 'key') })).toEqual([newest, older]);
    } finally {
      rmSync(directory, { recursive: true });
    }
  });
});
