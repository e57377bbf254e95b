import { randomBytes } from 'node:crypto';
import { readdir } from 'node:fs/promises';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { LICENSE_ASSERTION } from '@lanran/api/copies/domain/manifest-definition';
import { formatFileId } from '@lanran/api/assets/domain/file-id';
import { formatDay } from '@lanran/protocol/kernel/day';
import type { License } from '@lanran/api/licensing/domain/license';
import { REVOCABLE } from '@lanran/protocol/licensing/rights';
import type { Wish } from '@lanran/protocol/licensing/window';
import { revokeLicenseAct } from '../../support/license-acts.ts';
import { LicensingScene } from '../../support/licensing-scene.ts';
import { actorOf } from '../../support/people.ts';
import { buildContent, publishAsset } from '../../support/publications.ts';
import { buildWish, consentAct, offeringAct, purchaseAct, todayIn } from '../../support/sales.ts';
import { readStore } from './read-store.ts';
import { jpeg } from './sample-files.ts';

let scene: LicensingScene;

beforeAll(async () => {
  scene = await LicensingScene.start();
});

afterAll(async () => {
  scene.services.copying.stop();
  await scene.stop();
});

/** A license of the studio's of an asset with one file. */
async function sell(bytes: Uint8Array, wish: Partial<Wish> = {}): Promise<License> {
  const { services, museum, community, curator, council, buyer, studio } = scene;
  const content = buildContent({ community, creditLine: 'Guizhou Museum' });
  const { assetId } = await publishAsset(services, curator, { organizationId: museum, content, bytes });
  await scene.relay(council, consentAct(services, assetId, { holder: museum, rights: 0 }));
  await scene.relay(curator, offeringAct(services, assetId, { rights: REVOCABLE }));
  const act = await purchaseAct(services, buyer, {
    assetId,
    licensee: studio,
    wish: buildWish(services, wish),
  });
  return scene.licenseOf(await scene.relay(buyer, act));
}

async function runJob(): Promise<void> {
  while ((await scene.services.copiesJob.run()) === 'more');
}

function requestOf({ id, terms }: License, version = 1) {
  return { licenseId: id, fileId: formatFileId({ assetId: terms.assetId, version, index: 0 }) };
}

async function listFor(license: License, person = scene.buyer) {
  const { copyReading } = scene.services;
  const page = await copyReading.list(await actorOf(scene.services, person), license.id, {
    first: 10,
    after: null,
  });
  return page.items.map(({ item }) => item);
}

it('makes a copy when a license begins, for the licensee alone, and removes it when the license is revoked', async () => {
  const { services, buyer, partner, curator } = scene;
  const original = await jpeg();
  const license = await sell(original);
  await runJob();

  const [copy] = await listFor(license);
  expect(copy).toMatchObject({ state: 'MADE', path: 'skirt.tiff', made: { form: 'EMBEDDED', hasXmp: true } });
  const reader = { actor: await actorOf(services, buyer) };
  const opened = await services.copyReading.open(reader, requestOf(license));
  const bytes = Buffer.concat((await (await opened?.read())?.toArray()) ?? []);
  expect(bytes.length).toBe(opened?.bytes);
  const { state, assertions } = await readStore(bytes, 'image/jpeg');
  expect(state).toBe('Valid');
  expect(assertions.find(({ label }) => label === LICENSE_ASSERTION)?.data).toMatchObject({
    license: license.id,
  });
  // The original is as it was published.
  const { downloads } = services;
  const kept = await downloads.open(reader.actor, requestOf(license).fileId);
  expect(Buffer.concat(await kept.readPart({ start: 0, end: original.length }))).toEqual(original);

  for (const other of [partner, curator]) {
    const actor = await actorOf(services, other);
    await expect(services.copyReading.open({ actor }, requestOf(license))).rejects.toMatchObject({
      code: 'NOT_FOUND',
    });
  }
  const order = { licenseIds: [license.id], label: 'farm', lastDay: null };
  const { text: token } = await services.deliveries.issue(reader.actor, order);
  expect((await services.copyReading.open({ token }, requestOf(license)))?.bytes).toBe(bytes.length);

  await scene.relay(curator, revokeLicenseAct(license.terms));
  await expect(services.copyReading.open(reader, requestOf(license))).rejects.toMatchObject({
    code: 'FORBIDDEN',
  });
  await runJob();
  expect(await listFor(license)).toEqual([]);
  const place = { licenseId: license.id, name: copy?.made?.name ?? '' };
  expect(await services.copying.shelf.open(place)).toBeNull();
});

