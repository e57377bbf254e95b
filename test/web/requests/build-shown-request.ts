import type {
  Entry,
  Item,
  ShownRequest,
  Terms,
  ThreadEvent,
} from '../../../web/features/requests/model/documents.ts';

export const TOKEN = `0x${'70'.repeat(20)}`;

export function buildTerms(overrides: Partial<Terms> = {}): Terms {
  return {
    media: ['STREAMING'],
    territories: ['WORLD'],
    firstDay: '2027-01-01',
    lastDay: '2030-12-31',
    exclusive: false,
    rights: [],
    communityShareBps: 2_000,
    token: TOKEN,
    price: { amount: '120000', token: TOKEN },
    share: { amount: '24000', token: TOKEN },
    ...overrides,
  };
}

export function buildItem(overrides: Partial<Item> = {}): Item {
  return {
    assetId: '0x01',
    state: 'ASKED',
    revision: 1,
    agreedBy: ['ASKER'],
    waitsFor: ['HOLDER', 'COMMUNITY'],
    declinedBy: null,
    licenseId: null,
    terms: buildTerms(),
    agreement: null,
    asset: { id: '0x01', identifier: null, title: { en: 'Sleeve', zh: '衣袖' }, cover: null },
    ...overrides,
  };
}

export function buildEntry(overrides: Partial<Entry> = {}): Entry {
  return {
    sequence: 1,
    kind: 'ASK',
    role: 'ASKER',
    account: '0xstudio',
    at: '2026-11-30T08:00:00Z',
    assetIds: ['0x01'],
    text: 'A film about batik.',
    organization: null,
    files: [],
    changes: [],
    ...overrides,
  };
}

export function buildEvent(overrides: Partial<ThreadEvent> = {}): ThreadEvent {
  return {
    kind: 'CONSENTED',
    at: '2026-11-30T08:00:00Z',
    assetId: '0x01',
    role: 'COMMUNITY',
    statementHash: '0x1eaf',
    licenseId: null,
    newHolder: null,
    ...overrides,
  };
}

function party(
  role: 'ASKER' | 'HOLDER' | 'COMMUNITY',
  id: string,
  en: string,
): ShownRequest['parties'][number] {
  const organization = { id, slug: id, name: { en, zh: en }, website: null, contact: null };
  return { role, account: null, handledBy: null, hasHandlerLeft: false, organization };
}

export function buildRequest(overrides: Partial<ShownRequest> = {}): ShownRequest {
  return {
    id: 'r1',
    kind: 'USE',
    state: 'ASKED',
    roles: ['COMMUNITY'],
    dueDay: '2099-12-30',
    lastSequence: 1,
    call: null,
    events: [],
    parties: [
      party('ASKER', 'studio', 'Studio'),
      party('HOLDER', 'museum', 'Museum'),
      party('COMMUNITY', 'village', 'Village'),
    ],
    items: [buildItem()],
    entries: [buildEntry()],
    ...overrides,
  };
}
