import { describe, expect, it } from 'vitest';
import { describeReason } from '@lanran/api/domain/reason-text';
import { bitsOf } from '@lanran/protocol/media';
import { REASON_CODES, reasonOf, type ReasonName } from '@lanran/protocol/reasons';
import { parseTerritories, WORLD } from '@lanran/protocol/territories';

describe('reasons for people', () => {
  it('say in both languages what stands in the way, by name', () => {
    const media = describeReason(reasonOf('CONSENT_MEDIA', bitsOf(['GAME', 'AI_TRAINING'])));
    expect(media.en).toContain('games, training of AI');
    expect(media.zh).toContain('游戏、人工智能训练');
    const places = describeReason(reasonOf('OFFER_TERRITORIES', parseTerritories('FR,CN')));
    expect(places.en).toContain('China, France');
    expect(places.zh).toContain('中国、法国');
  });

  it('shorten a long list to its first names and how many there are', () => {
    const codes = reasonOf('CONSENT_TERRITORIES', WORLD - parseTerritories('FR'));
    expect(describeReason(codes).en).toMatch(/ and \d+ more\.$/);
    expect(describeReason(reasonOf('CONSENT_TERRITORIES', WORLD)).en).toContain('the whole world');
  });

  it('exist for every code, whatever its subject', () => {
    for (const name of Object.keys(REASON_CODES) as ReasonName[]) {
      for (const subject of [0n, 1n, 2n ** 64n - 1n]) {
        const { en, zh } = describeReason(reasonOf(name, subject));
        expect(en).toMatch(/\w.*[.]$/);
        expect(zh).toMatch(/。$/);
      }
    }
  });
});
