import mongoose from 'mongoose';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { assetIdOf, licenseIdFrom, organizationIdOf, randomBytes32 } from '@lanran/protocol/kernel/ids';
import type { DeliveryToken } from '@lanran/api/delivery/domain/delivery-token';
import { type StoresUnderTest, startStores } from './stores-under-test.ts';

let under: StoresUnderTest;
beforeAll(async () => void (under = await startStores()));
afterAll(() => under.stop());

const LICENSE = licenseIdFrom(5n);
const studio = organizationIdOf('studio');

const licenseOf = (serial: bigint) => ({
  licenseId: licenseIdFrom(serial),
  assetId: assetIdOf(studio, randomBytes32()),
});

function buildToken(overrides: Partial<DeliveryToken> = {}): DeliveryToken {
  return {
    id: randomBytes32().slice(2, 34),
    licenses: [licenseOf(5n)],
    licensee: studio,
    label: '渲染农场',
    secretHash: randomBytes32(),
    lastDay: 20_800,
    createdAt: new Date(1_000),
    createdBy: `0x${'11'.repeat(20)}`,
    revokedAt: null,
    lastUsedAt: null,
    ...overrides,
  };
}

it('keeps delivery tokens as they were made, and lists a license’s newest first', async () => {
  const { deliveryTokens } = under.stores;
  const older = buildToken();
  const newer = buildToken({ createdAt: new Date(2_000) });
  for (const token of [older, newer, buildToken({ licenses: [licenseOf(6n)] })])
    await deliveryTokens.insert(token);
  expect(await deliveryTokens.find(older.id)).toEqual(older);
  expect(await deliveryTokens.find('0'.repeat(32))).toBeNull();
  expect(await deliveryTokens.listByLicense(LICENSE, 10)).toEqual([newer, older]);
  expect(await deliveryTokens.listByLicense(LICENSE, 1)).toEqual([newer]);
});

it('revokes a token once, and notes its use no more often than is asked', async () => {
  const { deliveryTokens } = under.stores;
  const { id } = buildToken();
  await deliveryTokens.insert(buildToken({ id }));
  await deliveryTokens.revoke(id, new Date(5_000));
  await deliveryTokens.revoke(id, new Date(6_000));
  await deliveryTokens.noteUse(id, new Date(7_000), new Date(0));
  await deliveryTokens.noteUse(id, new Date(8_000), new Date(7_000));
  expect(await deliveryTokens.find(id)).toMatchObject({
    revokedAt: new Date(5_000),
    lastUsedAt: new Date(7_000),
  });
  await deliveryTokens.noteUse(id, new Date(9_000), new Date(7_001));
  expect(await deliveryTokens.find(id)).toMatchObject({ lastUsedAt: new Date(9_000) });
});

it('keeps all licenses of a token in their order, and lists it for each of them', async () => {
  const { deliveryTokens } = under.stores;
  const token = buildToken({ licenses: [licenseOf(11n), licenseOf(12n), licenseOf(13n)] });
  await deliveryTokens.insert(token);
  expect(await deliveryTokens.find(token.id)).toEqual(token);
  for (const serial of [11n, 12n, 13n])
    expect(await deliveryTokens.listByLicense(licenseIdFrom(serial), 10)).toEqual([token]);
});

it('reads a token as an earlier release wrote it', async () => {
  const { deliveryTokens } = under.stores;
  const { licenses, id, ...token } = buildToken();
  const connection = await mongoose.createConnection(under.uri).asPromise();
  try {
    await connection.collection('deliverytokens').insertOne({ ...token, ...licenses[0], _id: id } as never);
  } finally {
    await connection.close();
  }
  expect(await deliveryTokens.find(id)).toEqual({ ...token, id, licenses });
});
