import { ALL_MEDIA, bitsOf } from '@lanran/protocol/licensing/media';
import { permissionsOf, type Verdict } from '@lanran/protocol/licensing/permissions';
import { rightsBits } from '@lanran/protocol/licensing/rights';
import { describe, expect, it } from 'vitest';

function acts(verdict: Verdict, grant: Partial<Parameters<typeof permissionsOf>[0]> = {}): string[] {
  return permissionsOf({ media: bitsOf(['STREAMING', 'TELEVISION']), rights: 0, exclusive: false, ...grant })
    .filter((each) => each.verdict === verdict)
    .map(({ text }) => text.en);
}

describe('what a license allows', () => {
  it('is the use in its media, and nothing that has to be named', () => {
    expect(acts('ALLOWED')).toEqual(['use it in television and streaming']);
    expect(acts('NOT_ALLOWED')).toEqual([
      'make merchandise of it',
      'advertise with it',
      'train AI with it',
      'hand the license on',
      'grant parts of it to others',
      'use it elsewhere, otherwise or after the last day',
    ]);
  });

  it('never has training of AI in all media', () => {
    expect(acts('ALLOWED', { media: ALL_MEDIA })).toContain('use it in all media');
    expect(acts('NOT_ALLOWED', { media: ALL_MEDIA })).toContain('train AI with it');
    expect(acts('ALLOWED', { media: bitsOf(['AI_TRAINING']) })).toContain('train AI with it');
  });

  it('leaves changes to holder and community, as terms do not speak of them', () => {
    expect(acts('ASK', { media: ALL_MEDIA })).toEqual([
      'redraw or adapt it',
      'animate it',
      'crop it so that a motif is cut',
    ]);
  });

  it('follows rights and exclusivity', () => {
    const rights = rightsBits(['TRANSFERABLE', 'SUBLICENSABLE', 'RENEWABLE']);
    expect(acts('ALLOWED', { rights, exclusive: true })).toEqual([
      'use it in television and streaming',
      'hand the license on',
      'grant parts of it to others',
      'renew it, same length and price',
      'keep others from the same use',
    ]);
  });
});
