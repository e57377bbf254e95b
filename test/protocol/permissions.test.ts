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
      'show it in trailers and posters of the finished work',
      'make merchandise of it',
      'advertise other things with it',
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

  it('leaves changes to holder and community unless the license may be adapted', () => {
    const changes = [
      'redraw, recolor or adapt it',
      'animate it',
      'crop it so that a motif is cut',
      'combine it with other works',
    ];
    expect(acts('ASK', { media: ALL_MEDIA })).toEqual(changes);
    const rights = rightsBits(['ADAPTABLE']);
    expect(acts('ASK', { rights })).toEqual([]);
    expect(acts('ALLOWED', { rights })).toEqual(['use it in television and streaming', ...changes]);
  });

  it('goes on for what was finished where the license endures, and for nothing new', () => {
    const rights = rightsBits(['ENDURING']);
    expect(acts('ALLOWED', { rights })).toContain(
      'go on showing, after the last day or a revocation, what was finished before',
    );
    expect(acts('NOT_ALLOWED', { rights })).toContain(
      'use it elsewhere, otherwise or, after the last day, in anything new',
    );
  });

  it('has trailers and posters by the right to them or by advertising, and advertising by its medium alone', () => {
    const trailers = 'show it in trailers and posters of the finished work';
    const promotable = { rights: rightsBits(['PROMOTABLE']) };
    expect(acts('ALLOWED', promotable)).toContain(trailers);
    expect(acts('NOT_ALLOWED', promotable)).toContain('advertise other things with it');
    expect(acts('ALLOWED', { media: bitsOf(['ADVERTISING']) })).toContain(trailers);
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
