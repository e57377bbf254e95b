import type { Call } from '@lanran/api/desk/domain/call';
import { parseDay } from '@lanran/protocol/kernel/day';
import { ASSET, MUSEUM } from './build-request.ts';

const AT = new Date('2026-11-25T08:00:00Z');

export function buildCall(overrides: Partial<Call> = {}): Call {
  return {
    id: 'c1',
    organization: MUSEUM,
    title: { en: 'Butterflies on film' },
    purpose: { en: 'To see them move.' },
    criteria: null,
    assetIds: [ASSET],
    welcome: null,
    closingDay: parseDay('2026-12-31'),
    openedBy: '0x01',
    openedAt: AT,
    closedAt: null,
    withdrawnAt: null,
    withdrawnReason: null,
    changes: [],
    revision: 1,
    ...overrides,
  };
}
