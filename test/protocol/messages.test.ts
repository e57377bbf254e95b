import { describe, expect, it } from 'vitest';
import { describeReason } from '@lanran/protocol/messages/reasons';
import { bitsOf } from '@lanran/protocol/licensing/media';
import { REASON_CODES, reasonOf, type ReasonName } from '@lanran/protocol/licensing/reasons';
import { parseTerritories, WORLD } from '@lanran/protocol/territories/territories';

describe('reasons for people', () => {
  it('say in both languages what stands in the way, by name', () => {
    const media = describeReason(reasonOf('CONSENT_MEDIA', bitsOf(['GAME', 'AI_TRAINING'])));
    expect(media.en).toContain('games, training of AI');
    expect(media.zh).toContain('游戏、人工智能训练');
    const places = describeReason(reasonOf('OFFER_TERRITORIES', parseTerritories('FR,CN')));
    expect(places.en).toContain('France and mainland China');
    expect(places.zh).toContain('法国和中国大陆');
  });

  it('shorten a long list to its first names and how many there are', () => {
    const bits = parseTerritories('AD,AL,AR,BT,CL,DZ,EG,FJ,JP,KE');
    const codes = reasonOf('CONSENT_TERRITORIES', bits);
    expect(describeReason(codes).en).toMatch(/ and \d+ more\./);
    expect(describeReason(reasonOf('CONSENT_TERRITORIES', WORLD)).en).toContain('the whole world');
  });

  const LICENSE = `0x${'ab'.repeat(32)}`;
  it.each<[ReasonName, bigint, RegExp, RegExp]>([
    ['ASSET_DISPUTED', 3n, /3 open/, /3项/],
    ['WINDOW_PAST', 20_782n, /2026-11-25/, /2026-11-25/],
    ['CONSENT_MEDIA', 4n, /streaming/, /网络视频/],
    ['CONSENT_TERRITORIES', parseTerritories('FR'), /France/, /法国/],
    ['CONSENT_ENDS', 20_782n, /2026-11-25/, /2026-11-25/],
    ['CONSENT_RIGHTS', 3n, /transfer, sublicensing/, /转让、再许可/],
    ['OFFER_MEDIA', 4n, /streaming/, /网络视频/],
    ['OFFER_TERRITORIES', parseTerritories('FR'), /France/, /法国/],
    ['OFFER_DAYS', (20_782n << 32n) | 20_783n, /2026-11-25 to 2026-11-26/, /2026-11-25至2026-11-26/],
    ['EXCLUSIVE_NOT_OFFERED', 14n, /Offer 14/, /要约14/],
    ['ONLY_EXCLUSIVE', 14n, /Offer 14/, /要约14/],
    ['OFFER_OVERLAP', 14n, /offer 14/, /要约14/],
    ['OFFER_CLOSED', 14n, /Offer 14/, /要约14/],
    ['ALREADY_LICENSED', BigInt(LICENSE), new RegExp(LICENSE), new RegExp(LICENSE)],
    ['EXCLUSIVE_OVERLAP', BigInt(LICENSE), new RegExp(LICENSE), new RegExp(LICENSE)],
    ['LICENSE_ENDED', BigInt(LICENSE), new RegExp(LICENSE), new RegExp(LICENSE)],
    ['NOT_RENEWABLE', BigInt(LICENSE), new RegExp(LICENSE), new RegExp(LICENSE)],
    ['NOT_SUBLICENSABLE', BigInt(LICENSE), new RegExp(LICENSE), new RegExp(LICENSE)],
    ['OUTSIDE_LICENSE', BigInt(LICENSE), new RegExp(LICENSE), new RegExp(LICENSE)],
    ['SHARE_RAISED', 3050n, /30\.5%/, /30\.5%/],
    ['OFFER_RESERVED', 14n, /Offer 14/, /要约14/],
    ['USE_DAYS', (20_782n << 32n) | 20_783n, /2026-11-25 to 2026-11-26/, /2026-11-25至2026-11-26/],
    ['USE_PRICE', 120_000n, /120000/, /120000/],
    ['USE_TOKEN', 0x77n, /0x0{38}77/, /0x0{38}77/],
    ['CALENDAR_FULL', 32n, /32 live/, /32个/],
  ])('%s: says its subject', (name, subject, en, zh) => {
    const text = describeReason(reasonOf(name, subject));
    expect(text.en).toMatch(en);
    expect(text.zh).toMatch(zh);
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
