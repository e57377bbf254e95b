import { expect, it } from 'vitest';
import { copyPath, embeddableType } from '@lanran/api/copies/domain/copy';
import {
  copyDefinition,
  previewDefinition,
  previewParentOf,
  sidecarDefinition,
} from '@lanran/api/copies/domain/manifest-definition';
import { xmpPacket } from '@lanran/api/copies/domain/xmp-packet';
import { withXmp } from '@lanran/api/copies/adapters/signing/wave-xmp';
import { buildFacts, buildRequest } from './copy-facts.ts';
import { readTags } from './read-store.ts';
import { wave } from './sample-files.ts';

const FILE = { path: 'a.jpg', bytes: 3, sha256: 'ab'.repeat(32), mediaType: 'image/jpeg' };

it('names copies beside their originals', () => {
  expect(copyPath('photos/front.jpg', 'EMBEDDED')).toBe('photos/front.c2pa.jpg');
  expect(copyPath('photos.d/front', 'EMBEDDED')).toBe('photos.d/front.c2pa');
  expect(copyPath('.hidden', 'EMBEDDED')).toBe('.hidden.c2pa');
  expect(copyPath('plates/a.1001.exr', 'SIDECAR')).toBe('plates/a.1001.exr.c2pa');
});

it('makes copies of four types, whatever WAVE is called', () => {
  expect(['image/jpeg', 'audio/vnd.wave', 'audio/x-wav'].map(embeddableType)).toEqual([
    'image/jpeg',
    'audio/wav',
    'audio/wav',
  ]);
  expect(embeddableType('image/x-exr')).toBeNull();
});

function entriesOf(definition: ReturnType<typeof copyDefinition>) {
  return definition.assertions.find(({ label }) => label === 'cawg.training-mining')?.data['entries'];
}

it('forbids training of AI, unless the license has it, and then to others', () => {
  expect(entriesOf(copyDefinition(buildRequest(FILE)))).toMatchObject({
    'cawg.ai_training': { use: 'notAllowed' },
  });
  const training = buildRequest(FILE, { media: ['STREAMING', 'AI_TRAINING'] });
  expect(entriesOf(copyDefinition(training))).toMatchObject({ 'cawg.ai_training': { use: 'constrained' } });
  expect(xmpPacket(buildFacts())).toContain('DMI-PROHIBITED-AIMLTRAINING');
  expect(xmpPacket(training)).toContain('DMI-PROHIBITED-SEECONSTRAINT');
});

it('binds a sidecar to the original’s bytes', () => {
  const binding = sidecarDefinition(buildRequest(FILE)).assertions.at(-1);
  expect(binding).toMatchObject({ label: 'c2pa.hash.data', data: { hash: Array(32).fill(0xab) } });
});

it('says nothing in a preview that a take-down may erase, but where it stands', () => {
  const request = buildRequest({ ...FILE, path: 'burial.jpg' });
  const said = JSON.stringify([previewDefinition(request), previewParentOf(request)]);
  expect(said).toContain(request.origin.assetUrl);
  expect(said).toContain(request.origin.holder.id);
  for (const word of ['Whirlpool', '涡纹', 'Guizhou', 'GM-1', 'burial']) expect(said).not.toContain(word);
});

it('says of copyright what the holder stated, and nothing else', () => {
  const { origin, license } = buildFacts();
  const packetOf = (status: string) =>
    xmpPacket({ origin: { ...origin, rightsStatement: { status, rightsHolder: 'A & B' } }, license });
  const kept = packetOf('http://rightsstatements.org/vocab/InC/1.0/');
  expect(kept).toContain('<rdf:li xml:lang="zh">受版权保护；权利人：A &amp; B（http://rights');
  expect(kept).toContain('<xmpRights:Marked>True<');
  expect(kept).toContain('<xmpRights:Owner><rdf:Bag><rdf:li>A &amp; B<');
  expect(kept).toContain('vocab/CS-PRO<');
  const free = packetOf('https://creativecommons.org/publicdomain/zero/1.0/');
  expect(free).toContain('<xmpRights:Marked>False<');
  const unknown = packetOf('http://rightsstatements.org/vocab/CNE/1.0/');
  expect(unknown).toContain('vocab/CS-UNK<');
  for (const word of ['xmpRights:Marked', 'dc:rights'])
    expect(xmpPacket({ origin, license })).not.toContain(word);
  expect(unknown).not.toContain('xmpRights:Marked');
});

it('writes XMP that ExifTool takes without a warning', async () => {
  const packet = xmpPacket(buildFacts());
  const tags = await readTags(Buffer.from(packet), ['-struct', '-validate', '-all']);
  expect(tags).toMatchObject({
    Credit: 'Guizhou Museum & <Xijiang>',
    Title: 'Whirlpool batik',
    Licensor: [expect.objectContaining({ LicensorURL: 'https://lanran.test/organizations/museum' })],
    OtherConstraints: 'Attribution (TK A)',
  });
  // A credit line is no copyright.
  expect(Object.keys(tags)).not.toEqual(expect.arrayContaining(['Rights']));
  expect(packet).not.toContain('©');
  expect(String(tags['Validate'])).toMatch(/^0 /);
});

it('adds a packet to a WAVE file once, and leaves what is no whole WAVE alone', () => {
  const original = wave();
  const described = withXmp(original, '<x:xmpmeta/>');
  if (described === null) throw new Error('nothing was added');
  expect(described.readUInt32LE(4)).toBe(described.length - 8);
  expect(described.subarray(8, original.length)).toEqual(original.subarray(8));
  expect(withXmp(described, '<x:xmpmeta/>')).toBeNull();
  for (let length = 0; length < original.length; length += 1)
    expect(withXmp(original.subarray(0, length), 'x')).toBeNull();
  const lying = Buffer.from(original);
  lying.writeUInt32LE(0xffff_ffff, 40);
  expect(withXmp(lying, 'x')).toBeNull();
});