it('keeps no copy in clear on the disk', async () => {
  const license = await sell(await jpeg());
  await runJob();
  const directory = `${scene.stack.stagingDir}-copies`;
  const names = (await readdir(directory, { recursive: true })).filter((name) =>
    name.includes(license.id.slice(2)),
  );
  expect(names.length).toBeGreaterThan(0);
  expect(names.every((name) => name.startsWith('sealed-'))).toBe(true);
});

it('makes a sidecar of other types, and of a file that only looks like a picture', async () => {
  const unknown = await sell(randomBytes(3_000));
  const broken = await sell((await jpeg()).subarray(0, 40));
  await runJob();
  expect(await listFor(unknown)).toMatchObject([
    { state: 'MADE', made: { form: 'SIDECAR', reason: 'TYPE', mediaType: 'application/c2pa' } },
  ]);
  expect(await listFor(broken)).toMatchObject([{ state: 'MADE', made: { form: 'SIDECAR' } }]);
  const { services, buyer } = scene;
  const reader = { actor: await actorOf(services, buyer) };
  const { text } = await services.copyReading.xmp(reader, requestOf(unknown));
  expect(text).toContain(`<plus:LicenseID>${unknown.id}</plus:LicenseID>`);
  expect(text).toContain('Guizhou Museum');
});

it('waits for the first day of a license', async () => {
  const license = await sell(await jpeg(), { firstDay: todayIn(scene.services) + 2 });
  await runJob();
  expect(await listFor(license)).toEqual([]);
  const firstDay = formatDay(todayIn(scene.services) + 2);
  const { copyReading } = scene.services;
  const reader = { actor: await actorOf(scene.services, scene.buyer) };
  const asked = copyReading.open(reader, requestOf(license));
  await expect(asked).rejects.toMatchObject({
    code: 'COPY_NOT_YET',
    message: expect.stringContaining(`The copy is made on ${firstDay}, the license’s first day.`),
    reasons: [{ data: { firstDay }, text: { zh: expect.stringContaining(firstDay) } }],
  });
  await expect(copyReading.xmp(reader, requestOf(license))).rejects.toMatchObject({ code: 'COPY_NOT_YET' });
  // To all others there is nothing.
  const stranger = { actor: await actorOf(scene.services, scene.partner) };
  await expect(copyReading.open(stranger, requestOf(license))).rejects.toMatchObject({ code: 'NOT_FOUND' });
});

it('makes a copy again that is not on the disk any more', async () => {
  const { services, buyer } = scene;
  const license = await sell(await jpeg());
  await runJob();
  await services.copying.shelf.removeLicense(license.id);
  const reader = { actor: await actorOf(services, buyer) };
  expect(await services.copyReading.open(reader, requestOf(license))).toBeNull();
  // Whoever asks again meanwhile finds that it waits, and does not begin it anew.
  expect(await listFor(license)).toMatchObject([{ state: 'WAITING', made: null }]);
  await runJob();
  expect(await services.copyReading.open(reader, requestOf(license))).not.toBeNull();
});

it('forgets the copies of a content that is erased', async () => {
  const { services } = scene;
  const license = await sell(await jpeg().then((bytes) => Buffer.concat([bytes, Buffer.from('x')])));
  await runJob();
  const [copy] = await listFor(license);
  if (copy?.made == null) throw new Error('nothing was made');
  await services.copyReading.removeOfContent(copy.assetId, copy.sha256);
  expect(await services.copying.shelf.open({ licenseId: license.id, name: copy.made.name })).toBeNull();
  expect(await listFor(license)).toEqual([]);
});
